import type { BudgetFacts, Finding } from '../evaluation/finding.ts';
import { ALERT_ONLY, type Body, type Telling } from './body.ts';
import { budgetGauges, budgetGrid, budgetOutlook, monthPosition, usedText } from './budget-facts.ts';
import { principalParts } from './contributors.ts';
import { teamWords } from './words.ts';

const PRINCIPALS_SHOWN = 3;

/** M1: a share of the monthly budget is used. */
export function composeBudget(finding: Finding, budget: BudgetFacts, telling: Telling): Body {
  const used = usedText(budget, finding.currency);
  const { day, days } = monthPosition(finding.billingPeriod, telling.dataThrough);
  return {
    ...budgetBody(finding, budget, telling),
    amount: amountText(used, budget, telling),
    when: telling.periodClosed ? `in ${finding.billingPeriod}` : `day ${day} of ${days}`,
    gist: used,
  };
}

function amountText(used: string, budget: BudgetFacts, { state, periodClosed }: Telling): string {
  if (periodClosed) return `month closed at ${used}`;
  if (state === 'RESOLVED') return `no longer past ${budget.threshold} %, last told at ${used}`;
  return budget.spent > budget.amount ? `over budget: ${used}` : `${used} budget used`;
}

/** What both budget messages share. */
export function budgetBody(
  finding: Finding,
  budget: BudgetFacts,
  telling: Telling,
): Omit<Body, 'amount' | 'when' | 'gist'> {
  return {
    subject: teamWords(finding.scope.team),
    facts: budgetGrid(finding, budget, telling),
    outlook: telling.state === 'RESOLVED' ? [] : budgetOutlook(finding, budget),
    notes: [
      'Usage charges only: credits, refunds and tax are left out. Each threshold is told once a month.',
      `${ALERT_ONLY} Spending goes on past 100 %.`,
    ],
    gauges: telling.state === 'RESOLVED' ? [] : budgetGauges(finding, budget, telling),
    contributors: principalParts(finding.contributions, finding.currency, PRINCIPALS_SHOWN),
  };
}
