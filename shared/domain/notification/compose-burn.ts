import { formatMoney } from '../base/money.ts';
import type { BudgetFacts, BurnFacts, Finding } from '../evaluation/finding.ts';
import type { Body, Telling } from './body.ts';
import { AT_FULL, monthPosition, percentText, planNotes, planText, usedText } from './budget-facts.ts';
import { burnNote, burnTimes, hoursText } from './burn-words.ts';
import { budgetBody } from './compose-budget.ts';
import type { LabelledValue } from './notification.ts';
import { outlookOf } from './outlook.ts';
import { estimateText, hourText, lastDayText, perHour } from './words.ts';

const PLUS =
  'Amounts with + are on top of the plan, if it goes on; an even spending of the month is the plan.';
const AGAINST =
  'What would speak against it: a planned run, or costs that fall early in the month by agreement.';

/** M2: the budget burns much faster than an even month, and still does. */
export function composeBurn(finding: Finding, budget: BudgetFacts, burn: BurnFacts, telling: Telling): Body {
  const { currency } = finding;
  const rate = `${burnTimes(burn)}, ${perHour(burn.costPerHour, currency)}`;
  const over = telling.end !== undefined;
  const body = budgetBody(finding, budget, telling);
  return {
    ...body,
    amount: over
      ? endAmount(burn, usedText(budget, currency), telling)
      : headlineAmount(budget, burn, currency),
    when: whenText(finding, budget, burn, telling),
    facts: over ? body.facts : burnGrid(finding, budget, burn, telling),
    outlook: over ? [] : [...outlookOf(finding, telling.executedAt), ...bothEnds(finding, budget)],
    notes: over ? body.notes : [burnNote(burn, currency), ...planNotes(budget), PLUS, AGAINST, ...body.notes],
    gist: rate,
  };
}

/** `6.3 % of $11,000.00 in 6 h, 7.6× plan`. */
const headlineAmount = ({ amount }: BudgetFacts, burn: BurnFacts, currency: string): string =>
  `${burn.percent} % of ${formatMoney(amount, currency)} in ${hoursText(burn.hours)}, ${burnTimes(burn)}`;

/** The forecast does not know a burn of hours, so it says how the month ends without it. */
const bothEnds = ({ currency, billingPeriod }: Finding, budget: BudgetFacts): readonly LabelledValue[] => [
  ...(budget.exhaustedAt === undefined
    ? []
    : [{ label: 'Budget ends, if it goes on', value: `≈ ${hourText(budget.exhaustedAt)} UTC` }]),
  {
    label: `Month end (${lastDayText(billingPeriod)}), if it stops`,
    value: `≈ ${estimateText(budget.forecast.mid, currency)}${planText(budget)}`,
  },
];

function burnGrid(
  { currency, billingPeriod }: Finding,
  budget: BudgetFacts,
  { hours, spent, costPerHour, planPerHour }: BurnFacts,
  telling: Telling,
): readonly LabelledValue[] {
  const { daysLeft, days } = monthPosition(billingPeriod, telling.dataThrough);
  const used = budget.amount > 0n ? ` (${percentText(budget.percent)})` : '';
  return [
    { label: `In the last ${hoursText(hours)}`, value: formatMoney(spent, currency) },
    { label: `Planned for ${hoursText(hours)}`, value: formatMoney(planPerHour * BigInt(hours), currency) },
    { label: 'Burning', value: perHour(costPerHour, currency) },
    { label: 'On plan', value: perHour(planPerHour, currency) },
    { label: 'Spent this month', value: `${formatMoney(budget.spent, currency)}${used}` },
    { label: 'Budget', value: formatMoney(budget.amount, currency) },
    { label: 'Days left', value: `${daysLeft} of ${days}` },
    AT_FULL,
  ];
}

function endAmount(burn: BurnFacts, used: string, { end }: Telling): string {
  switch (end?.kind) {
    case 'closed':
      return `month closed at ${used}`;
    case 'taken-over':
      return `burned ${burnTimes(burn)}, told by another alert now`;
    default:
      return `no longer burning, last told ${burnTimes(burn)}`;
  }
}

function whenText(
  { billingPeriod }: Finding,
  budget: BudgetFacts,
  burn: BurnFacts,
  { end }: Telling,
): string {
  if (end?.kind === 'closed') return `in ${billingPeriod}`;
  return end === undefined && budget.exhaustedAt !== undefined
    ? `budget ends ${hourText(budget.exhaustedAt)} UTC`
    : `up to ${hourText(burn.to)} UTC`;
}
