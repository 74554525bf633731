import { describe, expect, test } from 'vitest';
import type { Fault } from '../../shared/adapters/memory/faults.ts';
import { byText } from '../../shared/domain/base/order.ts';
import { evaluateExport } from '../../shared/flow/evaluate.ts';
import { ingestNotice } from '../../shared/flow/ingest.ts';
import { sendMessage } from '../../shared/flow/notify.ts';
import { reconcile } from '../../shared/flow/reconcile.ts';
import { aBook, aBudget } from '../builders/budget.ts';
import { aSpend, noticeOf, putDelivery } from '../builders/export-files.ts';
import { createFlowWorld, EXPORT, type FlowWorld, INGEST, SWEEP } from '../builders/flow-world.ts';

/**
 * A morning that was published and judged without trouble, and a delivery at noon that changes, adds and removes
 * entries, raises one alert further and causes a new one. All of noon dies once, at any of its calls.
 */
async function atNoon(): Promise<FlowWorld & { readonly notice: ReturnType<typeof noticeOf> }> {
  const world = createFlowWorld();
  const { objects } = world.ports;
  world.tables.budgets.book = aBook(
    aBudget({ team: 'search', dollars: 100, channel: '#search-ai' }),
    aBudget({ team: 'support', dollars: 100 }),
  );
  world.at('2026-11-18T05:21:00Z');
  // More entries than one batch of the store takes.
  const many = Array.from({ length: 30 }, (_, n) =>
    aSpend('ops', n + 1, { iamPrincipal: `arn:aws:iam::123456789012:user/u${n}` }),
  );
  const morning = await putDelivery(objects, {
    executedAt: '2026-11-18T05:14:43.337Z',
    executionId: 'morning',
    chunks: [[aSpend('search', 60), aSpend('support', 10), aSpend('gone', 1), ...many.slice(15)]],
  });
  await ingest(world, noticeOf(morning.manifests[0]!));
  await judge(world);
  await sendAll(world);
  world.at('2026-11-18T13:21:00Z');
  const noon = await putDelivery(objects, {
    executedAt: '2026-11-18T13:14:43.337Z',
    executionId: 'noon',
    chunks: [[aSpend('search', 120), aSpend('support', 55)], many],
  });
  world.mishaps.clear();
  return { ...world, notice: noticeOf(noon.manifests[0]!) };
}

type Noon = Awaited<ReturnType<typeof atNoon>>;
const ingest = ({ ports }: FlowWorld, notice: Noon['notice']) => ingestNotice(ports, notice, INGEST);
const judge = ({ ports }: FlowWorld) => evaluateExport(ports, EXPORT, SWEEP);
const waiting = ({ tables }: FlowWorld): readonly string[] =>
  [...tables.outbox.values()]
    .filter(({ entry }) => entry.state === 'pending')
    .map(({ entry }) => entry.id)
    .sort(byText);
async function sendAll(world: FlowWorld): Promise<void> {
  for (const id of waiting(world)) await sendMessage(world.ports, id);
}
async function everything(world: Noon): Promise<void> {
  await ingest(world, world.notice);
  await judge(world);
  await sendAll(world);
}

/** What is seen in the end, whenever and however often it was tried: no times of publishing, no counts of attempts. */
async function outcomeOf({ ports, tables, parcels }: FlowWorld) {
  const pointer = (await ports.ledger.pointer(EXPORT, '2026-11'))!;
  const { publishedAt: _, ...visible } = pointer;
  return {
    visible,
    entries: (await ports.ledger.view(pointer)).entries,
    versions: [...tables.versions.values()].map((versions) => [...versions.keys()].sort(byText)),
    alerts: [...(tables.alerts.get(EXPORT)?.values() ?? [])].sort((a, b) => byText(a.id, b.id)),
    messages: [...tables.outbox.values()].map(({ entry }) => [entry.id, entry.state]).sort(),
    sent: [...new Set(parcels.map(({ outboxId }) => outboxId))].sort(byText),
  };
}

interface Death {
  readonly call: number;
  readonly fault: Exclude<Fault, 'none'>;
  readonly operation: string;
}

/** Every call that the work makes in a good run, before and after its effect. */
async function deathsOf(work: (world: Noon) => Promise<unknown>, prepare: (world: Noon) => Promise<unknown>) {
  const world = await atNoon();
  await prepare(world);
  world.mishaps.clear();
  await work(world);
  const calls = [...world.mishaps.calls];
  const deaths = calls.flatMap((operation, index): Death[] =>
    (['before', 'after'] as const).map((fault) => ({ call: index + 1, fault, operation })),
  );
  return { calls, deaths };
}

/** A world in which the work died there, without any fault from now on. */
async function died(
  death: Death,
  work: (world: Noon) => Promise<unknown>,
  prepare: (world: Noon) => Promise<unknown>,
): Promise<Noon> {
  const world = await atNoon();
  await prepare(world);
  world.mishaps.at(death.call, death.fault);
  await expect(work(world)).rejects.toMatchObject({ kind: 'retryable' });
  world.mishaps.clear();
  return world;
}

const nothing = async (): Promise<void> => {};
const where = ({ call, fault, operation }: Death): string => `${fault} call ${call}, ${operation}`;

describe('a worker that dies at any of its calls', () => {
  test('ingesting: readers see the old or the new ledger whole, and a retry brings the new one', async () => {
    const work = (world: Noon) => ingest(world, world.notice);
    const good = await atNoon();
    const old = (await good.ports.ledger.view((await good.ports.ledger.pointer(EXPORT, '2026-11'))!)).entries;
    await work(good);
    const expected = await outcomeOf(good);
    const { calls, deaths } = await deathsOf(work, nothing);
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
      const world = await died(death, work, nothing);
      const seen = await outcomeOf(world);
      expect([old, expected.entries], where(death)).toContainEqual(seen.entries);
      const retried = await work(world);
      expect(['published', 'stale'], where(death)).toContain(retried.outcome);
      expect(await outcomeOf(world), where(death)).toEqual(expected);
      expect(world.tables.quarantine.size).toBe(0);
    }
  });

  test('judging: a retry ends with the same alerts, and one message of each change', async () => {
    const prepare = (world: Noon) => ingest(world, world.notice);
    const good = await atNoon();
    await prepare(good);
    await judge(good);
    const expected = await outcomeOf(good);
    const { calls, deaths } = await deathsOf(judge, prepare);
    expect(new Set(calls)).toEqual(
      new Set(['ledger.pointers', 'ledger.view', 'budgets.read', 'alerts.recent', 'alerts.commit']),
    );
    expect(calls.filter((call) => call === 'alerts.commit').length).toBeGreaterThan(1);
    for (const death of deaths) {
      const world = await died(death, judge, prepare);
      expect(await judge(world), where(death)).toMatchObject({ outcome: 'judged' });
      expect(await outcomeOf(world), where(death)).toEqual(expected);
    }
  });

  test('sending: every message is out in the end, at most one twice, and the second is marked', async () => {
    const prepare = async (world: Noon) => {
      await ingest(world, world.notice);
      await judge(world);
    };
    const good = await atNoon();
    await prepare(good);
    await sendAll(good);
    const expected = await outcomeOf(good);
    const { calls, deaths } = await deathsOf(sendAll, prepare);
    expect(new Set(calls)).toEqual(
      new Set(['outbox.claim', 'outbox.receipt', 'channel.deliver', 'outbox.confirm']),
    );
    for (const death of deaths) {
      const world = await died(death, sendAll, prepare);
      // A held message is nobody's until its lease ends.
      world.after(60_000);
      await reconcile(world.ports, { ...SWEEP, task: 'send' });
      expect(waiting(world), where(death)).toEqual([]);
      expect(await outcomeOf(world), where(death)).toEqual(expected);
      const repeats = world.parcels.length - good.parcels.length;
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

test('wherever everything dies at noon, the clock alone brings ledger, alerts and messages to the same end', async () => {
  const good = await atNoon();
  await everything(good);
  const expected = await outcomeOf(good);
  const { deaths } = await deathsOf(everything, nothing);
  expect(deaths.length).toBeGreaterThan(50);
  for (const death of deaths) {
    const world = await died(death, everything, nothing);
    world.after(60_000);
    await reconcile(world.ports, SWEEP);
    for (const notice of world.ports.notices.waiting.splice(0))
      await ingestNotice(world.ports, notice, INGEST);
    await reconcile(world.ports, SWEEP);
    expect(world.ports.notices.waiting, where(death)).toEqual([]);
    expect(await outcomeOf(world), where(death)).toEqual(expected);
  }
});
