import type { Actor } from '../access/person.ts';
import type { Instant } from '../base/instant.ts';
import { type Pico, parsePico, picoOfNumber } from '../base/money.ts';
import { type BillingPeriod, periodHours, periodOf, shiftPeriod } from '../base/period.ts';
import { amountIn, type Budget } from '../evaluation/budget/budget.ts';
import { forecastOf } from '../evaluation/budget/forecast.ts';
import type { PicoRange } from '../evaluation/finding.ts';
import { exactCost } from '../evaluation/series/exact-cost.ts';
import { budgetOf, type ReportBasis, teamNode } from './report-basis.ts';
import type { ReportAnswer, ReportRecord } from './report-record.ts';

/** Somebody asks finance for more. */
export interface RaiseRequest {
  readonly team: string;
  /** The monthly amount that is asked for, not what is added. */
  readonly amount: Pico;
  readonly currency: string;
  /** Last month that it is for: a raise ends by itself. */
  readonly until: BillingPeriod;
  readonly reason: string;
  readonly by: Actor;
  readonly at: Instant;
}

/** What finance decides by. */
export interface RaiseFacts {
  readonly current: Pico;
  readonly spent: Pico;
  readonly forecast?: PicoRange;
  /** Of all budgets of the month together, and what all teams are forecast to spend of them. */
  readonly allBudgets: Pico;
  readonly allForecast: Pico;
  readonly earlier: readonly {
    readonly at: Instant;
    readonly amount: Pico;
    readonly answer?: ReportAnswer;
  }[];
}

const EARLIER = 3;

/** `earlier` are the records of rule `raise`. A team without a budget has nothing now. */
export function raiseFactsOf(
  basis: ReportBasis,
  request: RaiseRequest,
  earlier: readonly ReportRecord[],
): RaiseFacts {
  const budget = budgetOf(basis, request.team);
  const { judging } = basis;
  const period = judging.tree.newest.billingPeriod;
  const node = teamNode(basis, request.team);
  const own = node === undefined ? undefined : forecastOf(judging, node);
  const budgeted = basis.budgets.budgets.filter(({ currency }) => currency === basis.currency);
  const forecasts = judging.tree.teams
    .filter(({ name }) => budgeted.some(({ team }) => team === name))
    .map((team) => forecastOf(judging, team).mid);
  return {
    current: budget === undefined ? 0n : amountIn(budget, period),
    spent: exactCost(node?.entries ?? [], periodHours(period)),
    ...(own === undefined
      ? {}
      : {
          forecast: {
            low: picoOfNumber(own.low),
            mid: picoOfNumber(own.mid),
            high: picoOfNumber(own.high),
          },
        }),
    allBudgets: budgeted.reduce((sum, each) => sum + amountIn(each, period), 0n),
    allForecast: picoOfNumber(forecasts.reduce((sum, each) => sum + each, 0)),
    earlier: earlier
      .filter(({ team, firstAt }) => team === request.team && firstAt < request.at)
      .toSorted((a, b) => b.firstAt - a.firstAt)
      .slice(0, EARLIER)
      .map(({ firstAt, figures, answer }) => ({
        at: firstAt,
        amount: parsePico(figures.amount ?? '0'),
        ...(answer === undefined ? {} : { answer }),
      })),
  };
}

/** The budget with the amount for every month from now to the last one asked for; afterwards it is as it was. */
export function raised(budget: Budget, amount: Pico, now: Instant, until: BillingPeriod): Budget {
  const months: Record<BillingPeriod, Pico> = { ...budget.months };
  for (let month = periodOf(now); month <= until; month = shiftPeriod(month, 1)) months[month] = amount;
  const inOrder = Object.entries(months).sort(([a], [b]) => (a < b ? -1 : 1));
  return { ...budget, months: Object.fromEntries(inOrder) };
}
