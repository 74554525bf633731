import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { misconfigured } from '../domain/base/failure.ts';
import { type RunningServer, startServer } from './child-server.ts';

export interface DynoxideOptions {
  /** SQLite file that keeps the tables; without it they live in memory. */
  readonly dbPath?: string;
}

/**
 * DynamoDB on this machine: the Dynoxide binary that npm installs for the platform, on a free port of 127.0.0.1.
 * Throws Failure `misconfigured` where there is no binary for this platform.
 */
export function startDynoxide(options: DynoxideOptions = {}): Promise<RunningServer> {
  const { dbPath } = options;
  return startServer({
    name: 'Dynoxide',
    command: dynoxideBinary(),
    arguments: (port) => [
      'serve',
      '--host',
      '127.0.0.1',
      '--port',
      String(port),
      ...(dbPath === undefined ? [] : ['--db-path', dbPath]),
    ],
    readyWithinMs: 10_000,
  });
}

/** Path of the binary in the optional package of this platform. */
export function dynoxideBinary(platform: string = process.platform, arch: string = process.arch): string {
  const name = `@dynoxide/${platform}-${arch}`;
  const manifest = resolved(`${name}/package.json`);
  const binary = manifest === undefined ? undefined : join(dirname(manifest), 'dynoxide');
  if (binary !== undefined && existsSync(binary)) return binary;
  throw misconfigured(
    `the embedded DynamoDB is not installed: run \`npm install --no-save ${name}\` if npm has it for this platform, or run Billhook on Linux x64`,
    { expected: `the npm package ${name}`, found: 'no such package in node_modules' },
  );
}

function resolved(specifier: string): string | undefined {
  try {
    return createRequire(import.meta.url).resolve(specifier);
  } catch {
    return undefined;
  }
}
