import {
  HOUR_MS,
  type Hour,
  hourOf,
  type Instant,
  isoInstant,
  parseInstant,
} from '../../shared/domain/base/instant.ts';
import type { BillingPeriod } from '../../shared/domain/base/period.ts';
import type { Choices } from './choices.ts';
import { SERIES } from './company.ts';
import type { SimRow } from './sim-file.ts';

/** One refresh of a billing period, as AWS means it. */
export interface SimDelivery {
  readonly period: BillingPeriod;
  readonly executionId: string;
  readonly executedAt: Instant;
  /** Rows of each data file. */
  readonly chunks: readonly (readonly SimRow[])[];
  /** Index of a data file that no reader can read. */
  readonly damaged?: number;
}

/** A month of hostile deliveries. */
export interface SimMonth {
  readonly mode: 'create-new' | 'overwrite';
  readonly versioned: boolean;
  /** In the order in which AWS writes them. */
  readonly deliveries: readonly SimDelivery[];
}

/** Mostly near the month's end, where few hours are left to forecast; also at its start and in its midst. */
const DAYS: readonly string[] = [...Array<string>(10).fill('29'), '02', '18'];
const PERIODS: readonly BillingPeriod[] = ['2026-11', '2026-10'];
const DELIVERIES_MAX = 3;
const CHUNKS_MAX = 3;
const ROWS_MAX = 3;
const MINUTE_MS = 60_000;
/** From one delivery to the next: usually hours, at worst another one while the last is still being read. */
const GAPS: readonly number[] = [8 * HOUR_MS, HOUR_MS, 4 * MINUTE_MS, 4 * MINUTE_MS];
/** Picodollars of one row: a threshold apart, a single picodollar, an odd amount. */
const COSTS: readonly number[] = [30e12, 1, 55e12, 120_123_456_789_012, 7e12];
/** Usage lies in the last hours before the first delivery's day, the first of the month included. */
const HOURS = 24;

export function planMonth(choices: Choices): SimMonth {
  const overwrite = choices.permille(500);
  const versioned = choices.permille(300);
  const count = 1 + choices.below(DELIVERIES_MAX);
  const history = new Map<BillingPeriod, readonly (readonly SimRow[])[]>();
  const deliveries: SimDelivery[] = [];
  const day = choices.of(DAYS);
  let at = parseInstant(`2026-11-${day}T05:00:00Z`);
  for (let index = 0; index < count; index += 1) {
    const period = PERIODS[choices.permille(150) ? 1 : 0]!;
    const next = refreshed(
      choices,
      hourOf(parseInstant(`${period}-${day}T00:00:00Z`)) - HOURS,
      history.get(period) ?? [],
    );
    history.set(period, [...(history.get(period) ?? []), next]);
    deliveries.push(deliveryOf(choices, period, at, index, next));
    at += choices.of(GAPS) + choices.below(4) * MINUTE_MS;
  }
  return { mode: overwrite ? 'overwrite' : 'create-new', versioned, deliveries };
}

function deliveryOf(
  choices: Choices,
  period: BillingPeriod,
  executedAt: Instant,
  index: number,
  rows: readonly SimRow[],
): SimDelivery {
  const count = 1 + choices.below(CHUNKS_MAX);
  const chunks = Array.from({ length: count }, (_, chunk) => rows.filter((__, row) => row % count === chunk));
  // Ids say nothing about time: a later delivery may have the earlier one.
  const executionId = `${choices.below(2) === 0 ? 'm' : 'a'}${index}`;
  const bad = choices.permille(40) ? choices.below(count) : undefined;
  return { period, executionId, executedAt, chunks, ...(bad === undefined ? {} : { damaged: bad }) };
}

/** The rows of the last delivery with some added, changed, lowered or taken back; or those of the one before it again. */
function refreshed(choices: Choices, from: Hour, history: readonly (readonly SimRow[])[]): readonly SimRow[] {
  const before = history.at(-1) ?? [];
  const added = Array.from(
    { length: 1 + choices.below(ROWS_MAX) },
    (): SimRow => ({
      series: choices.below(SERIES.length),
      hour: from + choices.below(HOURS),
      pico: choices.of(COSTS),
    }),
  );
  if (before.length === 0) return added;
  const at = choices.below(before.length);
  switch (choices.below(5)) {
    case 1:
      return [...before.map((row, n) => (n === at ? { ...row, pico: choices.of(COSTS) } : row)), ...added];
    case 2:
      return before.filter((_, n) => n !== at);
    case 3:
      return [...before.slice(at + 1), added[0]!];
    case 4:
      return history.at(-2) ?? before;
    default:
      return [...before, ...added];
  }
}

export const orderText = ({
  executedAt,
  executionId,
}: Pick<SimDelivery, 'executedAt' | 'executionId'>): string => `${isoInstant(executedAt)}~${executionId}`;
