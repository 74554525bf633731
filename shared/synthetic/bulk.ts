import { misconfigured } from '../domain/base/failure.ts';
import { HOUR_MS, type Hour, hourOfDay, startOfHour } from '../domain/base/instant.ts';
import { byText } from '../domain/base/order.ts';
import { type BillingPeriod, periodHours } from '../domain/base/period.ts';
import { taxCost, taxSeries } from './adjustments.ts';
import { bulkSeries } from './bulk-series.ts';
import { uuid } from './identity.ts';
import { jitter, textHash } from './random.ts';
import { visibleShare } from './ripening.ts';
import { createRowBuffer, type RowBlock, type Series } from './series.ts';
import { serviceShare } from './workloads.ts';
import type { SyntheticDelivery } from './write-delivery.ts';

export interface BulkOptions {
  /** Rows of the last delivery, exactly; at least BULK_ROWS_MIN. */
  readonly rows: number;
  readonly seed: number;
  readonly period: BillingPeriod;
  readonly principals: number;
  /** Successive restatements of the month, the last one final. */
  readonly deliveries: number;
}

export const BULK_ROWS_MIN = 100;
export const BULK_ROWS_MAX = 50_000_000;

/** A month of any size, made row by row while it is written: memory does not grow with the rows. */
export function* bulkDeliveries(options: BulkOptions): Generator<SyntheticDelivery> {
  const { rows, period, deliveries, seed } = options;
  if (rows < BULK_ROWS_MIN || rows > BULK_ROWS_MAX) {
    const expected = `${BULK_ROWS_MIN} to ${BULK_ROWS_MAX}`;
    throw misconfigured('that many rows cannot be generated', { expected, found: String(rows) });
  }
  const plan = planBulk(options);
  const { from, to } = periodHours(period);
  for (let index = 1; index <= deliveries; index += 1) {
    const final = index === deliveries;
    const dataThrough = final ? to : from + Math.max(1, Math.floor(((to - from) * index) / deliveries));
    const executedAt = startOfHour(dataThrough) + (final ? 72 : 8) * HOUR_MS + 754_337;
    yield {
      period,
      executionId: uuid(`bulk ${period} ${seed} ${rows} ${executedAt}`),
      executedAt,
      invoiceId: final ? String(2_400_000_000 + seed) : null,
      dataThrough,
      series: plan.series,
      blocks: () => bulkBlocks(plan, dataThrough, final),
    };
  }
}

interface BulkPlan {
  readonly period: BillingPeriod;
  readonly seed: number;
  /** Usage series in the order of a real export, then one tax series a product. */
  readonly series: readonly Series[];
  readonly hourly: Float64Array;
  /** First series of each usage type, and the end of the last. */
  readonly groups: readonly number[];
  readonly taxOf: Int32Array;
  readonly usageRows: number;
}

function planBulk({ rows, seed, period, principals }: BulkOptions): BulkPlan {
  const { from, to } = periodHours(period);
  const count = Math.max(SERIES_MIN, Math.ceil(rows / (to - from)));
  const bulk = bulkSeries(count, Math.max(1, Math.min(principals, count)), seed).sort((a, b) =>
    byText(groupOf(a.series), groupOf(b.series)),
  );
  const usage = bulk.map((one) => one.series);
  const products = [...new Set(usage.map((one) => one.item.productCode))];
  const taxes = products.map((code) =>
    taxSeries(usage.find((one) => one.item.productCode === code)!, period),
  );
  const starts = usage.flatMap((one, index) =>
    index === 0 || groupOf(one) !== groupOf(usage[index - 1]!) ? [index] : [],
  );
  return {
    period,
    seed,
    series: [...usage, ...taxes],
    hourly: Float64Array.from(bulk, (one) => one.hourly),
    groups: [...starts, count],
    taxOf: Int32Array.from(usage, (one) => count + products.indexOf(one.item.productCode)),
    usageRows: rows - taxes.length,
  };
}

/** Fewer would leave out whole models. */
const SERIES_MIN = 64;

const groupOf = ({ item }: Series): string => `${item.productCode} ${item.usageType ?? ''}`;

function* bulkBlocks(plan: BulkPlan, through: Hour, final: boolean): Generator<RowBlock> {
  const buffer = createRowBuffer();
  const { from, to } = periodHours(plan.period);
  const usage = plan.taxOf.length;
  const keys = Int32Array.from({ length: usage }, (_, at) => textHash(plan.series[at]!.item.id) ^ plan.seed);
  const taxed = new Float64Array(plan.series.length);
  const present = thinning(plan.usageRows, usage * (to - from));
  for (let group = 0; group + 1 < plan.groups.length; group += 1) {
    for (let hour = from; hour < Math.min(to, through); hour += 1) {
      const rhythm = serviceShare(hourOfDay(hour)) * 24;
      for (let at = plan.groups[group]!; at < plan.groups[group + 1]!; at += 1) {
        if (!present(at * (to - from) + hour - from)) continue;
        const share = final ? 1 : visibleShare(keys[at]!, hour, through);
        if (share === 0) continue;
        const whole = plan.hourly[at]! * rhythm * jitter(0.35, keys[at]!, hour);
        const quantity = Math.max(1, Math.floor(Math.max(1, Math.round(whole)) * share));
        const cost = quantity * plan.series[at]!.price;
        taxed[plan.taxOf[at]!]! += cost;
        buffer.push(at, hour, quantity, cost);
        if (buffer.full()) yield buffer.flush();
      }
    }
  }
  for (let at = usage; at < plan.series.length; at += 1) {
    if (buffer.full()) yield buffer.flush();
    buffer.push(at, from, 1, taxCost(taxed[at]!));
  }
  yield buffer.flush();
}

/** Picks exactly `wanted` of `cells` cells, evenly, and the same ones in every delivery. */
const thinning =
  (wanted: number, cells: number) =>
  (cell: number): boolean =>
    Math.floor(((cell + 1) * wanted) / cells) > Math.floor((cell * wanted) / cells);
