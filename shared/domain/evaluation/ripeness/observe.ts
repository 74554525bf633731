import { HOUR_MS, type Hour, hourOf } from '../../base/instant.ts';
import { byText } from '../../base/order.ts';
import { periodHours } from '../../base/period.ts';
import { isNewer } from '../../delivery/order.ts';
import { ageZeroOf } from './age.ts';
import { usualLagOf } from './cadence.ts';
import { type Family, WHOLE_BILL } from './family.ts';
import { COMPARED_HOURS, type KnownCosts } from './known-costs.ts';
import {
  type FamilyHistory,
  type HourHistory,
  NOTHING_LEARNED,
  type RipenessState,
  type SeenDelivery,
} from './state.ts';

/**
 * What is known once this delivery has come in too. A delivery that was learned already, or that a newer one of its
 * period overtook, teaches nothing: the very same state comes back.
 */
export function observe(before: RipenessState, known: KnownCosts): RipenessState {
  if (isKnown(before, known)) return before;
  // Hours and days cannot be compared: an export that changed its grain is learned anew.
  const state =
    before.taught === 0 || before.slotHours === known.slotHours
      ? before
      : { ...NOTHING_LEARNED, taught: before.taught };
  const seen = seenDelivery(state, known);
  const deliveries = [...state.deliveries, seen];
  const newest = Math.max(...deliveries.map(({ executedAt }) => executedAt));
  const oldest = newest - COMPARED_HOURS * HOUR_MS;
  return {
    ...state,
    taught: seen.no,
    slotHours: known.slotHours,
    deliveries: deliveries.filter(({ executedAt }) => executedAt >= oldest),
    families: historiesWith(state, known, seen.no, hourOf(oldest)),
  };
}

/** Several deliveries at once, as on a first start: in the order in which they were made. */
export const observeAll = (before: RipenessState, known: readonly KnownCosts[]): RipenessState =>
  [...known].sort((a, b) => byText(a.order, b.order)).reduce(observe, before);

/** Deliveries that are too old to be kept would be taken for news each time, so their age alone says it. */
function isKnown({ deliveries }: RipenessState, { billingPeriod, order, executedAt }: KnownCosts): boolean {
  return deliveries.some(
    (seen) =>
      (seen.billingPeriod === billingPeriod && !isNewer(order, seen.order)) ||
      seen.executedAt - executedAt > COMPARED_HOURS * HOUR_MS,
  );
}

function seenDelivery(state: RipenessState, known: KnownCosts): SeenDelivery {
  const { billingPeriod, order, executedAt, dataThrough } = known;
  const executed = hourOf(executedAt);
  const open = dataThrough < periodHours(billingPeriod).to;
  // A month's data cannot go on after it: how far the export had come is told by how far it usually lies behind.
  const through = open ? dataThrough : Math.max(dataThrough, executed - usualLagOf(state));
  const seen = { no: state.taught + 1, billingPeriod, order, executedAt };
  const ageZero = ageZeroOf({ executed, through });
  return open ? { ...seen, ageZero, lagHours: Math.max(executed - dataThrough, 0) } : { ...seen, ageZero };
}

function historiesWith(
  state: RipenessState,
  known: KnownCosts,
  no: number,
  oldest: Hour,
): readonly FamilyHistory[] {
  const costs = new Map(known.costs).set(WHOLE_BILL, sumOf([...known.costs.values()]));
  const before = new Map(state.families.map(({ family, hours }) => [family, hours]));
  const names = [...new Set([...before.keys(), ...costs.keys()])].sort(byText);
  return names
    .map((family) => ({
      family,
      hours: hoursWith(before.get(family) ?? [], costs, family, known, no, oldest),
    }))
    .filter(({ hours }) => hours.length > 0);
}

function hoursWith(
  before: readonly HourHistory[],
  costs: KnownCosts['costs'],
  family: Family,
  { billingPeriod }: KnownCosts,
  no: number,
  oldest: Hour,
): readonly HourHistory[] {
  const period = periodHours(billingPeriod);
  const now = costs.get(family) ?? new Map<Hour, number>();
  const known = new Set(before.map(({ hour }) => hour));
  const first = [...now]
    .filter(([hour, micros]) => micros !== 0 && !known.has(hour))
    .map(([hour, micros]): HourHistory => ({ hour, changes: [[no, micros]] }));
  const further = before.map((history): HourHistory => {
    const { hour, changes } = history;
    const micros = now.get(hour) ?? 0;
    const told = hour >= period.from && hour < period.to;
    return told && changes.at(-1)![1] !== micros ? { hour, changes: [...changes, [no, micros]] } : history;
  });
  return [...further, ...first].filter(({ hour }) => hour >= oldest).sort((a, b) => a.hour - b.hour);
}

function sumOf(costs: readonly ReadonlyMap<Hour, number>[]): ReadonlyMap<Hour, number> {
  const sums = new Map<Hour, number>();
  for (const hours of costs)
    for (const [hour, micros] of hours) sums.set(hour, (sums.get(hour) ?? 0) + micros);
  return sums;
}
