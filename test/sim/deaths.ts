import type { Fault } from '../../shared/adapters/memory/faults.ts';
import { createMemoryLedgerStore } from '../../shared/adapters/memory/memory-ledger-store.ts';
import {
  createMemoryBuckets,
  createMemoryObjectStore,
} from '../../shared/adapters/memory/memory-object-store.ts';
import { createMemoryTables, keyOf } from '../../shared/adapters/memory/tables.ts';
import { hourOf, type Instant, MINUTE_MS, parseInstant } from '../../shared/domain/base/instant.ts';
import { byText } from '../../shared/domain/base/order.ts';
import { evaluateExport } from '../../shared/flow/evaluate.ts';
import { ingestNotice } from '../../shared/flow/ingest.ts';
import { sendMessage } from '../../shared/flow/notify.ts';
import { reconcile } from '../../shared/flow/reconcile.ts';
import type { DeepCheck } from '../deep/deep-check.ts';
import { plannedWrites, put } from './aws.ts';
import { BUDGETS, EXPORT, RULES } from './company.ts';
import type { Worker } from './gates.ts';
import { SETTINGS } from './jobs.ts';
import type { SimDelivery, SimMonth } from './month.ts';
import type { SimRow } from './sim-file.ts';
import { createSimPorts, type Durable, type SimPorts } from './sim-ports.ts';
import { createSimSlack, type SimSlack } from './slack.ts';
import { createSimQueue } from './sqs.ts';

/** One death: at which of the worker's port calls, and whether that call still took effect. */
interface Death {
  readonly call: number;
  readonly effect: boolean;
}

const NOON: Instant = parseInstant('2026-11-18T13:00:00Z');
const DAY = hourOf(parseInstant('2026-11-17T00:00:00Z'));
const LEASE_MS = 6 * MINUTE_MS;

const row = (series: number, hour: number, dollars: number): SimRow => ({
  series,
  hour: DAY + hour,
  pico: dollars * 1e12,
});
/** More entries than the store takes in one batch. */
const MANY = Array.from({ length: 30 }, (_, day) => row(1, -24 * (day % 15), 1 + day));

const delivery = (executionId: string, executedAt: string, ...chunks: readonly SimRow[][]): SimDelivery => ({
  period: '2026-11',
  executionId,
  executedAt: parseInstant(executedAt),
  chunks,
});
/** Noon raises, lowers, adds and takes back; one alert goes on and others begin. */
const MONTH: SimMonth = {
  mode: 'create-new',
  versioned: false,
  deliveries: [
    delivery('morning', '2026-11-18T05:00:00Z', [row(0, 1, 60), row(2, 3, 5)], MANY.slice(8)),
    delivery(
      'noon',
      '2026-11-18T13:00:00Z',
      [row(0, 1, 90), row(3, 4, 20), row(0, 7, 15)],
      MANY.slice(0, 20),
    ),
  ],
};

/** What is left of a world between two workers. */
interface Stage {
  readonly durable: Durable;
  readonly slack: SimSlack;
  now: Instant;
}

/** Up to here nothing went wrong: the morning is published, judged and told, and noon lies there. */
async function prepare(): Promise<Stage> {
  const tables = createMemoryTables();
  tables.budgets.book = BUDGETS[0];
  const stage = stageOver({
    tables,
    buckets: createMemoryBuckets(),
    versioned: false,
    rollups: new Map(),
    queue: createSimQueue(),
  });
  const objects = createMemoryObjectStore({ now: () => stage.now, buckets: stage.durable.buckets });
  const writes = plannedWrites(MONTH);
  stage.now = parseInstant('2026-11-18T05:10:00Z');
  for (const write of writes.filter(({ delivery: { executionId } }) => executionId === 'morning'))
    await put(objects, write);
  await run(stage, (ports) => everything(stage, ports, 'morning'));
  stage.now = NOON + 10 * MINUTE_MS;
  for (const write of writes.filter(({ delivery: { executionId } }) => executionId === 'noon'))
    await put(objects, write);
  return stage;
}

const stageOver = (durable: Durable): Stage => ({
  durable,
  slack: createSimSlack(durable.tables),
  now: NOON,
});

const copyOf = ({ durable, now }: Stage): Stage => ({
  ...stageOver({
    ...durable,
    tables: structuredClone(durable.tables),
    rollups: new Map(durable.rollups),
    queue: createSimQueue(),
  }),
  now,
});

/** The whole way of one delivery, in one worker. */
async function everything(stage: Stage, ports: SimPorts, executionId: string): Promise<void> {
  const manifest = [...stage.durable.buckets.objects.keys()].find(
    (key) => key.includes(executionId) && key.includes('Manifest'),
  );
  const [bucket, key] = JSON.parse(manifest!) as [string, string];
  await ingestNotice(ports, { bucket, key, from: 's3' }, INGEST);
  await evaluateExport(ports, EXPORT, SETTINGS);
  for (const id of pending(stage)) await sendMessage(ports, id);
}

const INGEST = { exportName: EXPORT, attribution: RULES[0], cost: 'unblended' } as const;

const pending = ({ durable }: Stage): readonly string[] =>
  [...durable.tables.outbox.values()]
    .filter(({ entry }) => entry.state === 'pending')
    .map(({ entry }) => entry.id)
    .sort(byText);

/** Runs one worker to its end or its death; resolves with how many port calls it made. */
async function run(
  stage: Stage,
  work: (ports: SimPorts) => Promise<unknown>,
  death?: Death,
): Promise<number> {
  const worker: Worker = {
    name: 'worker',
    skewMs: 0,
    rules: 0,
    killedAt: Number.POSITIVE_INFINITY,
    alive: true,
    pausedUntil: 0,
  };
  let calls = 0;
  let buried: () => void = () => {};
  const end = new Promise<void>((resolve) => {
    buried = resolve;
  });
  const faults = (): Fault => {
    if (!worker.alive) return 'died-before';
    calls += 1;
    if (calls !== death?.call) return 'none';
    worker.alive = false;
    // What else it had under way gets no further either.
    setImmediate(buried);
    return death.effect ? 'died-after' : 'died-before';
  };
  const now = (): Instant => stage.now;
  const ports = createSimPorts({
    durable: stage.durable,
    worker,
    faults,
    now,
    token: () => `token-${stage.now}-${calls}`,
    channel: stage.slack.channelFor(worker, faults, now),
    dropWrites: (ledger) => ledger,
  });
  await Promise.race([work(ports), end]);
  worker.alive = false;
  return calls;
}

/** The next worker comes when the lease of the last one has run out. */
async function later(
  stage: Stage,
  work: (ports: SimPorts) => Promise<unknown>,
  death?: Death,
): Promise<number> {
  stage.now += LEASE_MS;
  return run(stage, work, death);
}

const noon = (stage: Stage) => (ports: SimPorts) => everything(stage, ports, 'noon');

/** The clock alone: a sweep, what it announced, and another sweep. */
async function settle(stage: Stage): Promise<void> {
  const sweep = (ports: SimPorts) => reconcile(ports, SETTINGS);
  await later(stage, sweep);
  for (const message of stage.durable.queue.visible(stage.now)) {
    stage.durable.queue.delete(message);
    await run(stage, (ports) => ingestNotice(ports, message.notice, INGEST));
  }
  await later(stage, sweep);
}

/** What is seen in the end, whenever and however often it was tried. */
async function outcomeOf({ durable, slack }: Stage): Promise<string> {
  const { tables, rollups } = durable;
  const pointer = tables.pointers.get(keyOf(EXPORT, '2026-11'))!;
  const { publishedAt: _, ...visible } = pointer;
  return JSON.stringify(
    {
      visible,
      entries: (await createMemoryLedgerStore(tables).view(pointer)).entries,
      evidence: rollups.get(keyOf(EXPORT, '2026-11', pointer.version)),
      alerts: [...(tables.alerts.get(EXPORT)?.values() ?? [])].sort((a, b) => byText(a.id, b.id)),
      messages: [...tables.outbox.values()].map(({ entry }) => `${entry.id} ${entry.state}`).sort(byText),
      sent: [...new Set(slack.accepted.map(({ parcel }) => parcel.outboxId))].sort(byText),
    },
    (_key, value: unknown) => (typeof value === 'bigint' ? `${value}` : value),
  );
}

/** Both ways to die at each of so many calls. */
const deathsAt = (calls: number): readonly Death[] =>
  Array.from({ length: calls }, (_, index) =>
    [false, true].map((effect) => ({ call: index + 1, effect })),
  ).flat();

/** A death in the first try and, for the second of the pair, one in the retry. */
async function dyingAt(
  morning: Stage,
  expected: string,
  deaths: readonly Death[],
): Promise<string | undefined> {
  const stage = copyOf(morning);
  for (const death of deaths) await later(stage, noon(stage), death);
  await settle(stage);
  const where = deaths
    .map(({ call, effect }) => `${effect ? 'after' : 'before'} call ${call}`)
    .join(', then ');
  if ((await outcomeOf(stage)) !== expected) return `dying ${where} ends differently`;
  const repeats =
    stage.slack.accepted.length - new Set(stage.slack.accepted.map(({ parcel }) => parcel.outboxId)).size;
  if (repeats > deaths.length) return `dying ${where} repeats ${repeats} messages`;
  return stage.slack.complaints.length === 0 ? undefined : `dying ${where}: ${stage.slack.complaints[0]}`;
}

/** Every death of a worker on the whole way of a delivery, and every second death of the worker that comes after it. */
export const everyDeath: DeepCheck = {
  what: 'deaths before and after every port call, once and twice',
  full: 20_000,
  async run({ count, onProgress }) {
    const morning = await prepare();
    const clean = copyOf(morning);
    const calls = await later(clean, noon(clean));
    await settle(clean);
    const expected = await outcomeOf(clean);
    const cases: (readonly Death[])[] = [];
    for (const first of deathsAt(calls)) {
      cases.push([first]);
      const stage = copyOf(morning);
      await later(stage, noon(stage), first);
      for (const second of deathsAt(await later(stage, noon(stage)))) cases.push([first, second]);
    }
    const step = Math.max(1, Math.ceil(cases.length / count));
    const chosen = cases.filter((_, index) => index % step === 0);
    const failures: string[] = [];
    for (const [done, deaths] of chosen.entries()) {
      const failure = await dyingAt(morning, expected, deaths);
      if (failure !== undefined) failures.push(failure);
      if (done % 100 === 0) onProgress?.(done);
    }
    const twice = chosen.filter(({ length }) => length === 2).length;
    return {
      count: chosen.length,
      result: `${chosen.length - twice} single and ${twice} double deaths, all to the same end`,
      failures,
    };
  },
};
