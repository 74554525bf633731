import { DAY_MS, type Instant, startOfHour } from '../base/instant.ts';
import { shiftPeriod } from '../base/period.ts';
import type { Pointer } from './snapshot.ts';

/** Two earlier months give the six weeks of history that the baseline rests on. */
export const PERIODS_JUDGED = 3;

/**
 * Of the visible periods, oldest first, the newest and those directly before it; a gap in the deliveries ends the
 * history: nobody knows its costs.
 */
export function judgedPeriods<P extends Pick<Pointer, 'billingPeriod'>>(visible: readonly P[]): readonly P[] {
  const newest = visible.slice(-PERIODS_JUDGED);
  const gap = newest.findLastIndex(({ billingPeriod }, index) => {
    const next = newest[index + 1];
    return next !== undefined && shiftPeriod(billingPeriod, 1) !== next.billingPeriod;
  });
  return newest.slice(gap + 1);
}

/** Files at rest may be read long after their data: a judgement never looks further ahead than this. */
const AHEAD_OF_DATA_MAX_MS = 2 * DAY_MS;

/**
 * The "now" of a judgement of these periods: the newest delivery's execution, whenever it is judged, so that judging it
 * again gives the same verdict.
 */
export const judgedAt = (judged: readonly Pick<Pointer, 'executedAt' | 'dataThrough'>[]): Instant =>
  Math.min(
    Math.max(...judged.map(({ executedAt }) => executedAt)),
    Math.max(...judged.map(({ dataThrough }) => startOfHour(dataThrough))) + AHEAD_OF_DATA_MAX_MS,
  );
