import type { Hour } from '../../base/instant.ts';
import type { Pico } from '../../base/money.ts';
import type { LedgerEntry } from '../../ledger/entry.ts';
import { type CellFilter, eachCell } from '../series/exact-cost.ts';
import { type CostSeries, costAt, seriesOf } from '../series/series.ts';

/** A plan that holds, as a forecast sees it: what its scope may spend in its hours, and nothing after them. */
export interface PlannedSpend extends Pick<CellFilter, 'model'> {
  readonly team: string;
  /** Whole team where absent. */
  readonly principal?: string;
  /** Half-open, UTC hours; whole days where the bill knows no hours. */
  readonly from: Hour;
  readonly to: Hour;
  /** Currency units. */
  readonly cap: number;
  /** All that the scope costs by hour, before, in and after the plan. */
  readonly series: CostSeries;
}

export const plansOf = (planned: readonly PlannedSpend[], team: string): readonly PlannedSpend[] =>
  planned.filter((plan) => plan.team === team);

const isIn = ({ from, to }: Pick<PlannedSpend, 'from' | 'to'>, hour: Hour): boolean =>
  hour >= from && hour < to;

/** Where two plans hold the same costs they count for the wider one, and for the first of two that are alike. */
export function holderOf(planned: readonly PlannedSpend[], plan: PlannedSpend, hour: Hour): boolean {
  const place = planned.indexOf(plan);
  return (
    isIn(plan, hour) &&
    !planned.some((other, index) => {
      const isWider = contains(other, plan) && (index < place || !contains(plan, other));
      return other !== plan && isWider && isIn(other, hour);
    })
  );
}

const contains = (wide: PlannedSpend, narrow: PlannedSpend): boolean =>
  (wide.principal === undefined || wide.principal === narrow.principal) &&
  (wide.model === undefined || wide.model === narrow.model);

/** Cost of an hour that lies in a plan; together no more than `whole`, the team's. */
export function plannedAt(planned: readonly PlannedSpend[], hour: Hour, whole: number): number {
  let sum = 0;
  for (const plan of planned) if (holderOf(planned, plan, hour)) sum += costAt(plan.series, hour);
  return Math.min(sum, Math.max(0, whole));
}

/** The same hours, each with another cost. */
export const mappedSeries = (series: CostSeries, costOf: (hour: Hour) => number): CostSeries =>
  seriesOf(
    series.from,
    Float64Array.from(series.prefix, (_, slot) => (slot === 0 ? 0 : costOf(series.from + slot - 1))),
  );

/** A team's costs outside its plans. */
export const restSeries = (series: CostSeries, planned: readonly PlannedSpend[]): CostSeries =>
  planned.length === 0
    ? series
    : mappedSeries(series, (hour) => {
        const whole = costAt(series, hour);
        return whole - plannedAt(planned, hour, whole);
      });

/** Exact cost of [from, to) outside a team's plans, in picodollars, from all of its entries. */
export function exactRest(
  entries: readonly LedgerEntry[],
  window: { readonly from: Hour; readonly to: Hour },
  planned: readonly PlannedSpend[],
): Pico {
  let sum = 0n;
  eachCell(entries, window, {}, (cell, hour, { scope }) => {
    const isPlanned = planned.some(
      (plan) =>
        isIn(plan, hour) &&
        (plan.principal === undefined || plan.principal === scope.value) &&
        (plan.model === undefined || plan.model === cell.model),
    );
    if (!isPlanned) sum += cell.cost;
  });
  return sum;
}
