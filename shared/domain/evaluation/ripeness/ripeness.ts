import type { Hour } from '../../base/instant.ts';
import { AGE_STEPS, type Age, ageStepOf, FINAL_AGE } from './age.ts';
import { type Analogues, analoguesOf, type ShareRange } from './analogues.ts';
import { type NextDelivery, nextDeliveryOf, usualLagOf } from './cadence.ts';
import { developmentOf, expectedShares } from './development.ts';
import { type Family, WHOLE_BILL } from './family.ts';
import { type FamilyZero, familyZeroOf } from './family-zero.ts';
import { judgedPriorShares, priorRangeOf, priorSharesOf, RIPE_SHARE } from './prior.ts';
import { NOTHING_LEARNED, type RipenessState } from './state.ts';

/**
 * Hours [from, to) of one family, as of the newest delivery, whose own ages count back from `ageZero` (`ageZeroOf`);
 * those of the family may begin earlier.
 */
export interface AgedWindow {
  readonly family: Family;
  readonly from: Hour;
  readonly to: Hour;
  readonly ageZero: Hour;
}

/** What a window costs in the end: expected, and where nine of ten outcomes lie. In the unit of what was asked. */
export interface FinalCost {
  readonly low: number;
  readonly mid: number;
  readonly high: number;
}

export interface Ripeness {
  /** Share of its final cost that an hour of this age is expected to show; 0–1, never falling with age. */
  shareAt(family: Family, age: Age): number;
  /** First age from which on an hour of the family is ripe: at least 95 % of it are expected to be there. */
  ripeAge(family: Family): Age;
  /** End (exclusive) of the family's ripe hours in a delivery whose ages count back from `ageZero`. */
  ripeEnd(family: Family, ageZero: Hour): Hour;
  /** The same for judging: as `ripeEnd` once deliveries have shown it, but from the first day on without waiting. */
  judgedEnd(family: Family, ageZero: Hour): Hour;
  /** Families that make up at least a fifth of the bill of the last three weeks; none before the first delivery. */
  readonly mainFamilies: readonly Family[];
  /** Share of the window's final cost that is expected to be there, and its range. */
  completeness(window: AgedWindow): ShareRange;
  /**
   * Range of what a series' window costs in the end, of which `known` has arrived; undefined where too little has to
   * say anything. `familyKnown` is what the whole family's window shows: a small part of it strays more than the whole.
   */
  finalCost(known: number, window: AgedWindow, familyKnown?: number): FinalCost | undefined;
  /** Hours that the data usually ends before a delivery. */
  readonly usualLag: number;
  readonly nextDelivery: NextDelivery | undefined;
}

/** Below this share, dividing by it would be a guess. */
const TOLD_MIN = 0.2;
/** A part of a family strays at most so many times as far as the family. */
const WIDENED_MAX = 3;
/** Whatever was learned, an hour three days back is judged: late is better than never. */
const JUDGED_AGE_MAX = 72;
const MAIN_SHARE = 0.2;

/** What the deliveries so far say about how bills fill up. Everything is worked out when it is first asked for. */
export function ripenessOf(state: RipenessState = NOTHING_LEARNED): Ripeness {
  const learned = new Map<Family, Learned>();
  const of = (family: Family): Learned => {
    const known = learned.get(family) ?? learnedOf(state, family);
    learned.set(family, known);
    return known;
  };
  const completeness = (window: AgedWindow): ShareRange =>
    completenessOf(of(window.family), window, state.slotHours);
  return {
    shareAt: (family, age) => shareOf(of(family).shares, age),
    ripeAge: (family) => of(family).ripeAge,
    ripeEnd: (family, ageZero) => of(family).zero.now(ageZero) - of(family).ripeAge,
    judgedEnd: (family, ageZero) =>
      Math.max(of(family).zero.now(ageZero) - of(family).judgedAge, ageZero - JUDGED_AGE_MAX),
    mainFamilies: mainFamiliesOf(state),
    completeness,
    finalCost: (known, window, familyKnown = known) => costRange(known, completeness(window), familyKnown),
    usualLag: usualLagOf(state),
    nextDelivery: nextDeliveryOf(state),
  };
}

interface Learned {
  readonly shares: readonly number[];
  readonly prior: readonly number[];
  readonly ripeAge: Age;
  readonly judgedAge: Age;
  readonly zero: FamilyZero;
  readonly analogues: Analogues;
}

function learnedOf(state: RipenessState, family: Family): Learned {
  const history = state.families.find((each) => each.family === family);
  const zero = familyZeroOf(state, history, family);
  const prior = priorSharesOf(family);
  const development = developmentOf(state, history, zero, prior);
  const shares = expectedShares(development, prior);
  return {
    shares,
    prior,
    zero,
    ripeAge: ripeAgeOf(shares),
    judgedAge: ripeAgeOf(expectedShares(development, judgedPriorShares())),
    analogues: analoguesOf(state, history, zero, shares),
  };
}

const ripeAgeOf = (shares: readonly number[]): Age =>
  AGE_STEPS[shares.findIndex((share) => share >= RIPE_SHARE)] ?? FINAL_AGE;

function mainFamiliesOf({ families }: RipenessState): readonly Family[] {
  const costs = families.map(({ family, hours }) => ({
    family,
    micros: hours.reduce((sum, { changes }) => sum + changes.at(-1)![1], 0),
  }));
  const whole = costs.find(({ family }) => family === WHOLE_BILL)?.micros ?? 0;
  return costs
    .filter(({ family, micros }) => family !== WHOLE_BILL && micros > 0 && micros >= MAIN_SHARE * whole)
    .map(({ family }) => family);
}

const shareOf = (shares: readonly number[], age: Age): number => shares[ageStepOf(age)] ?? 0;

function completenessOf(learned: Learned, { from, to, ageZero }: AgedWindow, slotHours: number): ShareRange {
  const zero = learned.zero.now(ageZero);
  const span = { youngest: zero - to, oldest: zero - from - slotHours };
  const mean = (shares: readonly number[]): number => {
    let sum = 0;
    for (let age = span.oldest; age >= span.youngest; age -= slotHours) sum += shareOf(shares, age);
    return sum / ((span.oldest - span.youngest) / slotHours + 1);
  };
  const mid = mean(learned.shares);
  return learned.analogues(span, { ...priorRangeOf(mean(learned.prior)), mid });
}

/**
 * Rows that arrive late independently of each other make the relative spread fall with the root of the volume (Mack's
 * variance is in proportion to it), so a series with a quarter of its family's cost strays twice as far.
 */
function costRange(
  known: number,
  { low, mid, high }: ShareRange,
  familyKnown: number,
): FinalCost | undefined {
  if (mid < TOLD_MIN) return undefined;
  const part = familyKnown > 0 && known > 0 ? known / familyKnown : 1;
  const widened = Math.min(Math.max(1 / Math.sqrt(part), 1), WIDENED_MAX);
  const away = (share: number): number => Math.max(mid * (share / mid) ** widened, TOLD_MIN / 2);
  const most = Math.max(high, Math.min(away(high), 1));
  return { low: known / most, mid: known / mid, high: known / Math.min(away(low), mid) };
}
