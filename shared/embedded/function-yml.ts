import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { misconfigured } from '../domain/base/failure.ts';
import type { EventSource, FunctionSpec } from './function-spec.ts';

/** Where the names that function.yml and infra/ use lead to on this machine. */
export interface LocalResources {
  /** Queue URL by the queue's logical id. */
  readonly queueUrls: Readonly<Record<string, string>>;
  /** Table name by the table's logical id. */
  readonly tables: Readonly<Record<string, string>>;
}

export interface FunctionYmlOptions {
  /** Root of the checkout, with a slash at its end. */
  readonly root: string;
  /** Holds `<name>/index.mjs`; with a slash at its end. */
  readonly bundles: string;
  /** Numbers come from `infra/stages/<stage>.yml`. */
  readonly stage: string;
  readonly resources: LocalResources;
  readonly environment: Readonly<Record<string, string>>;
  /** Schedules tick by the wall clock; else only when asked. */
  readonly clock: boolean;
}

type Yaml = Readonly<Record<string, unknown>>;

/** Reads `functions/<name>/function.yml`, so that the run on one machine and the cloud agree on every function. */
export function readFunctionYml(name: string, options: FunctionYmlOptions): FunctionSpec {
  const file = `functions/${name}/function.yml`;
  const settings = resolveStage(readYaml(options.root, file), options) as Yaml;
  const bundle = `${options.bundles}${name}/index.mjs`;
  if (!existsSync(bundle))
    throw misconfigured(`The function ${name} is not bundled: run node infra/bundle.ts.`, { file: bundle });
  const events = (settings.events ?? []) as readonly Yaml[];
  return {
    name,
    bundle,
    timeoutSeconds: numberAt(settings, 'timeout', file),
    memoryMb: numberAt(settings, 'memorySize', file),
    concurrency: Number(settings.reservedConcurrency ?? 1),
    environment: options.environment,
    sources: events.map((event) => sourceOf(event, file, options)),
  };
}

function sourceOf(event: Yaml, file: string, options: FunctionYmlOptions): EventSource {
  const [[kind, value] = []] = Object.entries(event);
  const settings = value as Yaml;
  const reportsFailures = settings?.functionResponseType === 'ReportBatchItemFailures';
  switch (kind) {
    case 'sqs':
      return {
        kind: 'queue',
        queueUrl: lookUp(settings.arn, options.resources.queueUrls, file),
        batchSize: Number(settings.batchSize ?? 10),
        reportsFailures,
      };
    case 'stream': {
      const failure = (settings.destinations as { onFailure?: { arn?: unknown } } | undefined)?.onFailure;
      return {
        kind: 'stream',
        table: lookUp(settings.arn, options.resources.tables, file),
        startAt: settings.startingPosition === 'LATEST' ? 'LATEST' : 'TRIM_HORIZON',
        batchSize: Number(settings.batchSize ?? 10),
        filters: (settings.filterPatterns ?? []) as readonly unknown[],
        reportsFailures,
        bisects: settings.bisectBatchOnFunctionError === true,
        retriesMax: Number(settings.maximumRetryAttempts ?? -1),
        ...(failure === undefined
          ? {}
          : { failureQueueUrl: lookUp(failure.arn, options.resources.queueUrls, file) }),
      };
    }
    case 'schedule':
      return {
        kind: 'schedule',
        ...(options.clock ? { everyMs: rateMs(settings.rate, file) } : {}),
        ...(settings.input === undefined ? {} : { input: settings.input }),
      };
    case 'httpApi':
      return httpSourceOf(value, file);
    default:
      throw misconfigured('This event does not run on one machine.', {
        file,
        expected: 'sqs, stream, schedule or httpApi',
        found: String(kind),
      });
  }
}

/** `POST /slack`, `*`, or `{ method: post, path: /slack }`. */
function httpSourceOf(value: unknown, file: string): EventSource {
  const { method, path } = typeof value === 'string' ? routeOf(value) : (value as Yaml);
  if (typeof path !== 'string')
    throw misconfigured('A route has no path.', {
      file,
      expected: 'POST /path',
      found: JSON.stringify(value),
    });
  return { kind: 'http', method: String(method ?? '*').toUpperCase(), path };
}

function routeOf(text: string): Yaml {
  const [method, path] = text.trim().split(/\s+/);
  return path === undefined ? { path: method } : { method, path };
}

/** `{ Fn::GetAtt: [LogicalId, Arn] }` to what that id is called here. */
function lookUp(reference: unknown, known: Readonly<Record<string, string>>, file: string): string {
  const id = (reference as { 'Fn::GetAtt'?: readonly string[] } | undefined)?.['Fn::GetAtt']?.[0];
  const found = id === undefined ? undefined : known[id];
  if (found !== undefined) return found;
  throw misconfigured('An event names a resource that does not exist on this machine.', {
    file,
    expected: Object.keys(known).join(', '),
    found: JSON.stringify(reference),
  });
}

const UNIT_MS = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;

function rateMs(rate: unknown, file: string): number {
  const [, count, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(String(rate)) ?? [];
  if (count !== undefined) return Number(count) * UNIT_MS[unit as keyof typeof UNIT_MS];
  throw misconfigured('Only rates run on one machine.', { file, expected: 'rate(…)', found: String(rate) });
}

export const readYaml = (root: string, file: string): unknown =>
  parse(readFileSync(`${root}${file}`, 'utf8'), { logLevel: 'error' });

/** Fills `${self:custom.stage.x.y}` in; other references stay as they are. */
function resolveStage(value: unknown, options: FunctionYmlOptions): unknown {
  const stage = readYaml(options.root, `infra/stages/${options.stage}.yml`);
  const walk = (one: unknown): unknown => {
    if (typeof one === 'string') {
      const path = /^\$\{self:custom\.stage\.([\w.]+)\}$/.exec(one)?.[1];
      if (path === undefined) return one;
      return path.split('.').reduce<unknown>((at, key) => (at as Yaml | undefined)?.[key], stage);
    }
    if (Array.isArray(one)) return one.map(walk);
    if (typeof one !== 'object' || one === null) return one;
    return Object.fromEntries(Object.entries(one).map(([key, inner]) => [key, walk(inner)]));
  };
  return walk(value);
}

function numberAt(settings: Yaml, key: string, file: string): number {
  const value = settings[key];
  if (typeof value === 'number') return value;
  throw misconfigured(`${key} is not a number.`, { file, expected: 'a number', found: String(value) });
}
