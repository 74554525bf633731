import { type Hour, hourOf } from '../../base/instant.ts';
import { periodHours } from '../../base/period.ts';
import { AGE_STEPS, type Age, ageStepOf } from './age.ts';
import { weightAt } from './development.ts';
import type { FamilyZero } from './family-zero.ts';
import { COMPARED_HOURS } from './known-costs.ts';
import { weightedQuantile } from './quantile.ts';
import type { FamilyHistory, RipenessState, SeenDelivery } from './state.ts';

/** Share of its final cost that a window shows: expected, and where nine of ten outcomes lie. May pass 1: bills fall. */
export interface ShareRange {
  readonly low: number;
  readonly mid: number;
  readonly high: number;
}

/** Ages of a window's hours, youngest to oldest, both inclusive. */
export interface AgeSpan {
  readonly youngest: Age;
  readonly oldest: Age;
}

export type Analogues = (span: AgeSpan, prior: ShareRange) => ShareRange;

/** The window of an earlier delivery counts once most of its cost has come in, … */
const SETTLED_MIN = 0.8;
/** … and if it lies mostly in the delivery's own month. */
const INSIDE_MIN = 0.5;
const SHARE_MAX = 1.5;
const TAIL = 0.05;

/**
 * What windows of the same ages showed in earlier deliveries of what they came to since. Outcomes of the past are
 * ranked and none is fitted, so whatever makes whole deliveries late together is in the range; one more outcome, half of
 * it at either end of the prior's range, keeps few of them from promising too much (split conformal prediction: V. Vovk,
 * A. Gammerman & G. Shafer, "Algorithmic Learning in a Random World", 2005). Asked for the same span again it answers
 * from memory.
 */
export function analoguesOf(
  state: RipenessState,
  history: FamilyHistory | undefined,
  zero: FamilyZero,
  shares: readonly number[],
): Analogues {
  let rows: readonly Row[] | undefined;
  const answered = new Map<string, ShareRange>();
  return (span, prior) => {
    const key = `${span.youngest} ${span.oldest}`;
    rows ??= history === undefined ? [] : rowsOf(state, history, zero, shares);
    const known = answered.get(key) ?? rangeOf(rows, span, prior);
    answered.set(key, known);
    return known;
  };
}

function rangeOf(rows: readonly Row[], span: AgeSpan, prior: ShareRange): ShareRange {
  const samples = rows.flatMap((row) => sampleOf(row, span));
  const ranked = [...samples, ...[prior.low, prior.high].map((value) => ({ value, weight: 1 / 2 }))];
  return {
    low: Math.min(weightedQuantile(ranked, TAIL), prior.mid),
    mid: prior.mid,
    high: Math.max(weightedQuantile(ranked, 1 - TAIL), prior.mid),
  };
}

/** One earlier delivery: sums over hours from `from` on, of what it showed, what became of it, and what of that is in. */
interface Row {
  readonly ageZero: Hour;
  readonly weight: number;
  readonly from: Hour;
  readonly to: Hour;
  /** End (exclusive) of the hours of which enough is known by now to tell what they come to. */
  readonly told: Hour;
  readonly shown: Float64Array;
  readonly final: Float64Array;
  readonly latest: Float64Array;
  readonly slotHours: number;
}

function sampleOf(row: Row, { youngest, oldest }: AgeSpan): { value: number; weight: number }[] {
  const { slotHours } = row;
  const wanted = { from: row.ageZero - oldest - slotHours, to: row.ageZero - youngest };
  const from = Math.max(wanted.from, row.from);
  const to = Math.min(wanted.to, row.to);
  if (to > row.told || to - from < INSIDE_MIN * (wanted.to - wanted.from)) return [];
  const sum = (prefix: Float64Array): number => prefix[to - row.from]! - prefix[from - row.from]!;
  const final = sum(row.final);
  if (final <= 0 || sum(row.latest) < SETTLED_MIN * final) return [];
  return [{ value: Math.min(Math.max(sum(row.shown) / final, 0), SHARE_MAX), weight: row.weight }];
}

function rowsOf(
  state: RipenessState,
  history: FamilyHistory,
  zero: FamilyZero,
  shares: readonly number[],
): readonly Row[] {
  const { deliveries, slotHours } = state;
  const now = Math.max(...deliveries.map(({ executedAt }) => executedAt));
  return deliveries.flatMap((delivery) => {
    const { billingPeriod, executedAt } = delivery;
    const last = deliveries.findLast((other) => other.billingPeriod === billingPeriod)!;
    // The newest shows all that is known of it: nothing can be learned from that.
    if (last === delivery) return [];
    const period = periodHours(billingPeriod);
    const from = Math.max(hourOf(now) - COMPARED_HOURS, period.from);
    if (from >= period.to) return [];
    const row = {
      ageZero: zero.at(delivery),
      slotHours,
      from,
      to: period.to,
      told: zero.at(last) - AGE_STEPS[shares.findIndex((share) => share >= SHARE_TOLD_MIN)]!,
      weight: weightAt(executedAt, now),
    };
    return [{ ...row, ...sumsOf(history, delivery, zero.at(last), row, shares) }];
  });
}

function sumsOf(
  history: FamilyHistory,
  delivery: SeenDelivery,
  lastZero: Hour,
  { from, to, slotHours }: Pick<Row, 'from' | 'to' | 'slotHours'>,
  shares: readonly number[],
): Pick<Row, 'shown' | 'final' | 'latest'> {
  const sums = () => new Float64Array(to - from + 1);
  const [shown, final, latest] = [sums(), sums(), sums()];
  for (const { hour, changes } of history.hours) {
    if (hour < from || hour >= to) continue;
    const slot = hour - from + 1;
    const share = shares[ageStepOf(lastZero - hour - slotHours)] ?? 0;
    const known = changes.at(-1)![1];
    shown[slot] = changes.findLast(([no]) => no <= delivery.no)?.[1] ?? 0;
    latest[slot] = known;
    final[slot] = share < SHARE_TOLD_MIN ? 0 : known / share;
  }
  for (const prefix of [shown, final, latest])
    for (let slot = 1; slot < prefix.length; slot += 1) prefix[slot]! += prefix[slot - 1]!;
  return { shown, final, latest };
}

/** Hours of which less than this is known say nothing of what they come to. */
const SHARE_TOLD_MIN = 0.3;
