import type { Hour } from '../../base/instant.ts';
import { AGE_STEPS, type Age, ageStepOf, FINAL_AGE } from './age.ts';
import { type Analogues, analoguesOf, type ShareRange } from './analogues.ts';
import { type NextDelivery, nextDeliveryOf, usualLagOf } from './cadence.ts';
import { developmentOf } from './development.ts';
import type { Family } from './family.ts';
import { priorRangeOf, priorSharesOf, RIPE_SHARE } from './prior.ts';
import { NOTHING_LEARNED, type RipenessState } from './state.ts';

/** Hours [from, to) of one family, as of a delivery whose ages count back from `ageZero` (`ageZeroOf`). */
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
  /** End (exclusive) of the family's ripe hours. */
  ripeEnd(family: Family, ageZero: Hour): Hour;
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
    ripeEnd: (family, ageZero) => ageZero - of(family).ripeAge,
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
  readonly analogues: Analogues;
}

function learnedOf(state: RipenessState, family: Family): Learned {
  const history = state.families.find((each) => each.family === family);
  const shares = developmentOf(state, history, family);
  return {
    shares,
    prior: priorSharesOf(family),
    ripeAge: AGE_STEPS[shares.findIndex((share) => share >= RIPE_SHARE)] ?? FINAL_AGE,
    analogues: analoguesOf(state, history, shares),
  };
}

const shareOf = (shares: readonly number[], age: Age): number => shares[ageStepOf(age)] ?? 0;

function completenessOf(learned: Learned, { from, to, ageZero }: AgedWindow, slotHours: number): ShareRange {
  const span = { youngest: ageZero - to, oldest: ageZero - from - slotHours };
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
