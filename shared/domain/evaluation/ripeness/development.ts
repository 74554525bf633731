import { HOUR_MS, type Hour } from '../../base/instant.ts';
import { periodHours } from '../../base/period.ts';
import { AGE_STEPS, ageStepOf } from './age.ts';
import type { FamilyZero } from './family-zero.ts';
import { isotonic } from './isotonic.ts';
import type { FamilyHistory, HourHistory, RipenessState, SeenDelivery } from './state.ts';

/** What a delivery taught counts half after this time. */
const HALF_LIFE_MS = 5 * 24 * HOUR_MS;
/** Deliveries that must have been followed up before what they show stands for itself in the chain. */
const EVIDENCE_MIN = 1;
/** The prior counts as much as this many deliveries. */
const PRIOR_DELIVERIES = 1;
const STEPS = AGE_STEPS.length;

/** Weight of what a delivery taught. */
export const weightAt = (executedAt: number, now: number): number => 2 ** ((executedAt - now) / HALF_LIFE_MS);

/** Share of its final cost that an hour showed, by age step, and how many deliveries say so, the recent ones more. */
export interface Development {
  readonly shares: readonly number[];
  readonly evidence: readonly number[];
}

/**
 * The chain ladder of claims reserving (T. Mack, "Distribution-free calculation of the standard error of chain ladder
 * reserve estimates", ASTIN Bulletin 23/2, 1993), read from the old end: what an hour showed at one age over what it
 * showed at the next, chained up to the age at which nothing changes any more. Hours that are still young count as far
 * as they have been followed; taking sums and not the mean of ratios gives each dollar the same say. Deliveries do not
 * come at even intervals, so each pair of age steps has its own factor.
 */
export function developmentOf(
  state: RipenessState,
  history: FamilyHistory | undefined,
  zero: FamilyZero,
  prior: readonly number[],
): Development {
  if (history === undefined) return { shares: prior, evidence: prior.map(() => 0) };
  const pairs = pairsOf(state, history, zero);
  const shares: number[] = [...prior];
  for (let step = STEPS - 2; step >= 0; step -= 1) {
    let early = 0;
    let final = 0;
    for (let later = step + 1; later < STEPS; later += 1) {
      early += pairs.early[step * STEPS + later]!;
      final += pairs.late[step * STEPS + later]! / shares[later]!;
    }
    if (pairs.evidence[step]! >= EVIDENCE_MIN && final > 0) {
      shares[step] = Math.min(Math.max(early / final, SHARE_MIN), 1);
    }
  }
  return { shares, evidence: [...pairs.evidence] };
}

/** What was seen, weighed against what was thought before; never falls with age. */
export function expectedShares(
  { shares, evidence }: Development,
  prior: readonly number[],
): readonly number[] {
  const points = prior.map((share, step) => {
    const weight = evidence[step]! + PRIOR_DELIVERIES;
    return { value: (evidence[step]! * shares[step]! + PRIOR_DELIVERIES * share) / weight, weight };
  });
  return isotonic(points);
}

/** Keeps a chain over steps at which nothing arrives from dividing by nothing. */
const SHARE_MIN = 1e-6;

interface Pairs {
  /** Cost at a step and at the next one seen, by both steps. */
  readonly early: Float64Array;
  readonly late: Float64Array;
  /** Deliveries whose hours at this step were seen again, the recent ones more. */
  readonly evidence: Float64Array;
}

function pairsOf(state: RipenessState, { hours }: FamilyHistory, zero: FamilyZero): Pairs {
  const now = Math.max(...state.deliveries.map(({ executedAt }) => executedAt));
  const pairs: Pairs = {
    early: new Float64Array(STEPS * STEPS),
    late: new Float64Array(STEPS * STEPS),
    evidence: new Float64Array(STEPS),
  };
  for (const [own, ofPeriod] of hoursByPeriod(state, hours)) {
    const visits = own.map(
      (delivery): Visit => ({
        no: delivery.no,
        ageZero: zero.at(delivery) - state.slotHours,
        weight: weightAt(delivery.executedAt, now),
        taught: new Uint8Array(STEPS),
      }),
    );
    for (const history of ofPeriod) addPairs(pairs, history, visits);
  }
  return pairs;
}

/** A delivery as an hour sees it. */
interface Visit {
  readonly no: number;
  /** The hour that has age 0. */
  readonly ageZero: Hour;
  readonly weight: number;
  /** Steps of which it taught something already: an hour more at a step is no delivery more. */
  readonly taught: Uint8Array;
}

/**
 * An hour is seen once a step, when it is first there, so that growth within a wide step is not lost but counted to the
 * next. Wherever the hour was in the data's reach and cost nothing yet, it is seen with nothing.
 */
function addPairs(pairs: Pairs, { hour, changes }: HourHistory, visits: readonly Visit[]): void {
  let [change, step, micros] = [0, -1, 0];
  let before: Visit | undefined;
  for (const visit of visits) {
    while (change < changes.length && changes[change]![0] <= visit.no) change += 1;
    const next = ageStepOf(visit.ageZero - hour);
    if (next <= step) continue;
    const shown = change === 0 ? 0 : changes[change - 1]![1];
    if (before !== undefined) {
      pairs.early[step * STEPS + next]! += visit.weight * micros;
      pairs.late[step * STEPS + next]! += visit.weight * shown;
      if (before.taught[step] === 0) pairs.evidence[step]! += visit.weight;
      before.taught[step] = 1;
    }
    [before, step, micros] = [visit, next, shown];
  }
}

function hoursByPeriod(
  { deliveries }: RipenessState,
  hours: readonly HourHistory[],
): readonly (readonly [readonly SeenDelivery[], readonly HourHistory[]])[] {
  const periods = [...new Set(deliveries.map(({ billingPeriod }) => billingPeriod))];
  return periods.map((period) => {
    const { from, to } = periodHours(period);
    const own = deliveries.filter(({ billingPeriod }) => billingPeriod === period);
    return [own, hours.filter(({ hour }) => hour >= from && hour < to)] as const;
  });
}
