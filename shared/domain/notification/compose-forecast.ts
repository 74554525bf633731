import { formatMoney } from '../base/money.ts';
import type { BudgetFacts, Finding } from '../evaluation/finding.ts';
import type { Body, Telling } from './body.ts';
import { usedText } from './budget-facts.ts';
import { budgetBody } from './compose-budget.ts';
import { estimateText, hourText, lastDayText } from './words.ts';

/** M2: at this rate the month ends over budget. */
export function composeForecast(finding: Finding, budget: BudgetFacts, telling: Telling): Body {
  const { currency, billingPeriod } = finding;
  const end = `${estimateText(budget.forecast.mid, currency)} of ${formatMoney(budget.amount, currency)}`;
  const body = budgetBody(finding, budget, telling);
  return {
    ...body,
    amount: amountText(end, usedText(budget, currency), telling),
    when: whenText(budget, billingPeriod, telling),
    gist: `≈ ${end}`,
  };
}

function amountText(end: string, used: string, telling: Telling): string {
  switch (telling.end?.kind) {
    case undefined:
      return `heading for ≈ ${end}`;
    case 'closed':
      return `month closed at ${used}`;
    case 'used-up':
      return 'budget used up, as forecast';
    case 'taken-over':
      return `heading for ≈ ${end}, told with the budget now`;
    default:
      return `no longer heading over budget, last forecast ≈ ${end}`;
  }
}

function whenText({ exhaustedAt }: BudgetFacts, period: string, { end }: Telling): string {
  if (end?.kind === 'closed' || end?.kind === 'used-up') return `in ${period}`;
  return end === undefined && exhaustedAt !== undefined
    ? `budget ends ${hourText(exhaustedAt)} UTC`
    : `by ${lastDayText(period)}`;
}
