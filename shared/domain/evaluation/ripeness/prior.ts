import { AGE_STEPS } from './age.ts';
import { type Family, settlesLate, WHOLE_BILL } from './family.ts';

/** From this share of its final cost on, an hour is called ripe. */
export const RIPE_SHARE = 0.95;

/** First age of a step and the share that is expected to have arrived by then. */
type Curve = readonly (readonly [age: number, share: number])[];

/**
 * Amazon's own: the newest two hours of a delivery are partial, stragglers follow; ripe a day after use (8 to 24 h
 * behind), which is about sixteen hours before the end of the data.
 */
const EARLY: Curve = [
  [0, 0.5],
  [1, 0.8],
  [2, 0.88],
  [6, 0.91],
  [12, 0.94],
  [18, 0.96],
  [36, 0.99],
  [96, 1],
];
/** Marketplace: settles later than 48 h after use; days older than 72 h were found settled. */
const LATE: Curve = [
  [0, 0.3],
  [2, 0.55],
  [12, 0.7],
  [24, 0.8],
  [36, 0.9],
  [48, 0.92],
  [60, 0.94],
  [72, 0.96],
  [96, 0.99],
  [168, 1],
];
/** Alerts must not wait for evidence: from the first day on, all but the newest two hours are judged as they are. */
const JUDGED: Curve = [
  [0, 0.5],
  [1, 0.85],
  [2, 0.97],
  [24, 0.99],
  [72, 1],
];

/** Expected share by age step before anything was seen; never falls with age. */
export const priorSharesOf = (family: Family): readonly number[] =>
  sharesOf(family === WHOLE_BILL ? JUDGED : settlesLate(family) ? LATE : EARLY);

/** The same for what is judged before anything is known. */
export const judgedPriorShares = (): readonly number[] => sharesOf(JUDGED);

function sharesOf(curve: Curve): readonly number[] {
  return AGE_STEPS.map((age) => curve.findLast(([from]) => from <= age)?.[1] ?? 0);
}

/** Where nothing was seen, nine of ten outcomes are taken to lie between the squared share and its cube root. */
export const priorRangeOf = (share: number) => ({ low: share ** 2, mid: share, high: share ** (1 / 3) });
