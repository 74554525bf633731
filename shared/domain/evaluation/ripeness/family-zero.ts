import { HOUR_MS, type Hour } from '../../base/instant.ts';
import { weightAt } from './development.ts';
import { type Family, settlesLate, WHOLE_BILL } from './family.ts';
import { weightedQuantile } from './quantile.ts';
import type { FamilyHistory, RipenessState, SeenDelivery } from './state.ts';

/** The hour from which a family's ages count back: in an earlier delivery, and in one whose own ages begin there. */
export interface FamilyZero {
  at(delivery: SeenDelivery): Hour;
  now(ageZero: Hour): Hour;
}

/** How far a family's data ends before the delivery's in nineteen of twenty cases, until more is known. */
const REACH_PRIOR = { late: 60, early: 0 } as const;
const REACH_SHARE = 0.95;
/** A gap in which nothing has come by then was no lateness but silence. */
const SILENT_AFTER_MS = 96 * HOUR_MS;
/** Deliveries of two periods are made minutes apart. */
const SAME_VISIT_MS = HOUR_MS;

/**
 * What Marketplace sells ends a day or two before Amazon's own in one and the same delivery, and nobody knows how far
 * but from the charges themselves: ages of a family count back from its own newest hour. Further behind the delivery
 * than the family ever was late, it is silent, and its age goes on with the delivery's.
 */
export function familyZeroOf(
  state: RipenessState,
  history: FamilyHistory | undefined,
  family: Family,
): FamilyZero {
  if (history === undefined || family === WHOLE_BILL)
    return { at: ({ ageZero }) => ageZero, now: (ageZero) => ageZero };
  const ends = endsOf(state, history);
  const reach = reachOf(state, history, family, ends);
  const zero = (ageZero: Hour, end: Hour): Hour => Math.max(Math.min(ageZero, end), ageZero - reach);
  const newest = Math.max(...ends.values());
  return {
    at: (delivery) => zero(delivery.ageZero, ends.get(delivery.no) ?? delivery.ageZero),
    now: (ageZero) => zero(ageZero, newest),
  };
}

/** End (exclusive) of the hours that the family had shown a cost of when a delivery was made, by its number. */
function endsOf(
  { deliveries, slotHours }: RipenessState,
  { hours }: FamilyHistory,
): ReadonlyMap<number, Hour> {
  const madeAt = new Map(deliveries.map(({ no, executedAt }) => [no, executedAt]));
  const inTime = [...deliveries].sort((a, b) => a.executedAt - b.executedAt);
  const ends = new Map<number, Hour>();
  let [newest, shown] = [-1, 0];
  const shownAt = hours.map(({ changes }) => madeAt.get(changes[0]![0]) ?? Number.NEGATIVE_INFINITY);
  const order = hours.map((_, index) => index).sort((a, b) => shownAt[a]! - shownAt[b]! || a - b);
  for (const { no, executedAt } of inTime) {
    while (shown < order.length && shownAt[order[shown]!]! <= executedAt + SAME_VISIT_MS) {
      newest = Math.max(newest, order[shown]!);
      shown += 1;
    }
    if (newest >= 0) ends.set(no, hours[newest]!.hour + slotHours);
  }
  return ends;
}

function reachOf(
  state: RipenessState,
  { hours }: FamilyHistory,
  family: Family,
  ends: ReadonlyMap<number, Hour>,
): number {
  const { deliveries } = state;
  const now = Math.max(...deliveries.map(({ executedAt }) => executedAt));
  const newest = Math.max(...ends.values());
  const seen = deliveries.flatMap(({ no, ageZero, executedAt }) => {
    const end = ends.get(no);
    if (end === undefined || (newest < ageZero && now - executedAt < SILENT_AFTER_MS)) return [];
    const wasLate = hours.some(({ hour }) => hour >= end && hour < ageZero);
    return [{ value: wasLate ? ageZero - end : 0, weight: weightAt(executedAt, now) }];
  });
  const prior = { value: settlesLate(family) ? REACH_PRIOR.late : REACH_PRIOR.early, weight: 1 / 2 };
  return weightedQuantile([...seen, prior], REACH_SHARE);
}
