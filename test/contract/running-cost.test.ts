import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Usage } from '../../shared/adapters/aws/request-tally.ts';
import { periodHours } from '../../shared/domain/base/period.ts';
import { DAYS } from '../../shared/domain/running-cost/coefficients.ts';
import { ledgerVolume } from '../../shared/domain/running-cost/ledger-volume.ts';
import {
  changedShares,
  judgementRequests,
  type Requests,
  refreshRequests,
} from '../../shared/domain/running-cost/requests.ts';
import { type InstallationSize, SIZES } from '../../shared/domain/running-cost/size.ts';
import { demoDeliveries } from '../../shared/synthetic/deliveries.ts';
import { createDemoScenario } from '../../shared/synthetic/scenario.ts';
import type { SyntheticDelivery } from '../../shared/synthetic/write-delivery.ts';
import { type Counted, openCountedAccount } from './counted-account.ts';

const SHARE_MAX = 0.05;
/**
 * The model knows on how many days a principal is active, not at which hours: how many entries one delivery changes
 * swings by a fifth around the mean with the time of day at which it comes (77 and 117 here), so the sum of a morning's and
 * an afternoon's is compared, and the rest is left for what a company's entries weigh.
 */
const TOLERANCE = 0.25;

let first: Counted;
/** The next morning's and afternoon's: what a day brings. */
let refreshes: readonly Counted[];
let unchanged: Counted;
let close: () => Promise<void> = async () => {};

beforeAll(async () => {
  const account = await openCountedAccount();
  close = account.close;
  const told: Counted[] = [];
  let last: SyntheticDelivery | undefined;
  for (const delivery of demoDeliveries(createDemoScenario())) {
    if (delivery.period !== '2026-11') continue;
    told.push(await account.deliver(delivery));
    last = delivery;
    if (told.length === 3) break;
  }
  [first, ...refreshes] = told as [Counted, ...Counted[]];
  unchanged = await account.deliver({
    ...last!,
    executionId: 'again',
    executedAt: last!.executedAt + 3_600_000,
  });
});
afterAll(() => close());

test('a steady refresh writes at most 5 % of the entries of a month', () => {
  const mean = refreshes.reduce((sum, { written }) => sum + written, 0) / refreshes.length;
  expect(refreshes.length).toBe(2);
  expect(mean / first.entriesAMonth).toBeLessThanOrEqual(SHARE_MAX);
  expect(mean / first.entriesAMonth).toBeGreaterThan(0.03);
});

test('a refresh writes what changed and nothing else', () => {
  const all = [first, ...refreshes];
  expect(all.map(({ written }) => written)).toEqual(all.map(({ changed }) => changed));
});

test('the requests that are told are those that the engine saw', () => {
  const all = [first, ...refreshes, unchanged];
  expect(all.map(({ read }) => read.tables.operations)).toEqual(all.map(({ seen }) => seen));
});

test('what a refresh costs follows what changed, not how long the month is', () => {
  for (const { read } of refreshes) {
    const { units, operations } = read.tables;
    expect(units.write / first.read.tables.units.write).toBeLessThan(0.2);
    // Entries, the ends of those that they replace, and the pointer.
    expect(operations.BatchWriteItem).toBeLessThanOrEqual(10);
    expect(operations).toMatchObject({ PutItem: 1 });
    expect(operations.UpdateItem).toBeUndefined();
  }
});

test('a delivery without news writes its pointer, its rollup and its summary, and no entry', () => {
  expect(unchanged).toMatchObject({
    written: 0,
    changed: 0,
    objectsWritten: [expect.stringMatching(/again.*\.arrow$/), expect.stringMatching(/again.*\.summary$/)],
  });
  expect(unchanged.read.tables.operations).toEqual({ GetItem: 2, PutItem: 1, Query: 60 });
});

/** Share of the month whose usage has been delivered. */
const filledBy = ({ pointer }: Counted): number =>
  (pointer.dataThrough - periodHours(pointer.billingPeriod).from) / 24 / DAYS;

/** Of the company, as its own people would count it. */
function sizeOf(counted: Counted): InstallationSize {
  const { entries } = refreshes.at(-1)!;
  const names = (dimension: string): number =>
    new Set(
      entries
        .filter(({ scope }) => scope.dimension === dimension)
        .map(({ scope }) => `${scope.team} ${scope.value}`),
    ).size;
  const { totals } = counted.pointer;
  return {
    ...SIZES.small,
    rows: totals.rows / filledBy(counted),
    bedrockShare: totals.bedrock.rows / totals.rows,
    principals: names('principal'),
    activeDays: 29,
    regions: names('region'),
    tagDimensions: 1,
    tagValues: names('project'),
    deliveriesPerDay: 2,
  };
}

const PUTS = /^(PutObject|CreateMultipartUpload|UploadPart|CompleteMultipartUpload|ListObjectsV2)$/;
const GETS = /^(GetObject|HeadObject)$/;

function requestsOf({ tables, buckets }: { readonly tables: Usage; readonly buckets: Usage }): Requests {
  const count = (which: RegExp): number =>
    Object.entries(buckets.operations).reduce(
      (sum, [name, times]) => sum + (which.test(name) ? times : 0),
      0,
    );
  const { write, read } = tables.units;
  return { writeUnits: write, readUnits: read, s3Puts: count(PUTS), s3Gets: count(GETS) };
}

/** Of each kind, how many times as many were predicted as were counted, in all deliveries together. */
function ratios(pairs: readonly (readonly [predicted: Requests, counted: Requests])[]) {
  const ratio = (of: (requests: Requests) => number): number =>
    pairs.reduce((sum, [predicted]) => sum + of(predicted), 0) /
    pairs.reduce((sum, [, counted]) => sum + of(counted), 0);
  return {
    writeUnits: ratio((one) => one.writeUnits),
    readUnits: ratio((one) => one.readUnits),
    s3Requests: ratio((one) => one.s3Puts + one.s3Gets),
  };
}

const near = (found: Readonly<Record<string, number>>): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.entries(found).filter(([, ratio]) => Math.abs(ratio - 1) <= TOLERANCE));

test('what a delivery asks of the table and of S3, read and judged, is what the model says', () => {
  const found = ratios(
    refreshes.flatMap((one, index) => {
      const size = sizeOf(one);
      const ledger = ledgerVolume(size);
      // Nothing was superseded before the first of them.
      const progress = { filled: filledBy(one), superseded: changedShares(size).replaced * index };
      const read = refreshRequests(size, ledger, progress);
      const after = { ...progress, superseded: changedShares(size).replaced * (index + 1) };
      const judged = judgementRequests(ledger, {
        ...after,
        ...{ monthsBefore: 0, messages: one.messages, isNews: true },
      });
      return [
        [read, requestsOf(one.read)],
        [judged, requestsOf(one.judged)],
      ] as const;
    }),
  );
  expect(near(found)).toEqual(found);
});
