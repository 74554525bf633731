import {
  HOUR_MS,
  type Hour,
  hourOf,
  type Instant,
  isoInstant,
  parseInstant,
} from '../domain/base/instant.ts';
import { type BillingPeriod, periodHours } from '../domain/base/period.ts';
import { taxCost } from './adjustments.ts';
import { uuid } from './identity.ts';
import { createMonth, type Month } from './month.ts';
import { textHash } from './random.ts';
import { visibleShare } from './ripening.ts';
import type { DemoScenario } from './scenario.ts';
import { createRowBuffer, type RowBlock } from './series.ts';
import type { SyntheticDelivery } from './write-delivery.ts';

export interface DemoOptions {
  /**
   * Also the deliveries around the first of November, when the old month's late data and the new month's first hours
   * arrive side by side.
   */
  readonly monthTurn?: boolean;
}

interface Visit {
  readonly period: BillingPeriod;
  readonly at: string;
  /** Hours between the newest data and the delivery; final deliveries have the whole month. */
  readonly lag: number | 'final';
}

const FINALS: readonly Visit[] = [
  { period: '2026-09', at: '2026-10-05T13:14:43.337Z', lag: 'final' },
  { period: '2026-10', at: '2026-11-05T12:51:09.114Z', lag: 'final' },
];

const MONTH_TURN: readonly Visit[] = [
  { period: '2026-10', at: '2026-11-01T05:02:11.480Z', lag: 8 },
  { period: '2026-10', at: '2026-11-01T14:20:37.902Z', lag: 8 },
  { period: '2026-11', at: '2026-11-01T14:21:02.615Z', lag: 8 },
  { period: '2026-10', at: '2026-11-02T04:47:55.071Z', lag: 8 },
  { period: '2026-11', at: '2026-11-02T04:48:20.233Z', lag: 8 },
];

/** The last week: twice a day, eight to nine hours behind. */
const WEEK: readonly Visit[] = [
  ['2026-11-13T15:24:15.653Z', 8],
  ['2026-11-14T05:11:48.020Z', 8],
  ['2026-11-14T16:02:33.417Z', 9],
  ['2026-11-15T04:55:10.268Z', 8],
  ['2026-11-15T15:40:52.871Z', 8],
  ['2026-11-16T05:20:27.346Z', 8],
  ['2026-11-16T16:31:05.590Z', 9],
  ['2026-11-17T05:02:19.704Z', 8],
  ['2026-11-17T15:47:44.138Z', 8],
  ['2026-11-18T04:58:36.925Z', 8],
  ['2026-11-18T16:12:01.387Z', 9],
  ['2026-11-19T05:09:53.472Z', 8],
  ['2026-11-19T15:36:28.819Z', 8],
  ['2026-11-20T05:15:40.056Z', 8],
  ['2026-11-20T20:51:17.603Z', 8],
].map(([at, lag]) => ({ period: '2026-11', at: String(at), lag: Number(lag) }));

/** All deliveries of the demo in the order of their arrival. A month's rows are made when they are first asked for. */
export function* demoDeliveries(
  scenario: DemoScenario,
  options: DemoOptions = {},
): Generator<SyntheticDelivery> {
  const visits = [...FINALS, ...WEEK, ...(options.monthTurn === true ? MONTH_TURN : [])].sort(
    (a, b) => parseInstant(a.at) - parseInstant(b.at),
  );
  const months = new Map<BillingPeriod, () => Month>();
  for (const [index, visit] of visits.entries()) {
    const { period } = visit;
    const month = months.get(period) ?? once(() => createMonth(scenario, period));
    // A month that no later delivery restates is let go.
    if (visits.slice(index + 1).some((later) => later.period === period)) months.set(period, month);
    else months.delete(period);
    yield cut(scenario, month, visit);
  }
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

function cut(scenario: DemoScenario, month: () => Month, { period, at, lag }: Visit): SyntheticDelivery {
  const executedAt = parseInstant(at);
  const whole = periodHours(period);
  const through = lag === 'final' ? whole.to + 24 : hourOf(executedAt - lag * HOUR_MS) + 1;
  return {
    period,
    executionId: uuid(`execution ${scenario.exportName} ${isoInstant(executedAt)}`),
    executedAt,
    invoiceId: lag === 'final' ? String(2_400_000_000 + (textHash(period) % 100_000_000)) : null,
    dataThrough: Math.min(whole.to, through),
    get series() {
      return month().series;
    },
    blocks: () => cutBlocks(scenario, month(), executedAt, through),
  };
}

function* cutBlocks(
  scenario: DemoScenario,
  month: Month,
  executedAt: Instant,
  through: Hour,
): Generator<RowBlock> {
  const buffer = createRowBuffer();
  const keys = Int32Array.from(month.series, ({ item }) => textHash(item.id));
  const wrong = misbilled(scenario, month, executedAt);
  const productCost = new Map<number, number>();
  for (let row = 0; row < month.rows; row += 1) {
    const at = month.seriesOfRow[row]!;
    const hour = month.hour[row]!;
    const share = visibleShare(keys[at]!, hour, through);
    if (share === 0) continue;
    const billed = wrong(at, hour)
      ? month.quantity[row]! / scenario.restatement.factor
      : month.quantity[row]!;
    const quantity = Math.max(1, Math.floor(billed * share));
    const cost = quantity * month.series[at]!.price;
    const tax = month.taxOf[at]!;
    productCost.set(tax, (productCost.get(tax) ?? 0) + cost);
    buffer.push(at, hour, quantity, cost);
    if (buffer.full()) yield buffer.flush();
  }
  for (const row of month.fixed) {
    if (row.hour >= through || row.shownFrom > executedAt) continue;
    if (buffer.full()) yield buffer.flush();
    buffer.push(row.at, row.hour, 0, row.cost);
  }
  for (const [tax, cost] of productCost) {
    if (buffer.full()) yield buffer.flush();
    buffer.push(tax, periodHours(month.period).from, 1, taxCost(cost));
  }
  yield buffer.flush();
}

/** Whether this delivery puts a row right that earlier ones had too high. */
function misbilled(
  scenario: DemoScenario,
  month: Month,
  executedAt: Instant,
): (at: number, hour: Hour) => boolean {
  const { principal, from, to, restatedFrom } = scenario.restatement;
  if (executedAt < restatedFrom) return () => false;
  const affected = month.series.map((series) => series.owner?.principal === principal);
  return (at, hour) => affected[at]! && hour >= from && hour < to;
}
