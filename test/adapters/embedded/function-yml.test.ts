import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FunctionYmlOptions, readFunctionYml } from '../../../shared/embedded/function-yml.ts';
import { projectRoot } from '../../../shared/embedded/node-binary.ts';
import { readQueuesYml } from '../../../shared/embedded/queues-yml.ts';

let bundles: string;
const names = readdirSync(`${projectRoot}functions`).filter((name) =>
  readdirSync(`${projectRoot}functions/${name}`).includes('function.yml'),
);
beforeAll(() => {
  bundles = `${mkdtempSync(join(tmpdir(), 'bundles-'))}/`;
  for (const name of names) {
    mkdirSync(`${bundles}${name}`);
    writeFileSync(`${bundles}${name}/index.mjs`, '');
  }
});
afterAll(() => rmSync(bundles, { recursive: true }));

const read = (name: string, over: Partial<FunctionYmlOptions> = {}) =>
  readFunctionYml(name, {
    root: projectRoot,
    bundles,
    stage: 'prod',
    clock: false,
    resources: {
      queueUrls: { NoticeQueue: 'notices', ChangeDeadLetters: 'dead' },
      tables: { Table: 'billhook' },
    },
    environment: { BILLHOOK_TABLE: 'billhook' },
    ...over,
  });

/** Invoked by the API, and by the state machine of large deliveries. */
const INVOKED = new Set(['backtest', 'read-file', 'publish-delivery']);

test('every deployed function can run on one machine, with the size of its stage', () => {
  expect(names.length).toBeGreaterThan(0);
  for (const name of names)
    for (const stage of ['dev', 'prod']) {
      const spec = read(name, { stage });
      expect(spec.timeoutSeconds).toBeGreaterThan(0);
      expect(spec.memoryMb).toBeGreaterThanOrEqual(128);
      expect(spec.sources.length > 0, name).toBe(!INVOKED.has(name));
    }
});

test('a queue, a filtered stream and schedules keep what their function.yml says', () => {
  expect(read('ingest').sources).toMatchObject([
    { kind: 'queue', queueUrl: 'notices', batchSize: 1, reportsFailures: true },
  ]);
  expect(read('notify').sources).toMatchObject([
    {
      kind: 'stream',
      table: 'billhook',
      reportsFailures: true,
      failureQueueUrl: 'dead',
      filters: [{ eventName: ['INSERT'], dynamodb: { Keys: { pk: { S: [{ prefix: 'outbox#' }] } } } }],
    },
  ]);
  const hourly = read('reconcile', { clock: true }).sources[0];
  expect(hourly).toMatchObject({ kind: 'schedule', everyMs: 3_600_000, input: { task: 'sweep' } });
  expect(read('reconcile').sources[0]).not.toHaveProperty('everyMs');
});

test('a function that was not bundled is named with the command that helps', () => {
  expect(() => read('ingest', { bundles: '/nowhere/' })).toThrow(
    'ingest is not bundled: run node infra/bundle.ts',
  );
});

test('an event of a queue that is not there is refused with the queues there are', () => {
  const resources = { queueUrls: { Other: 'other' }, tables: {} };
  expect(() => read('ingest', { resources })).toThrow('names a resource that does not exist');
});

test('queues that others point to come first, with redrive as in the cloud', () => {
  const queues = readQueuesYml(projectRoot);
  const at = (id: string) => queues.findIndex((queue) => queue.logicalId === id);
  expect(queues[at('NoticeQueue')]).toMatchObject({
    deadLetterQueue: 'NoticeDeadLetters',
    visibilitySeconds: 1800,
  });
  expect(at('NoticeDeadLetters')).toBeLessThan(at('NoticeQueue'));
});
