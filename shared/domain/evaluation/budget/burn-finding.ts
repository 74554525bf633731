import { HOUR_MS, type Hour, startOfHour } from '../../base/instant.ts';
import { approximate, type Pico } from '../../base/money.ts';
import { periodHours } from '../../base/period.ts';
import type { BurnFacts, Finding, Impact } from '../finding.ts';
import { impactOf, severityOf } from '../impact.ts';
import type { Judging } from '../judging.ts';
import { costBetween } from '../series/series.ts';
import { hourOfEnd } from './budget-end.ts';
import { type BudgetState, budgetFinding } from './budget-findings.ts';
import { BURN_PAIRS, type BurnPair, burningPair, type MonthPlan } from './burn-pairs.ts';
import { habitualCost } from './habit.ts';
import { exactRest, plansOf } from './planned-spend.ts';

/** A window must be dearer than the team's habit by this. */
const ABOVE_HABIT = 1.25;

/**
 * The pair of windows that burns, unless the team did as much twice in the months before, or the month ends within its
 * budget even if this goes on until somebody is at work. All of it rises with spending in the judged month, so more
 * spending never silences it. What lies in a plan that holds does not burn: it was announced.
 */
export function burnOf(judging: Judging, state: BudgetState): BurnFacts | undefined {
  const { tree, time, defaults } = judging;
  const { rest: series } = state;
  const month = periodHours(tree.newest.billingPeriod);
  if (time.ripeEnd - tree.firstHour < defaults.forecast.daysMin * 24) return undefined;
  const amount = approximate(state.budget.amount);
  const plan: MonthPlan = { from: month.from, amount, perHour: amount / (month.to - month.from) };
  const ends = [time.ripeEnd, time.dataEnd].map((end) => Math.min(end, month.to));
  const burning = ends.flatMap((end) => {
    const pair = burningPair((from, to) => costBetween(series, from, to), end, plan, time.step);
    return pair === undefined ||
      !isUnusual(judging, state, pair, end) ||
      !isTooMuch(judging, state, pair, end)
      ? []
      : [{ pair, end }];
  });
  const fastest = burning.sort((a, b) => rankOf(a.pair) - rankOf(b.pair))[0];
  return fastest === undefined ? undefined : factsOf(judging, state, fastest.pair, fastest.end);
}

const rankOf = ({ hours }: BurnPair): number => BURN_PAIRS.findIndex((pair) => pair.hours === hours);

function isUnusual(
  { tree, incidents }: Judging,
  { team, rest }: BudgetState,
  { hours }: BurnPair,
  end: Hour,
): boolean {
  const { from } = periodHours(tree.newest.billingPeriod);
  const own = incidents.filter(({ scope }) => scope.team === team.name);
  const habit = habitualCost(rest, hours, { from: tree.firstHour, to: from }, own);
  return costBetween(rest, Math.max(from, end - hours), end) > ABOVE_HABIT * habit;
}

function isTooMuch(
  judging: Judging,
  { team, rest, budget, forecast }: BudgetState,
  { hours }: BurnPair,
  end: Hour,
): boolean {
  const month = periodHours(judging.tree.newest.billingPeriod);
  const amount = approximate(budget.amount);
  const beyondPlan =
    costBetween(rest, Math.max(month.from, end - hours), end) / hours - amount / (month.to - month.from);
  const untilMorning = (morningOf(judging, team.name) - startOfHour(end)) / HOUR_MS;
  return forecast.mid + beyondPlan * untilMorning > amount;
}

const morningOf = ({ time, outlooks }: Judging, team: string): number =>
  impactOf(
    { costPerHour: 0n, usualPerHour: 0n },
    0n,
    { dataEnd: time.dataEnd, asOf: time.asOf },
    outlooks?.get(team),
  ).horizons!.morning;

function factsOf(
  { tree, planned = [] }: Judging,
  { team, budget }: BudgetState,
  { hours, shortHours, share }: BurnPair,
  to: Hour,
): BurnFacts {
  const month = periodHours(tree.newest.billingPeriod);
  const window = { from: Math.max(month.from, to - hours), to };
  const spent = exactRest(team.entries, window, plansOf(planned, team.name));
  return {
    to,
    hours,
    shortHours,
    sharePercent: share * 100,
    spent,
    percent: Number((spent * 1000n) / budget.amount) / 10,
    costPerHour: spent / BigInt(hours),
    planPerHour: budget.amount / BigInt(month.to - month.from),
  };
}

/** Told by itself, where no rise explains it and nothing else of this budget is to be told. */
export function burnFinding(judging: Judging, state: BudgetState, burn: BurnFacts): Finding {
  const { to } = periodHours(judging.tree.newest.billingPeriod);
  const finding = budgetFinding(judging, state, 100, burn.to - burn.hours);
  const impact = burnImpact(judging, state.team.name, burn);
  const left = state.budget.amount - state.spent;
  const exhaustedAt = hourOfEnd(left, burn.costPerHour, burn.to, to);
  const { exhaustedAt: _, ...budget } = finding.budget!;
  return {
    ...finding,
    rule: 'budget-burn',
    severity: burnSeverity(judging, impact),
    costPerHour: burn.costPerHour,
    impact,
    budget: { ...budget, ...(exhaustedAt === undefined ? {} : { exhaustedAt }) },
    burn,
  };
}

/** What is spent beyond the plan, so far in the long window and from here on. */
export function burnImpact({ time, outlooks, tree }: Judging, team: string, burn: BurnFacts): Impact {
  const planned: Pico = burn.planPerHour * BigInt(burn.hours);
  return impactOf(
    { costPerHour: burn.costPerHour, usualPerHour: burn.planPerHour },
    burn.spent > planned ? burn.spent - planned : 0n,
    { dataEnd: burn.to, asOf: time.asOf, period: tree.newest.billingPeriod },
    outlooks?.get(team),
  );
}

/**
 * By dollars, whichever pair burns: which one does is a matter of percent. A warning at least, since the month is heading
 * over its amount.
 */
export function burnSeverity({ defaults }: Judging, impact: Impact): Finding['severity'] {
  return severityOf(impact, defaults) === 'critical' ? 'critical' : 'warning';
}
