import { execFile } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export interface TemplateResource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly Condition?: string;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}
export type Resources = Readonly<Record<string, TemplateResource>>;

export interface Packaged {
  readonly file: string;
  readonly template: { readonly Resources: Resources };
  readonly resources: Resources;
  remove(): void;
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SERVICE = ['package.json', 'infra', 'functions', 'dist'];

/**
 * The finished template, as `osls package` makes it on a machine without network, login or AWS credentials. In a folder
 * of its own, which only points to the project: osls always works in `.serverless` beside serverless.yml first.
 */
export async function packageTemplate(...options: readonly string[]): Promise<Packaged> {
  const home = mkdtempSync(join(tmpdir(), 'billhook-package-'));
  for (const name of SERVICE) symlinkSync(join(ROOT, name), join(home, name));
  // No link: the framework looks for a file.
  copyFileSync(join(ROOT, 'serverless.yml'), join(home, 'serverless.yml'));
  const env = {
    PATH: dirname(process.execPath),
    HOME: home,
    SLS_TELEMETRY_DISABLED: '1',
    SLS_NOTIFICATIONS_MODE: 'off',
  };
  const osls = join(ROOT, 'node_modules/osls/bin/serverless.js');
  await promisify(execFile)(process.execPath, [osls, 'package', ...options], { cwd: home, env });
  const file = join(home, '.serverless/cloudformation-template-update-stack.json');
  const remove = () => rmSync(home, { recursive: true, force: true });
  const template = JSON.parse(readFileSync(file, 'utf8'));
  return { file, template, resources: template.Resources, remove };
}

export interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

export const listOf = <T>(value: T | readonly T[]): readonly T[] =>
  Array.isArray(value) ? value : [value as T];

export const ofType = (
  resources: Resources,
  type: string,
): readonly (readonly [string, TemplateResource])[] =>
  Object.entries(resources).filter(([, resource]) => resource.Type === type);

/**
 * A resource's short name: the logical id it refers to, or what stands behind account and region of an ARN.
 * `{Fn::Sub: "${WorkBucket.Arn}/rollups/*"}` -> `WorkBucket/rollups/*`.
 */
export function nameOf(resource: unknown): string {
  if (typeof resource === 'string') return resource;
  const { Ref, ...rest } = resource as { readonly Ref?: string };
  const [kind, value] = Ref === undefined ? (Object.entries(rest)[0] ?? []) : ['Ref', Ref];
  if (kind === 'Ref') return String(value);
  if (kind === 'Fn::GetAtt') {
    const [id, attribute] = value as readonly string[];
    return attribute === 'Arn' ? String(id) : `${id}.${attribute}`;
  }
  if (kind === 'Fn::Join')
    return (value as readonly [string, readonly unknown[]])[1]
      .map(nameOf)
      .join('')
      .replace('arn:aws:s3:::', '');
  if (kind === 'Fn::Sub')
    return String(value)
      .replace(/\$\{(\w+)\.Arn\}/g, '$1')
      .replace(/^arn:.*\$\{AWS::AccountId\}:/, '');
  return JSON.stringify(resource);
}
