import { existsSync, readdirSync } from 'node:fs';
import type { EmbeddedStackOptions } from './embedded-stack.ts';
import type { FunctionSpec } from './function-spec.ts';
import { type LocalResources, readFunctionYml } from './function-yml.ts';
import { projectRoot } from './node-binary.ts';

/** What runs in the stack: every folder of `functions/` with a function.yml, or what a test brings along. */
export function stackFunctions(
  options: EmbeddedStackOptions,
  resources: LocalResources,
  environment: Readonly<Record<string, string>>,
): readonly FunctionSpec[] {
  const { stage = 'prod', clock = false, concurrencyMax = 1, bundles = `${projectRoot}dist/` } = options;
  const specs =
    options.functions?.(resources, environment) ??
    declaredFunctions()
      .filter((name) => options.only?.includes(name) ?? true)
      .map((name) =>
        readFunctionYml(name, { root: projectRoot, bundles, stage, clock, resources, environment }),
      );
  return specs.map((spec) => ({ ...spec, concurrency: Math.min(spec.concurrency ?? 1, concurrencyMax) }));
}

const declaredFunctions = (): readonly string[] =>
  readdirSync(`${projectRoot}functions`)
    .filter((name) => existsSync(`${projectRoot}functions/${name}/function.yml`))
    .sort();
