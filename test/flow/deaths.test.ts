import { describe, expect, test } from 'vitest';
import type { Fault } from '../../shared/adapters/memory/faults.ts';
import type { MemoryTables } from '../../shared/adapters/memory/tables.ts';
import { parseInstant } from '../../shared/domain/base/instant.ts';
import { byText } from '../../shared/domain/base/order.ts';
import { evaluateExport } from '../../shared/flow/evaluate.ts';
import { ingestNotice } from '../../shared/flow/ingest.ts';
import { sendMessage } from '../../shared/flow/notify.ts';
import { reconcile } from '../../shared/flow/reconcile.ts';
import { aBook, aBudget } from '../builders/budget.ts';
import { aPlan } from '../builders/declared.ts';
import { aSpend, deliveryFiles, noticeOf, putFiles } from '../builders/export-files.ts';
import { createFlowWorld, EXPORT, type FlowWorld, INGEST, SWEEP } from '../builders/flow-world.ts';

/** Over before it was declared, so that noon finds it to report. */
const PLAN = aPlan({
  startsAt: parseInstant('2026-11-16T00:00Z'),
  endsAt: parseInstant('2026-11-17T00:00Z'),
  createdAt: parseInstant('2026-11-18T10:00Z'),
});
/** Until a dead sender's message is anybody's. */
const LEASE_MS = 360_000;

type Work = (world: FlowWorld) => Promise<unknown>;

const ENTRIES = Array.from({ length: 30 }, (_, n) =>
  aSpend('ops', n + 1, { iamPrincipal: `arn:aws:iam::123456789012:user/u${n}` }),
);
const MORNING = deliveryFiles({
  executedAt: '2026-11-18T05:14:43.337Z',
  executionId: 'morning',
  chunks: [[aSpend('search', 60), aSpend('support', 10), aSpend('gone', 1), ...ENTRIES.slice(15)]],
});
/** Changes, adds and removes entries, more than one batch of the store takes; one alert goes on, another begins. */
const NOON = deliveryFiles({
  executedAt: '2026-11-18T13:14:43.337Z',
  executionId: 'noon',
  chunks: [[aSpend('search', 120), aSpend('support', 55)], ENTRIES],
});

const ingest = ({ ports }: FlowWorld, { keys }: typeof NOON) =>
  ingestNotice(ports, noticeOf(keys.manifests[0]!), INGEST);
const ingestNoon = (world: FlowWorld) => ingest(world, NOON);
const judge = ({ ports }: FlowWorld) => evaluateExport(ports, EXPORT, SWEEP);
const waiting = ({ tables }: FlowWorld): readonly string[] =>
  [...tables.outbox.values()]
    .filter(({ entry }) => entry.state === 'pending')
    .map(({ entry }) => entry.id)
    .sort(byText);
const sendAll: Work = async (world) => {
  for (const id of waiting(world)) await sendMessage(world.ports, id);
};
const inTurn =
  (...works: readonly Work[]): Work =>
  async (world) => {
    for (const work of works) await work(world);
  };
const everything = inTurn(ingestNoon, judge, sendAll);

const morning: Work = async (world) => {
  world.tables.budgets.book = aBook(
    aBudget({ team: 'search', dollars: 100, channel: '#search-ai' }),
    aBudget({ team: 'support', dollars: 100 }),
  );
  world.tables.plans.set(EXPORT, new Map([[PLAN.id, PLAN]]));
  world.at('2026-11-18T05:21:00Z');
  await putFiles(world.ports.objects, MORNING);
  await inTurn((each) => ingest(each, MORNING), judge, sendAll)(world);
};

const stored = new Map<Work, MemoryTables>();
/** Noon lies there, and up to here nothing went wrong. What the tables then hold is worked out once. */
async function atNoon(prepare: Work): Promise<FlowWorld> {
  const tables = stored.get(prepare);
  const world = createFlowWorld(tables === undefined ? {} : { tables });
  if (tables === undefined) await morning(world);
  world.at('2026-11-18T13:21:00Z');
  await putFiles(world.ports.objects, NOON);
  if (tables === undefined) {
    await prepare(world);
    stored.set(prepare, structuredClone(world.tables));
    return atNoon(prepare);
  }
  world.mishaps.clear();
  return world;
}

/** What is seen in the end, whenever and however often it was tried: no times of publishing, no counts of attempts. */
async function outcomeOf({ ports, tables, parcels }: FlowWorld) {
  const pointer = (await ports.ledger.pointer(EXPORT, '2026-11'))!;
  const { publishedAt: _, ...visible } = pointer;
  return {
    visible,
    entries: (await ports.ledger.view(pointer)).entries,
    // What evidence rests on: no visible delivery without it.
    evidence: await ports.rollups.read(EXPORT, '2026-11', pointer.version),
    versions: [...tables.versions.values()].map((versions) => [...versions.keys()].sort(byText)),
    alerts: [...(tables.alerts.get(EXPORT)?.values() ?? [])].sort((a, b) => byText(a.id, b.id)),
    messages: [...tables.outbox.values()].map(({ entry }) => [entry.id, entry.state]).sort(),
    learned: tables.ripeness.get(EXPORT),
    plans: [...(tables.plans.get(EXPORT)?.values() ?? [])],
    audit: [...tables.audit].map(([subject, rows]) => [subject, rows.length]).sort(),
    sent: [...new Set(parcels.map(({ outboxId }) => outboxId))].sort(byText),
  };
}

interface Death {
  readonly call: number;
  readonly fault: Exclude<Fault, 'none'>;
  readonly operation: string;
}

/** Every call that the work makes in a good run, before and after its effect, and how that run ends. */
async function goodRun(work: Work, prepare: Work) {
  const world = await atNoon(prepare);
  await work(world);
  const calls = [...world.mishaps.calls];
  const deaths = calls.flatMap((operation, index): Death[] =>
    (['before', 'after'] as const).map((fault) => ({ call: index + 1, fault, operation })),
  );
  return { calls, deaths, expected: await outcomeOf(world), parcels: world.parcels.length };
}

/** A world in which the work died there, without any fault from now on. */
async function died(death: Death, work: Work, prepare: Work): Promise<FlowWorld> {
  const world = await atNoon(prepare);
  world.mishaps.at(death.call, death.fault);
  await expect(work(world)).rejects.toMatchObject({ kind: 'retryable' });
  world.mishaps.clear();
  return world;
}

const nothing: Work = async () => {};
const afterJudging = inTurn(ingestNoon, judge);
const where = ({ call, fault, operation }: Death): string => `${fault} call ${call}, ${operation}`;

describe('a worker that dies at any of its calls', { timeout: 60_000 }, () => {
  test('ingesting: readers see the old or the new ledger whole, and a retry brings the new one', async () => {
    const before = await atNoon(nothing);
    const old = (await before.ports.ledger.view((await before.ports.ledger.pointer(EXPORT, '2026-11'))!))
      .entries;
    const { calls, deaths, expected } = await goodRun(ingestNoon, nothing);
    expect(new Set(calls)).toEqual(
      new Set([
        'objects.pin',
        'objects.read',
        'objects.write',
        'ledger.pointer',
        'ledger.view',
        'ledger.writeEntries',
        'ledger.publish',
        'ledger.expire',
      ]),
    );
    for (const death of deaths) {
      const world = await died(death, ingestNoon, nothing);
      const seen = await outcomeOf(world);
      expect([old, expected.entries], where(death)).toContainEqual(seen.entries);
      const retried = await ingestNoon(world);
      expect(['published', 'stale'], where(death)).toContain(retried.outcome);
      expect(await outcomeOf(world), where(death)).toEqual(expected);
      expect(world.tables.quarantine.size).toBe(0);
    }
  });

  test('judging: a retry ends with the same alerts, and one message of each change', async () => {
    const { calls, deaths, expected } = await goodRun(judge, ingestNoon);
    expect(new Set(calls)).toEqual(
      new Set([
        'ledger.pointers',
        'ledger.view',
        'budgets.read',
        'alerts.recent',
        'plans.recent',
        'silences.recent',
        'ripeness.read',
        'ripeness.write',
        'alerts.commit',
        'plans.save',
      ]),
    );
    expect(expected.plans).toMatchObject([{ version: 2, reportedAt: expect.any(Number) }]);
    expect(calls.filter((call) => call === 'alerts.commit').length).toBeGreaterThan(1);
    for (const death of deaths) {
      const world = await died(death, judge, ingestNoon);
      expect(await judge(world), where(death)).toMatchObject({ outcome: 'judged' });
      expect(await outcomeOf(world), where(death)).toEqual(expected);
    }
  });

  test('sending: every message is out in the end, at most one twice, and the second is marked', async () => {
    const { calls, deaths, expected, parcels } = await goodRun(sendAll, afterJudging);
    expect(new Set(calls)).toEqual(
      new Set(['outbox.claim', 'outbox.receipt', 'channel.deliver', 'outbox.confirm']),
    );
    for (const death of deaths) {
      const world = await died(death, sendAll, afterJudging);
      // A held message is nobody's until its lease ends.
      world.after(LEASE_MS);
      await reconcile(world.ports, { ...SWEEP, task: 'send' });
      expect(waiting(world), where(death)).toEqual([]);
      expect(await outcomeOf(world), where(death)).toEqual(expected);
      const repeats = world.parcels.length - parcels;
      const sentAndForgotten =
        (death.operation === 'channel.deliver' && death.fault === 'after') ||
        (death.operation === 'outbox.confirm' && death.fault === 'before');
      expect(repeats, where(death)).toBe(sentAndForgotten ? 1 : 0);
      const unmarked = world.parcels
        .filter(({ maybeRepeat }) => !maybeRepeat)
        .map(({ outboxId }) => outboxId);
      expect(new Set(unmarked).size, where(death)).toBe(unmarked.length);
    }
  });
});

test('wherever everything dies at noon, the clock alone brings ledger, alerts and messages to the same end', {
  timeout: 60_000,
}, async () => {
  const { deaths, expected } = await goodRun(everything, nothing);
  expect(deaths.length).toBeGreaterThan(50);
  for (const death of deaths) {
    const world = await died(death, everything, nothing);
    world.after(LEASE_MS);
    await reconcile(world.ports, SWEEP);
    for (const notice of world.ports.notices.waiting.splice(0))
      await ingestNotice(world.ports, notice, INGEST);
    await reconcile(world.ports, SWEEP);
    expect(world.ports.notices.waiting, where(death)).toEqual([]);
    expect(await outcomeOf(world), where(death)).toEqual(expected);
  }
});
