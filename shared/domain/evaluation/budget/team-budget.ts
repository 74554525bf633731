import { byText } from '../../base/order.ts';
import { periodHours } from '../../base/period.ts';
import type { BudgetEnd, BurnFacts, Finding, FindingScope, PicoRange, Severity } from '../finding.ts';
import { excessOf } from '../impact/excess.ts';
import type { Judging } from '../judging.ts';
import type { CostNode } from '../series/cost-tree.ts';
import type { Budget } from './budget.ts';
import { budgetEndOf } from './budget-end.ts';
import { type BudgetState, budgetStateOf, teamBurn, thresholdFinding } from './budget-findings.ts';
import { burnFinding, burnImpact, burnOf, burnSeverity } from './burn-finding.ts';
import { forecastFinding } from './forecast-findings.ts';

/** Rises that make up so much of what burns beyond the plan explain it. */
const EXPLAINS = 2n;

/**
 * A team's rises with what they mean for its budget, and at most one finding of the budget itself: nobody is told twice
 * of one budget. What stays longest speaks (a threshold until the month's end, a forecast for days, a burn for hours)
 * and tells the others as its facts; a burn that rises explain is a fact of the dearest of them.
 */
export function withBudget(
  judging: Judging,
  team: CostNode,
  budget: Budget,
  rises: readonly Finding[],
): readonly Finding[] {
  const state = budgetStateOf(judging, team, budget);
  const causes = [...rises].sort(dearestFirst);
  const burn = burnOf(judging, state);
  const isExplained = burn !== undefined && explains(causes, burn);
  const own = burn === undefined || isExplained ? undefined : burn;
  const told = budgetTold(judging, state, own).map((finding) => withCauses(finding, causes));
  const ends = causes.map((rise) => withBudgetEnd(judging, state, rise));
  const [dearest, ...others] = ends;
  return dearest === undefined
    ? told
    : [...(burn !== undefined && isExplained ? [{ ...dearest, burn }] : [dearest]), ...others, ...told];
}

function budgetTold(judging: Judging, state: BudgetState, burn: BurnFacts | undefined): readonly Finding[] {
  const [threshold] = thresholdFinding(judging, state);
  const [forecast] = forecastFinding(judging, state, threshold);
  const merged =
    threshold !== undefined && forecast !== undefined
      ? { ...threshold, budget: { ...threshold.budget!, headsOver: true } }
      : (threshold ?? forecast);
  if (burn === undefined) return merged === undefined ? [] : [merged];
  if (merged === undefined) return [burnFinding(judging, state, burn)];
  const severity = burnSeverity(judging, burnImpact(judging, state.team.name, burn));
  return [{ ...merged, severity: worse(severity, merged.severity), burn }];
}

const SEVERITIES: readonly Severity[] = ['critical', 'warning', 'info'];
const worse = (a: Severity, b: Severity): Severity => (SEVERITIES.indexOf(a) < SEVERITIES.indexOf(b) ? a : b);

function explains(rises: readonly Finding[], { costPerHour, planPerHour }: BurnFacts): boolean {
  const excess = rises.reduce((sum, rise) => sum + rise.costPerHour - rise.usualPerHour, 0n);
  return rises.length > 0 && excess * EXPLAINS >= costPerHour - planPerHour;
}

/** When the budget ends if the team goes on as usual and this rise on top of it. */
function withBudgetEnd(judging: Judging, state: BudgetState, rise: Finding): Finding {
  const { usualPerHour } = teamBurn(judging, state.team);
  const excess = excessOf(rise);
  const rates: PicoRange = {
    low: usualPerHour + excess.low,
    mid: usualPerHour + excess.mid,
    high: usualPerHour + excess.high,
  };
  const { to } = periodHours(judging.tree.newest.billingPeriod);
  const left = state.budget.amount - state.spent;
  const budgetEnds: BudgetEnd | undefined = budgetEndOf(left, rates, judging.time.ripeEnd, to);
  return budgetEnds === undefined ? rise : { ...rise, impact: { ...rise.impact, budgetEnds } };
}

const withCauses = (finding: Finding, rises: readonly Finding[]): Finding =>
  rises.length === 0 ? finding : { ...finding, causes: rises.map((rise): FindingScope => rise.scope) };

const dearestFirst = (a: Finding, b: Finding): number =>
  a.impact.untilMonthEnd === b.impact.untilMonthEnd
    ? byRuleAndScope(a, b)
    : a.impact.untilMonthEnd > b.impact.untilMonthEnd
      ? -1
      : 1;

/** A rule has one finding a principal, or one of the whole team. */
export const byRuleAndScope = (a: Finding, b: Finding): number =>
  byText(a.scope.team, b.scope.team) ||
  byText(a.rule, b.rule) ||
  byText(a.scope.principal ?? '', b.scope.principal ?? '');
