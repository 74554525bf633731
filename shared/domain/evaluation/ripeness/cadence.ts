import { DAY_MS, HOUR_MS, type Instant } from '../../base/instant.ts';
import { weightedQuantile } from './quantile.ts';
import type { RipenessState, SeenDelivery } from './state.ts';

/** Hours that an export lies behind until more is known; observed ones lie 8 to 24 h behind. */
const LAG_PRIOR = 12;
/** Deliveries come "at least once a day", by AWS's manual; observed ones two or three times. */
const INTERVAL_PRIOR = { low: 8, mid: 12, high: 24 } as const;
/** Deliveries of two periods this close together are one visit of the export. */
const SAME_VISIT_MS = 2 * HOUR_MS;
/** Visits within so many hours of the day follow the same habit. */
const SAME_TIME_HOURS = 3;
const HABIT_MIN = 3;

/** When the next delivery is due: expected, and between which times nine of ten come. */
export interface NextDelivery {
  readonly from: Instant;
  readonly at: Instant;
  readonly to: Instant;
}

/** Whole hours from the end of the data to the delivery, as a rule: the weighted median. */
export function usualLagOf({ deliveries }: Pick<RipenessState, 'deliveries'>): number {
  const lags = deliveries.flatMap(({ lagHours }) => (lagHours === undefined ? [] : [lagHours]));
  const even = lags.map((value) => ({ value, weight: 1 }));
  return Math.round(weightedQuantile([...even, { value: LAG_PRIOR, weight: 1 }], 0.5));
}

/**
 * Exports keep times of the day ("about 16:00"), so the gaps after visits at this time of the day count; all of them
 * where there are too few.
 */
export function nextDeliveryOf({ deliveries }: Pick<RipenessState, 'deliveries'>): NextDelivery | undefined {
  const visits = visitsOf(deliveries);
  const last = visits.at(-1);
  if (last === undefined) return undefined;
  const gaps = visits
    .slice(1)
    .map((to, index) => ({ after: visits[index]!, hours: (to - visits[index]!) / HOUR_MS }));
  const habit = gaps.filter(({ after }) => hoursApart(after, last) <= SAME_TIME_HOURS);
  const counted = habit.length >= HABIT_MIN ? habit : gaps;
  const samples = [
    ...counted.map(({ hours }) => ({ value: hours, weight: 1 })),
    ...Object.values(INTERVAL_PRIOR).map((value) => ({ value, weight: 1 / 3 })),
  ];
  const due = (share: number): Instant => last + Math.round(weightedQuantile(samples, share) * HOUR_MS);
  return { from: due(0.05), at: due(0.5), to: due(0.95) };
}

function visitsOf(deliveries: readonly SeenDelivery[]): readonly Instant[] {
  const times = deliveries.map(({ executedAt }) => executedAt).sort((a, b) => a - b);
  return times.filter((time, index) => index === 0 || time - times[index - 1]! > SAME_VISIT_MS);
}

function hoursApart(a: Instant, b: Instant): number {
  const apart = Math.abs((a % DAY_MS) - (b % DAY_MS)) / HOUR_MS;
  return Math.min(apart, 24 - apart);
}
