import { beforeEach, expect, test } from 'vitest';
import { applyDecision } from '../../shared/domain/alert/apply-decision.ts';
import { HOUR_MS } from '../../shared/domain/base/instant.ts';
import { ingestNotice } from '../../shared/flow/ingest.ts';
import { judgeNews, type LastJudged } from '../../shared/flow/judge-news.ts';
import { reconcile } from '../../shared/flow/reconcile.ts';
import { ANNA } from '../builders/alert.ts';
import { aBook, aBudget } from '../builders/budget.ts';
import { aSpend, noticeOf, putDelivery } from '../builders/export-files.ts';
import { createFlowWorld, EXPORT, type FlowWorld, INGEST, SWEEP } from '../builders/flow-world.ts';

let world: FlowWorld;
let last: LastJudged;

async function deliver(hour: string, dollars: number): Promise<void> {
  const executedAt = `2026-11-18T${hour}:00:00.000Z`;
  const spec = { executedAt, executionId: `e-${hour}`, chunks: [[aSpend('search', dollars)]] };
  const { manifests } = await putDelivery(world.ports.objects, spec);
  await ingestNotice(world.ports, noticeOf(manifests[0]!), INGEST);
}

/** How often a sweep reads a ledger. */
async function views(): Promise<number> {
  world.mishaps.clear();
  await reconcile(world.ports, SWEEP, last);
  return world.mishaps.calls.filter((call) => call === 'ledger.view').length;
}

beforeEach(async () => {
  world = createFlowWorld();
  last = {};
  world.tables.budgets.book = aBook(aBudget({ dollars: 100 }));
  await deliver('06', 85);
  // It fires an alert, then finds it told.
  expect([await views(), await views()]).toEqual([1, 1]);
});

test('a sweep that finds nothing new reads no ledger, and one that does reads it', async () => {
  expect([await views(), await views()]).toEqual([0, 0]);
  await deliver('14', 90);
  expect(await views()).toBe(1);
});

test('a sweep without a memory reads it every time: a process begins without one', async () => {
  last = {};
  expect([await views(), await views()]).toEqual([1, 0]);
});

test('a changed budget is judged at once', async () => {
  await world.ports.budgets.replace([aBudget({ dollars: 80 })], 1, 'finance', 0);
  expect(await views()).toBe(1);
  expect(world.parcels.at(-1)).toMatchObject({ notification: { team: 'search' } });
});

test('other settings are judged anew, whatever holds them', async () => {
  const judged = (byChannel: ReadonlyMap<string, 'full' | 'initials'>) =>
    judgeNews(
      world.ports,
      EXPORT,
      { ...SWEEP, routing: { ...SWEEP.routing, names: { everywhere: 'full', byChannel } } as never },
      last,
    );
  expect(await judged(new Map([['#a', 'full']]))).toMatchObject({ outcome: 'judged' });
  expect(await judged(new Map([['#a', 'full']]))).toEqual({ outcome: 'nothing-new' });
  expect(await judged(new Map([['#a', 'initials']]))).toMatchObject({ outcome: 'judged' });
});

test('what somebody decided is looked at, and so is the end of a snooze, by the clock', async () => {
  const [alert] = await world.ports.alerts.recent(EXPORT);
  const at = world.ports.clock.now();
  const decided = applyDecision(alert!, { kind: 'snooze', until: at + HOUR_MS }, { by: ANNA, at });
  if (decided.outcome === 'changed') await world.ports.alerts.decide(EXPORT, decided.transition, []);
  expect([await views(), await views()]).toEqual([1, 0]);
  world.after(HOUR_MS);
  expect(await views()).toBe(1);
});

test('evidence that could not be kept is tried again', async () => {
  let asked = 0;
  const evidence = {
    has: async () => {
      asked += 1;
      throw new Error('the bucket is away');
    },
    keep: async () => true,
    newest: async () => undefined,
  };
  const settings = {
    ...SWEEP,
    evidence: { attribution: INGEST.attribution, cost: 'unblended', sessionNames: 'full' },
  };
  for (let time = 1; time <= 3; time += 1) {
    await judgeNews({ ...world.ports, evidence }, EXPORT, settings as never, last);
    expect(asked).toBe(time);
  }
});
