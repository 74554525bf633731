import type { Hour } from '../../base/instant.ts';
import { approximate, type Pico, picoOfNumber } from '../../base/money.ts';
import { periodHours } from '../../base/period.ts';
import { summingTo } from '../cause/explain.ts';
import type { BudgetFacts, Contribution, Finding, Severity } from '../finding.ts';
import { impactOf, severityOf } from '../impact.ts';
import type { Judging } from '../judging.ts';
import { type Burn, meanBurn } from '../rise/burn.ts';
import { shownSeries } from '../rise/spike-finding.ts';
import type { CostNode } from '../series/cost-tree.ts';
import { eachCell, exactCost, exactHours } from '../series/exact-cost.ts';
import type { CostSeries } from '../series/series.ts';
import { usualLags } from '../series/usual.ts';
import { amountIn, type Budget, percentUsed } from './budget.ts';
import { type Forecast, forecastOf } from './forecast.ts';
import { pastErrorsOf } from './past-errors.ts';
import { plansOf, restSeries } from './planned-spend.ts';

/** What one budget says about the newest period. */
export interface BudgetState {
  /** With the amount of the month. */
  readonly budget: Budget;
  readonly team: CostNode;
  readonly spent: Pico;
  readonly forecast: Forecast;
  /** Its costs outside plans that hold. */
  readonly rest: CostSeries;
}

export function budgetStateOf(judging: Judging, team: CostNode, budget: Budget): BudgetState {
  const period = judging.tree.newest.billingPeriod;
  return {
    budget: { ...budget, amount: amountIn(budget, period) },
    team,
    spent: exactCost(team.entries, periodHours(period)),
    forecast: forecastOf(judging, team),
    rest: restSeries(team.series, plansOf(judging.planned ?? [], team.name)),
  };
}

/** Thresholds are percents with up to six decimals; compared as whole numbers, so "exactly at" is exact. */
const SCALE = 1_000_000;
export const isReached = (spent: Pico, amount: Pico, threshold: number): boolean =>
  spent > 0n && spent * 100n * BigInt(SCALE) >= amount * BigInt(Math.round(threshold * SCALE));

/** One finding naming the highest threshold that is reached; any spending reaches every threshold of a zero budget. */
export function thresholdFinding(judging: Judging, state: BudgetState): readonly Finding[] {
  const { budget, spent, team } = state;
  const thresholds = budget.thresholds.length === 0 ? judging.defaults.thresholds : budget.thresholds;
  const threshold = Math.max(...thresholds.filter((each) => isReached(spent, budget.amount, each)), 0);
  if (threshold === 0) return [];
  const over = state.forecast.mid - approximate(budget.amount);
  return [
    {
      ...budgetFinding(judging, state, threshold, crossedAt(judging, team, budget.amount, threshold)),
      rule: 'budget-threshold',
      severity: budgetSeverity(judging, over, spent >= budget.amount || over > 0),
    },
  ];
}

/** Whole budget in dollars over, until the month ends; reaching the amount or heading over it is a warning at least. */
export function budgetSeverity({ defaults }: Judging, over: number, atLeastWarning: boolean): Severity {
  const projected = picoOfNumber(Math.max(0, over));
  const severity = severityOf({ untilMorning: 0n, untilMonthEnd: projected }, defaults);
  return severity === 'info' && atLeastWarning ? 'warning' : severity;
}

/** A weekday's rate carried on over a weekend is a little beyond most forecasts, and no news. */
const FAR_BEYOND = 1.2;

/** What all budget rules tell. */
export function budgetFinding(
  judging: Judging,
  state: BudgetState,
  threshold: number,
  startedAt: Hour,
): Omit<Finding, 'rule' | 'severity'> {
  const { team, budget, spent } = state;
  const { tree, time } = judging;
  const burn = teamBurn(judging, team);
  const over = spent > budget.amount ? spent - budget.amount : 0n;
  return {
    scope: { team: team.name },
    billingPeriod: tree.newest.billingPeriod,
    currency: tree.newest.currency,
    startedAt,
    ...burn,
    shareOfRise: 1,
    impact: impactOf(
      burn,
      over,
      { dataEnd: time.ripeEnd, asOf: time.asOf, period: tree.newest.billingPeriod },
      judging.outlooks?.get(team.name),
    ),
    budget: budgetFacts(judging, state, threshold, burn),
    contributions: spentBy(judging, team, spent),
    series: shownSeries(team, {}, time.ripeEnd - 24, time.ripeEnd, time.step),
    sessions: 0,
  };
}

/** Mean of a team's last 24 hours, and the usual of those. */
export function teamBurn({ tree, time, defaults }: Judging, team: CostNode): Burn {
  const day = { from: time.ripeEnd - 24, to: time.ripeEnd };
  const lags = usualLags(day, 7, { from: tree.firstHour, skips: [] }, defaults);
  return meanBurn(team.series, day.from, day.to, lags);
}

function budgetFacts(
  judging: Judging,
  state: BudgetState,
  threshold: number,
  { costPerHour }: Burn,
): BudgetFacts {
  const { budget, team, spent, forecast } = state;
  const pastErrors = pastErrorsOf(judging, team);
  const amount = approximate(budget.amount);
  const lasting = forecast.ifRateLasts(approximate(costPerHour));
  const exhaustedAt = spent >= budget.amount ? undefined : forecast.exhaustedAt(amount);
  return {
    amount: budget.amount,
    spent,
    // A zero budget has no share that could be used; its highest threshold stands for "all of it".
    percent: budget.amount === 0n ? Math.max(100, threshold) : percentUsed(spent, budget.amount),
    threshold,
    forecast: {
      low: picoOfNumber(forecast.low),
      mid: picoOfNumber(forecast.mid),
      high: picoOfNumber(forecast.high),
    },
    ...(pastErrors.length === 0 ? {} : { pastErrors }),
    ...(exhaustedAt === undefined ? {} : { exhaustedAt }),
    ...(forecast.planUntil === undefined ? {} : { planUntil: forecast.planUntil }),
    ...(lasting > FAR_BEYOND * forecast.high ? { ifRateLasts: picoOfNumber(lasting) } : {}),
  };
}

/** Hour whose cost took the sum of the month past the threshold. */
function crossedAt(judging: Judging, team: CostNode, amount: Pico, threshold: number): Hour {
  const period = periodHours(judging.tree.newest.billingPeriod);
  let sum = 0n;
  const crossing = exactHours(team.entries, period).find(({ cost }) => {
    sum += cost;
    return isReached(sum, amount, threshold);
  });
  return crossing?.hour ?? period.from;
}

/** Who spent the month's money, by principal, model and token kind; sums to what is spent. */
function spentBy(judging: Judging, team: CostNode, spent: Pico): readonly Contribution[] {
  const parts = new Map<string, Contribution>();
  const period = periodHours(judging.tree.newest.billingPeriod);
  eachCell(team.entries, period, {}, ({ model, tokenKind, cost }, _, { scope }) => {
    const key = `${scope.value}\n${model}\n${tokenKind}`;
    const before = parts.get(key)?.rise ?? 0n;
    parts.set(key, { principal: scope.value, model, tokenKind, rise: before + cost });
  });
  return summingTo(spent, [...parts.values()]);
}
