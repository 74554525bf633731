import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
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

/** The finished template, as `osls package` makes it on a machine without network, login or AWS credentials. */
export async function packageTemplate(...options: readonly string[]): Promise<Packaged> {
  const out = mkdtempSync(join(tmpdir(), 'billhook-package-'));
  const osls = 'node_modules/osls/bin/serverless.js';
  const env = {
    PATH: dirname(process.execPath),
    HOME: out,
    SLS_TELEMETRY_DISABLED: '1',
    SLS_NOTIFICATIONS_MODE: 'off',
  };
  await promisify(execFile)(process.execPath, [osls, 'package', '--package', out, ...options], { env });
  const file = join(out, 'cloudformation-template-update-stack.json');
  const remove = () => rmSync(out, { recursive: true, force: true });
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
