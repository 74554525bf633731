import type { Hour } from '../domain/base/instant.ts';
import { byText } from '../domain/base/order.ts';
import { type BillingPeriod, periodHours } from '../domain/base/period.ts';
import { FIXED_ROWS, type FixedRow, taxSeries } from './adjustments.ts';
import { BEDROCK_SIDE } from './bedrock-side.ts';
import { jobRows } from './job-rows.ts';
import { JOBS } from './lineup.ts';
import { OTHER_SERVICES } from './other-services.ts';
import { jitter, textHash } from './random.ts';
import type { DemoScenario } from './scenario.ts';
import type { Series } from './series.ts';

/**
 * A billing period as it will be when all is known, by column, ordered as real exports are: product, usage type, hour.
 * Deliveries are cut out of it. About 80,000 rows of numbers a month, and no objects but the series.
 */
export interface Month {
  readonly period: BillingPeriod;
  /** Usage series first, then `taxes` and the series of `fixed`. */
  readonly series: readonly Series[];
  readonly rows: number;
  readonly seriesOfRow: Int32Array;
  readonly hour: Int32Array;
  readonly quantity: Float64Array;
  /** By usage series: position in `series` of its product's tax row. */
  readonly taxOf: Int32Array;
  readonly fixed: readonly (FixedRow & { readonly at: number })[];
}

export function createMonth(scenario: DemoScenario, period: BillingPeriod): Month {
  const hours = periodHours(period);
  const from = Math.max(hours.from, scenario.from);
  const to = Math.min(hours.to, scenario.to);
  const rows = usageRows(scenario, from, to);
  const order = sortedRows(rows, from);
  const fixed = FIXED_ROWS.filter((row) => row.hour >= from && row.hour < to);
  const series = [...rows.series];
  const taxOf = addTaxes(series, period);
  const fixedAt = fixed.map((row) => {
    const known = series.indexOf(row.series);
    return { ...row, at: known >= 0 ? known : series.push(row.series) - 1 };
  });
  return {
    period,
    series,
    rows: order.length,
    seriesOfRow: order.map((row) => rows.seriesOfRow[row]!),
    hour: order.map((row) => rows.hour[row]!),
    quantity: Float64Array.from(order, (row) => rows.quantity[row]!),
    taxOf,
    fixed: fixedAt,
  };
}

interface UsageRows {
  readonly series: Series[];
  readonly seriesOfRow: number[];
  readonly hour: number[];
  readonly quantity: number[];
}

function usageRows(scenario: DemoScenario, from: Hour, to: Hour): UsageRows {
  const rows: UsageRows = { series: [], seriesOfRow: [], hour: [], quantity: [] };
  const position = new Map<Series, number>();
  const emit = (series: Series, hour: Hour, quantity: number): void => {
    let at = position.get(series);
    if (at === undefined) position.set(series, (at = rows.series.push(series) - 1));
    rows.seriesOfRow.push(at);
    rows.hour.push(hour);
    rows.quantity.push(quantity);
  };
  for (const job of JOBS) jobRows(scenario, job, from, to, emit);
  for (const { series, hourly, sigma } of [...OTHER_SERVICES, ...BEDROCK_SIDE]) {
    const seed = textHash(series.item.id);
    for (let hour = from; hour < to; hour += 1) {
      emit(series, hour, sigma === 0 ? hourly : Math.round(hourly * jitter(sigma, seed, hour)));
    }
  }
  return rows;
}

/** Row numbers in the order of a real export. */
function sortedRows({ series, seriesOfRow, hour }: UsageRows, from: Hour): Int32Array {
  const groups = [...new Set(series.map(groupOf))].sort(byText);
  const rank = new Map(groups.map((group, index) => [group, index]));
  const ranks = series.map((one) => rank.get(groupOf(one))!);
  const keys = seriesOfRow.map((at, row) => (ranks[at]! * 1024 + hour[row]! - from) * 65_536 + at);
  return Int32Array.from(keys.keys()).sort((a, b) => keys[a]! - keys[b]!);
}

const groupOf = ({ item }: Series): string => `${item.productCode} ${item.usageType ?? ''}`;

function addTaxes(series: Series[], period: BillingPeriod): Int32Array {
  const usage = [...series];
  const taxes = new Map<string, number>();
  return Int32Array.from(usage, (one) => {
    const code = one.item.productCode;
    let at = taxes.get(code);
    if (at === undefined) taxes.set(code, (at = series.push(taxSeries(one, period)) - 1));
    return at;
  });
}
