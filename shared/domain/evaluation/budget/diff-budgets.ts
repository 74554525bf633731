import { byText } from '../../base/order.ts';
import type { Budget } from './budget.ts';

/** One team's difference between two books: `before` alone was removed, `after` alone is new. */
export interface BudgetDifference {
  readonly team: string;
  readonly before?: Budget;
  readonly after?: Budget;
}

/** What an audit must show, by team; unchanged budgets are left out. */
export function diffBudgets(
  before: readonly Budget[],
  after: readonly Budget[],
): readonly BudgetDifference[] {
  const old = new Map(before.map((budget) => [budget.team, budget]));
  const now = new Map(after.map((budget) => [budget.team, budget]));
  const teams = [...new Set([...old.keys(), ...now.keys()])].sort(byText);
  return teams.flatMap((team) => {
    const [left, right] = [old.get(team), now.get(team)];
    if (left !== undefined && right !== undefined && sameBudget(left, right)) return [];
    return {
      team,
      ...(left === undefined ? {} : { before: left }),
      ...(right === undefined ? {} : { after: right }),
    };
  });
}

const sameBudget = (a: Budget, b: Budget): boolean =>
  a.currency === b.currency &&
  a.amount === b.amount &&
  samePlan(a.months, b.months) &&
  a.thresholds.join() === b.thresholds.join() &&
  a.owner === b.owner &&
  a.channel === b.channel &&
  a.minDollars === b.minDollars &&
  a.minPercent === b.minPercent &&
  a.alertsPer === b.alertsPer &&
  a.timeZone === b.timeZone &&
  a.workingDays?.join() === b.workingDays?.join() &&
  a.dayStartsAt === b.dayStartsAt &&
  a.dayEndsAt === b.dayEndsAt;

function samePlan(a: Budget['months'] = {}, b: Budget['months'] = {}): boolean {
  const periods = Object.keys(a);
  return periods.length === Object.keys(b).length && periods.every((period) => a[period] === b[period]);
}
