import { beforeEach, expect, test } from 'vitest';
import { createPartStore } from '../../shared/adapters/cur/rollup/part-store.ts';
import { Failure } from '../../shared/domain/base/failure.ts';
import type { Notice } from '../../shared/domain/delivery/delivery.ts';
import { isLarge } from '../../shared/domain/delivery/large-delivery.ts';
import { projectRoot } from '../../shared/embedded/node-binary.ts';
import { readLargeDeliveriesYml, runMachine } from '../../shared/embedded/state-machine.ts';
import { ingestNotice } from '../../shared/flow/ingest.ts';
import { publishParts, refuseReading } from '../../shared/flow/publish-parts.ts';
import { readPart } from '../../shared/flow/read-part.ts';
import type { ReadingState } from '../../shared/ports/large-deliveries.ts';
import { parseFileStep, parseReadingStep } from '../../shared/runtime/reading-steps.ts';
import { aSpend, type DeliverySpec, noticeOf, putDelivery } from '../builders/export-files.ts';
import { createFlowWorld, EXPORT, type FlowWorld, INGEST } from '../builders/flow-world.ts';

const MACHINE = readLargeDeliveriesYml(projectRoot);
const chunks = Array.from({ length: 33 }, (_, file) => [
  aSpend(file % 2 === 0 ? 'search' : 'fraud', file + 1),
]);

let world: FlowWorld;
let invoked: string[];
let dead: Notice[];
let states: Map<string, ReadingState>;
/** What befalls the function that is invoked next with this payload. */
let fate: (functionName: string, payload: string) => Failure | undefined;

beforeEach(() => {
  world = createFlowWorld();
  [invoked, dead, states, fate] = [[], [], new Map(), () => undefined];
});

/** All ports of the three functions; a reading runs when `run` is called. */
function portsOf({ ports }: FlowWorld) {
  const parts = createPartStore(ports.objects, 'work');
  const readings = {
    state: async (reading: string) => states.get(reading),
    start: async (reading: string) => void states.set(reading, 'running'),
  };
  const deadNotices = { put: async (notice: Notice) => void dead.push(notice) };
  return { ...ports, parts, deadNotices, readers: { parts, readings } };
}

/** The use cases behind the functions, as the Lambda host would call them. */
async function invoke(functionName: string, payload: string) {
  const ports = portsOf(world);
  const event: unknown = JSON.parse(payload);
  invoked.push(functionName);
  try {
    const fated = fate(functionName, payload);
    if (fated !== undefined) throw fated;
    const file = parseFileStep(event);
    const step = parseReadingStep(event);
    if (functionName === 'read-file') await readPart(ports, file!.reading, file!.file);
    else if (step?.task === 'publish') await publishParts(ports, step.reading);
    else await refuseReading(ports, step!.reading, step?.task === 'refuse' ? step.told : '');
    return { requestId: '1', payload: '{"outcome":"done"}', durationMs: 1 };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const answer = { errorType: `Failure.${error.kind}`, errorMessage: error.message };
    return {
      requestId: '1',
      payload: JSON.stringify(answer),
      functionError: 'Unhandled' as const,
      durationMs: 1,
    };
  }
}

/** Runs what was started on the definition of infra/, and tells how each ended. */
async function run(): Promise<readonly ReadingState[]> {
  const { objects } = world.ports;
  const readJson = async (bucket: string, key: string): Promise<unknown> => {
    const pin = await objects.pin(bucket, key);
    return JSON.parse(new TextDecoder().decode(await objects.read(pin!)));
  };
  const started = [...states].filter(([, state]) => state === 'running').map(([reading]) => reading);
  return Promise.all(
    started.map(async (reading) => {
      const input = { reading, files: { bucket: 'work', key: `partials/${reading}/files.json` } };
      const end = await runMachine(MACHINE.definition, input, { invoke, readJson, retryMs: 0 }).then(
        () => 'done' as const,
        () => 'failed' as const,
      );
      states.set(reading, end);
      return end;
    }),
  );
}

async function deliver(spec: Partial<DeliverySpec> = {}): Promise<Notice> {
  const { manifests } = await putDelivery(world.ports.objects, {
    executedAt: '2026-11-18T06:00:00Z',
    chunks,
    ...spec,
  });
  return noticeOf(manifests[0]!);
}

const visible = () => world.ports.ledger.pointer(EXPORT, '2026-11');
const hasIndex = (payload: string, file: number): boolean => payload.includes(`"file":${file}}`);

test('a file more than one reader takes, or a byte, makes a delivery large', () => {
  const ofBytes = (...bytes: number[]) =>
    bytes.map((size) => ({ pin: { bucket: 'b', key: 'k', etag: '', bytes: size, lastModified: 0 } }));
  expect(isLarge(ofBytes(...Array<number>(32).fill(1)))).toBe(false);
  expect(isLarge(ofBytes(...Array<number>(33).fill(1)))).toBe(true);
  expect(isLarge(ofBytes(600e6, 400e6))).toBe(false);
  expect(isLarge(ofBytes(600e6, 400e6 + 1))).toBe(true);
});

test('the definition names functions that there are', () => {
  const arns = JSON.stringify(MACHINE.definition).match(/arn:aws:lambda:[^"]+/g);
  expect([...new Set(arns)].map((arn) => arn.split(':').at(-1)).sort()).toEqual([
    'publish-delivery',
    'read-file',
  ]);
});

test('a large delivery is handed over once, read file by file, and published as if one had read it', async () => {
  const notice = await deliver();
  const handed = await ingestNotice(portsOf(world), notice, INGEST);
  expect(handed).toMatchObject({ outcome: 'handed over', reason: expect.stringMatching(/was started$/) });
  expect(await visible()).toBeUndefined();
  expect(await ingestNotice(portsOf(world), notice, INGEST)).toMatchObject({
    reason: expect.stringMatching(/is running$/),
  });
  expect(await run()).toEqual(['done']);
  expect(invoked).toEqual([...Array<string>(33).fill('read-file'), 'publish-delivery']);
  const many = await visible();
  expect(await ingestNotice(portsOf(world), notice, INGEST)).toMatchObject({ outcome: 'stale' });

  const alone = createFlowWorld();
  await putDelivery(alone.ports.objects, { executedAt: '2026-11-18T06:00:00Z', chunks });
  await ingestNotice(alone.ports, notice, INGEST);
  const single = await alone.ports.ledger.pointer(EXPORT, '2026-11');
  expect(many).toEqual(single);
  expect(await world.ports.ledger.view(many!)).toEqual(await alone.ports.ledger.view(single!));
});

test('settings that change while files are read change nothing half way', async () => {
  const notice = await deliver();
  await ingestNotice(portsOf(world), notice, INGEST);
  await ingestNotice(portsOf(world), notice, { ...INGEST, cost: 'net' });
  expect([...states.keys()]).toHaveLength(1);
  expect(await portsOf(world).parts.readPlan([...states.keys()][0]!)).toMatchObject({ cost: 'unblended' });
});

test('a reader that fails in passing is tried again, and its fault is forgotten', async () => {
  const failures = [1, 2, 3];
  fate = (name, payload) =>
    name === 'read-file' && hasIndex(payload, 7) && failures.pop() !== undefined
      ? new Failure('retryable', 'the store is slow')
      : undefined;
  await ingestNotice(portsOf(world), await deliver(), INGEST);
  expect(await run()).toEqual(['done']);
  expect(invoked.filter((name) => name === 'read-file')).toHaveLength(33 + 3);
});

test('a reader that never answers leaves the notice among the dead letters, and a new notice begins anew', async () => {
  let tries = 0;
  fate = (name, payload) => {
    if (name !== 'read-file' || !hasIndex(payload, 7)) return undefined;
    tries += 1;
    return new Failure('retryable', 'the store is slow');
  };
  const notice = await deliver();
  await ingestNotice(portsOf(world), notice, INGEST);
  expect(await run()).toEqual(['failed']);
  expect([tries, invoked.filter((name) => name === 'publish-delivery')]).toEqual([7, ['publish-delivery']]);
  expect([dead, await visible()]).toEqual([[notice], undefined]);
  expect(world.counts.get('DeliveriesFailed')).toBe(1);

  fate = () => undefined;
  expect(await ingestNotice(portsOf(world), notice, INGEST)).toMatchObject({
    reason: expect.stringMatching(/-2 was started$/),
  });
  expect(await run()).toEqual(['done']);
  expect(await visible()).toBeDefined();
});

test('a reader that fails over something of its own says over which file', async () => {
  world.ports.charges.open = () => {
    throw new TypeError('undefined is not a function');
  };
  const notice = await deliver();
  await ingestNotice(portsOf(world), notice, INGEST);
  const [reading] = states.keys();
  await expect(readPart(portsOf(world), reading!, 7)).rejects.toThrow(TypeError);
  await expect(readPart(portsOf(world), reading!, 33)).rejects.toMatchObject({ kind: 'bug' });
  expect(await refuseReading(portsOf(world), reading!, 'States.TaskFailed')).toMatchObject({
    outcome: 'given up',
    failure: { kind: 'bug', detail: { file: expect.stringContaining('-00008.csv.gz') } },
  });
  expect(dead).toEqual([notice]);
});

test('one that ends without a word, as for lack of memory, is told as far as the state machine knows', async () => {
  await ingestNotice(portsOf(world), await deliver(), INGEST);
  const [reading] = states.keys();
  expect(await refuseReading(portsOf(world), reading!, 'Lambda.Unknown: killed')).toMatchObject({
    outcome: 'given up',
    failure: { detail: { found: 'Lambda.Unknown: killed' } },
  });
  await expect(publishParts(portsOf(world), reading!)).rejects.toMatchObject({ kind: 'bug' });
});

test('a file that changes under its reader is no news once the next delivery is visible', async () => {
  fate = (name, payload) =>
    name === 'read-file' && hasIndex(payload, 0)
      ? new Failure('retryable', 'the object changed while it was being read')
      : undefined;
  await ingestNotice(portsOf(world), await deliver(), INGEST);
  const next = { executedAt: '2026-11-18T12:00:00Z', executionId: 'execution-2', chunks: chunks.slice(1, 3) };
  await ingestNotice(portsOf(world), await deliver(next), INGEST);
  expect(await run()).toEqual(['failed']);
  expect([dead, (await visible())?.executionId]).toEqual([[], 'execution-2']);
});

test('a newer delivery that became visible meanwhile stays', async () => {
  await ingestNotice(portsOf(world), await deliver(), INGEST);
  const next = { executedAt: '2026-11-18T12:00:00Z', executionId: 'execution-2', chunks: chunks.slice(1, 3) };
  await ingestNotice(portsOf(world), await deliver(next), INGEST);
  expect(await run()).toEqual(['done']);
  expect((await visible())?.executionId).toBe('execution-2');
});

test('usage in a second currency refuses the delivery, at the row of the file that brings it', async () => {
  const mixed = chunks.with(20, [aSpend('search', 1), aSpend('search', 1, { billingCurrency: 'EUR' })]);
  const other = chunks.with(20, [aSpend('search', 1, { billingCurrency: 'EUR' })]);
  for (const [index, delivered] of [mixed, other].entries()) {
    const hour = `2026-11-18T0${index + 1}:00:00Z`;
    await ingestNotice(portsOf(world), await deliver({ executedAt: hour, chunks: delivered }), INGEST);
    expect(await run()).toEqual(['failed']);
  }
  const refused = await world.ports.quarantine.newerThan(EXPORT, '2026-11', '');
  expect(refused.map(({ detail }) => [detail.file?.slice(-12), detail.row, detail.found])).toEqual([
    ['00021.csv.gz', 2, 'EUR'],
    ['00021.csv.gz', 1, 'EUR'],
  ]);
  expect([dead, world.counts.get('DeliveriesQuarantined')]).toEqual([[], 2]);
});

test('it is not tried for ever', async () => {
  fate = () => new Failure('misconfigured', 'no permission');
  const notice = await deliver();
  const ports = portsOf(world);
  const failed = { ...ports.readers.readings, state: async () => 'failed' as const };
  await expect(
    ingestNotice({ ...ports, readers: { ...ports.readers, readings: failed } }, notice, INGEST),
  ).rejects.toMatchObject({ kind: 'misconfigured' });
});
