import { expect, test } from 'vitest';
import { createRollupArchive } from '../../shared/adapters/cur/rollup/rollup-archive.ts';
import { retryable } from '../../shared/domain/base/failure.ts';
import { DAY_MS, isoInstant } from '../../shared/domain/base/instant.ts';
import type { BillingPeriod } from '../../shared/domain/base/period.ts';
import { madeAt } from '../../shared/domain/delivery/order.ts';
import { superseded } from '../../shared/domain/ledger/superseded.ts';
import { dropSuperseded } from '../../shared/flow/drop-superseded.ts';
import { publishSnapshot } from '../../shared/flow/publish.ts';
import { replayDeliveries } from '../../shared/flow/replay-deliveries.ts';
import { publishedDeliveries } from '../../shared/flow/stored-deliveries.ts';
import { createFlowWorld, EXPORT } from '../builders/flow-world.ts';
import { aSnapshot } from '../builders/snapshot.ts';

const DIGEST = '0123456789abcdef';

/** Deliveries at noon of these days, each published and with its rollup. */
async function delivered(months: Readonly<Record<BillingPeriod, readonly string[]>>) {
  const { ports, counts, log, ...world } = createFlowWorld();
  for (const [billingPeriod, days] of Object.entries(months))
    for (const day of days) {
      const executedAt = Date.parse(`${day}T12:00:00Z`);
      const order = `${isoInstant(executedAt)}~execution-1`;
      const snapshot = aSnapshot({ billingPeriod, executedAt, order, version: `${order}~${DIGEST}` });
      await ports.rollups.write(snapshot);
      await publishSnapshot(ports, snapshot);
    }
  const remove = async (bucket: string, key: string): Promise<void> => ports.objects.remove(bucket, key);
  const archive = createRollupArchive(ports.objects, remove, 'work');
  const kept = async (period: string) =>
    (await archive.versions(EXPORT, period)).map((version) => version.slice(0, 10));
  return { ...world, ports: { ...ports, archive }, counts, log, kept };
}

const TWO_MONTHS = {
  '2026-05': ['2026-05-10', '2026-05-20', '2026-06-03'],
  '2026-06': ['2026-06-10', '2026-06-20', '2026-07-03'],
};

test('of old months the last delivery stays, of young ones all, and nothing is left to do for a second run', async () => {
  const world = await delivered({ ...TWO_MONTHS, '2026-11': ['2026-11-10', '2026-11-12'] });
  world.at('2026-11-18T13:00:00Z');
  expect(await dropSuperseded(world.ports, EXPORT)).toEqual({ dropped: 3 });
  expect(await world.kept('2026-05')).toEqual(['2026-06-03']);
  // 2026-07-01 is 140 days ago: what was known on that day was the delivery of 2026-06-20.
  expect(await world.kept('2026-06')).toEqual(['2026-06-20', '2026-07-03']);
  expect(await world.kept('2026-11')).toEqual(['2026-11-10', '2026-11-12']);
  expect(world.counts.get('RollupsDropped')).toBe(3);
  expect(world.log).toContainEqual({ event: 'superseded rollups dropped', period: '2026-05', dropped: 2 });
  expect(await dropSuperseded(world.ports, EXPORT)).toEqual({ dropped: 0 });
});

test('only months that may hold something old are looked at', async () => {
  const world = await delivered({ ...TWO_MONTHS, '2026-11': ['2026-11-10', '2026-11-12'] });
  const looked: string[] = [];
  const versions = (exportName: string, period: string) => {
    looked.push(period);
    return world.ports.archive.versions(exportName, period);
  };
  world.at('2026-11-18T13:00:00Z');
  await dropSuperseded({ ...world.ports, archive: { ...world.ports.archive, versions } }, EXPORT);
  expect(looked).toEqual(['2026-05', '2026-06']);
});

test('a month that cannot be cleared is told after the others were; what it lost before stays lost', async () => {
  const world = await delivered(TWO_MONTHS);
  world.at('2027-01-18T13:00:00Z');
  const { archive } = world.ports;
  const drop = async (exportName: string, period: string, version: string): Promise<void> => {
    if (version.startsWith('2026-05-20')) throw retryable('the bucket is slow');
    await archive.drop(exportName, period, version);
  };
  const failing = { ...world.ports, archive: { ...archive, drop } };
  await expect(dropSuperseded(failing, EXPORT)).rejects.toThrow('the bucket is slow');
  expect(await world.kept('2026-05')).toEqual(['2026-05-20', '2026-06-03']);
  expect(await world.kept('2026-06')).toEqual(['2026-07-03']);
  expect(world.counts.get('RollupsDropped')).toBe(3);
  expect(await dropSuperseded(world.ports, EXPORT)).toEqual({ dropped: 1 });
});

test('a backtest of ninety days finds everything it asks for, days after the newest delivery', async () => {
  const days = Array.from({ length: 280 }, (_, day) => isoInstant(Date.UTC(2026, 0, 2) + day * DAY_MS));
  const pointers = [...Map.groupBy(days, (day) => day.slice(0, 7))].map(([billingPeriod, made]) => ({
    ...aSnapshot({ billingPeriod }),
    chain: made.map((day) => `${day}~execution-1~${DIGEST}`),
    publishedAt: 0,
  }));
  const nothing = { read: async () => undefined };
  const deliveries = await publishedDeliveries(
    { ledger: { pointers: async () => pointers }, rollups: nothing },
    EXPORT,
  );
  const newest = madeAt(deliveries.at(-1)!.order);
  // As nothing is there, what is missing is what was asked for.
  const { missing } = await replayDeliveries(deliveries, [], { from: newest - 90 * DAY_MS });
  const now = newest + 5 * DAY_MS;
  const gone = pointers.flatMap((pointer) => superseded(pointer.chain, pointer, now));
  expect(gone.length).toBeGreaterThan(100);
  expect(missing.length).toBeGreaterThan(130);
  expect(missing.filter(({ order }) => gone.includes(`${order}~${DIGEST}`))).toEqual([]);
});
