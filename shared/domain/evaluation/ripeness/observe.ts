import { type Hour, hourOf } from '../../base/instant.ts';
import { byText } from '../../base/order.ts';
import { type BillingPeriod, periodHours } from '../../base/period.ts';
import { isNewer } from '../../delivery/order.ts';
import type { LedgerView } from '../../ledger/snapshot.ts';
import { ageZeroOf } from './age.ts';
import { usualLagOf } from './cadence.ts';
import { type Family, WHOLE_BILL } from './family.ts';
import { forget } from './forget.ts';
import { type KnownCosts, knownCostsOf } from './known-costs.ts';
import {
  type FamilyHistory,
  type HourHistory,
  NOTHING_LEARNED,
  RIPENESS_SCHEMA,
  type RipenessState,
  type SeenDelivery,
} from './state.ts';

/** Periods whose newest delivery is remembered by name; AWS restates the last two or three. */
const PERIODS_KEPT = 6;

/**
 * What is known once this delivery has come in too. A delivery that was learned already, or that a newer one of its
 * period overtook, teaches nothing: the very same state comes back.
 */
export function observe(before: RipenessState, known: KnownCosts): RipenessState {
  if (isLearned(before, known)) return before;
  // Hours and days cannot be compared: an export that changed its grain is learned anew.
  const { deliveries, families } = before.slotHours === known.slotHours ? before : NOTHING_LEARNED;
  const seen = seenDelivery(before, deliveries, known);
  return forget({
    schema: RIPENESS_SCHEMA,
    taught: seen.no,
    slotHours: known.slotHours,
    newest: newestWith(before, known),
    deliveries: [...deliveries, seen],
    families: historiesWith(families, known, seen.no),
  });
}

/** What the deliveries that these views show add to what is known; nothing new is the very same state. */
export const observeViews = (before: RipenessState, views: readonly LedgerView[]): RipenessState =>
  observeAll(before, views.filter(({ pointer }) => !isLearned(before, pointer)).map(knownCostsOf));

/** Several deliveries at once, as on a first start: in the order in which they were made. */
export const observeAll = (before: RipenessState, known: readonly KnownCosts[]): RipenessState =>
  [...known].sort((a, b) => byText(a.order, b.order)).reduce(observe, before);

function isLearned(
  { newest }: RipenessState,
  { billingPeriod, order }: Pick<KnownCosts, 'billingPeriod' | 'order'>,
): boolean {
  const last = newest.find((each) => each.billingPeriod === billingPeriod);
  if (last !== undefined) return !isNewer(order, last.order);
  return newest.length === PERIODS_KEPT && billingPeriod < newest[0]!.billingPeriod;
}

const newestWith = (
  { newest }: RipenessState,
  { billingPeriod, order }: KnownCosts,
): RipenessState['newest'] =>
  [...newest.filter((each) => each.billingPeriod !== billingPeriod), { billingPeriod, order }]
    .sort((a, b) => byText(a.billingPeriod, b.billingPeriod))
    .slice(-PERIODS_KEPT);

function seenDelivery(
  { taught }: RipenessState,
  deliveries: readonly SeenDelivery[],
  known: KnownCosts,
): SeenDelivery {
  const { billingPeriod, order, executedAt, dataThrough } = known;
  const executed = hourOf(executedAt);
  const open = dataThrough < periodHours(billingPeriod).to;
  // A month's data cannot go on after it: how far the export had come is told by how far it usually lies behind.
  const through = open ? dataThrough : Math.max(dataThrough, executed - usualLagOf({ deliveries }));
  const seen = { no: taught + 1, billingPeriod, order, executedAt };
  const ageZero = ageZeroOf({ executed, through });
  return open ? { ...seen, ageZero, lagHours: Math.max(executed - dataThrough, 0) } : { ...seen, ageZero };
}

function historiesWith(
  families: readonly FamilyHistory[],
  known: KnownCosts,
  no: number,
): readonly FamilyHistory[] {
  const costs = new Map(known.costs).set(WHOLE_BILL, sumOf([...known.costs.values()]));
  const before = new Map(families.map(({ family, hours }) => [family, hours]));
  const names: readonly Family[] = [...new Set([...before.keys(), ...costs.keys()])].sort(byText);
  return names.map((family) => ({
    family,
    hours: hoursWith(before.get(family) ?? [], costs.get(family) ?? new Map(), known.billingPeriod, no),
  }));
}

function hoursWith(
  before: readonly HourHistory[],
  now: ReadonlyMap<Hour, number>,
  billingPeriod: BillingPeriod,
  no: number,
): readonly HourHistory[] {
  const period = periodHours(billingPeriod);
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
  return [...further, ...first].sort((a, b) => a.hour - b.hour);
}

function sumOf(costs: readonly ReadonlyMap<Hour, number>[]): ReadonlyMap<Hour, number> {
  const sums = new Map<Hour, number>();
  for (const hours of costs)
    for (const [hour, micros] of hours) sums.set(hour, (sums.get(hour) ?? 0) + micros);
  return sums;
}
