import { dayOfHour, type Hour } from '../base/instant.ts';
import { PRINCIPAL_DIMENSION } from '../ledger/entry.ts';
import { regroup } from './regroup.ts';
import { byDay, type CubeSeries, type SpendCube } from './spend-cube.ts';

/** Half-open, UTC hours. */
export interface HourSpan {
  readonly from: Hour;
  readonly to: Hour;
}

/** What nearly all pages ask of a period, in a tenth of its cells. */
export interface PeriodSummary {
  readonly days: SpendCube;
  /** Teams alone, by hour and token kind. */
  readonly teams: SpendCube;
  /** Hour of the first cell, by series of `days`; each has one. */
  readonly firstHours: Int32Array;
  /** No cell lies outside; [0, 0) where there is none. */
  readonly span: HourSpan;
}

export function summaryOf(hours: SpendCube): PeriodSummary {
  const firstHours = Int32Array.from(hours.series, (_, index) => hours.hours[hours.starts[index]!]!);
  return { days: byDay(hours), teams: regroup(hours, teamOf), firstHours, span: spanOf(hours) };
}

const teamOf = ({ dimension, team, tokenKind }: CubeSeries): CubeSeries | undefined =>
  dimension === PRINCIPAL_DIMENSION ? { dimension, team, value: '', model: '', tokenKind } : undefined;

function spanOf({ hours }: SpendCube): HourSpan {
  if (hours.length === 0) return { from: 0, to: 0 };
  let [first, last] = [hours[0]!, hours[0]!];
  for (const hour of hours) {
    if (hour < first) first = hour;
    if (hour > last) last = hour;
  }
  return { from: first, to: last + 1 };
}

/**
 * The range widened to whole days where that takes in no cell more, so that sums by day are those by hour; undefined
 * where it would.
 */
export function wholeDays(spans: readonly HourSpan[], { from, to }: HourSpan): HourSpan | undefined {
  if (to <= from) return { from, to };
  const [first, end] = [dayOfHour(from) * 24, dayOfHour(to + 23) * 24];
  const addsNothing = spans.every(
    (span) =>
      (first === from || span.from >= from || span.to <= first) &&
      (end === to || span.to <= to || span.from >= end),
  );
  return addsNothing ? { from: first, to: end } : undefined;
}
