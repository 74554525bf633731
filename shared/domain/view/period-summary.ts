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

/** Cells of a series stand by hour. */
function spanOf({ series, starts, hours }: SpendCube): HourSpan {
  const span = { from: Number.POSITIVE_INFINITY, to: 0 };
  for (const [index] of series.entries()) {
    span.from = Math.min(span.from, hours[starts[index]!]!);
    span.to = Math.max(span.to, hours[starts[index + 1]! - 1]! + 1);
  }
  return series.length === 0 ? { from: 0, to: 0 } : span;
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
