import { startOfHour } from '../base/instant.ts';
import type { BudgetFacts, Finding } from '../evaluation/finding.ts';
import { ALERT_ONLY, type Body, subjectOf, type Telling } from './body.ts';
import {
  budgetGauges,
  budgetGrid,
  budgetOutlook,
  errorText,
  monthPosition,
  planNotes,
  usedText,
} from './budget-facts.ts';
import { burnSentence, burnTimes } from './burn-words.ts';
import { principalParts } from './contributors.ts';
import { bothTimes } from './local-time.ts';
import { estimateText, teamWords } from './words.ts';

/** People take a budget for a cap, and Billhook is none. */
const NO_CAP = `${ALERT_ONLY} An alert is not a cap: spending goes on past 100 %.`;

const PRINCIPALS_SHOWN = 3;
const CAUSES_SHOWN = 2;

/** M1: a share of the monthly budget is used. */
export function composeBudget(finding: Finding, budget: BudgetFacts, telling: Telling): Body {
  const used = usedText(budget, finding.currency);
  const { day, days } = monthPosition(finding.billingPeriod, telling.dataThrough);
  return {
    ...budgetBody(finding, budget, telling),
    amount: amountText(used, headingText(finding, budget), budget, telling),
    when: telling.end?.kind === 'closed' ? `in ${finding.billingPeriod}` : `day ${day} of ${days}`,
    ...(telling.end === undefined ? { local: crossedText(finding, telling) } : {}),
    gist: used,
  };
}

/** The hour of the spending that crossed it, not that of the message. */
const crossedText = ({ startedAt }: Finding, { zone }: Telling): string =>
  `crossed ${bothTimes(startOfHour(startedAt), zone)}`;

function amountText(used: string, heading: string, budget: BudgetFacts, { end }: Telling): string {
  switch (end?.kind) {
    case undefined:
      return budget.spent > budget.amount ? `over: ${used}` : `${used} used${heading}`;
    case 'closed':
      return `month closed at ${used}`;
    case 'changed':
      return `the budget was changed, last told at ${used}`;
    case 'lowered':
      return `no longer past ${budget.threshold} %, ${end?.now} spent`;
    default:
      return `no longer past ${budget.threshold} %, last told at ${used}`;
  }
}

/** What is ahead stands in the headline only where it is more than the budget. */
const headingText = ({ currency, burn }: Finding, { headsOver, forecast }: BudgetFacts): string => {
  if (burn !== undefined) return `, burning ${burnTimes(burn)}`;
  return headsOver === true ? `, heading for ≈ ${estimateText(forecast.mid, currency)}` : '';
};

/** What burns now, and how far a forecast can be believed, where there is one over the budget. */
function forecastNotes(
  { rule, burn, currency, billingPeriod }: Finding,
  budget: BudgetFacts,
): readonly string[] {
  const { headsOver, pastErrors = [] } = budget;
  const isForecast = rule === 'budget-forecast' || headsOver === true;
  return [
    ...(burn === undefined || rule === 'budget-burn'
      ? []
      : [burnSentence(burn, currency), ...planNotes(budget)]),
    ...(isForecast
      ? [
          'The forecast carries the recent pace on to the end of the month; the range shows how far it may stray.' +
            errorText(billingPeriod, pastErrors),
        ]
      : []),
  ];
}

/** What all budget messages share. */
export function budgetBody(
  finding: Finding,
  budget: BudgetFacts,
  telling: Telling,
): Omit<Body, 'amount' | 'when' | 'gist'> {
  return {
    subject: `${teamWords(finding.scope.team)} budget`,
    facts: budgetGrid(finding, budget, telling),
    outlook: telling.end !== undefined ? [] : budgetOutlook(finding, budget),
    notes: [
      ...(telling.end === undefined ? forecastNotes(finding, budget) : []),
      ...causesNote(finding),
      'Usage charges only: credits, refunds and tax are left out. Each threshold is told once a month.',
      telling.end === undefined ? NO_CAP : ALERT_ONLY,
    ],
    gauges: telling.end !== undefined ? [] : budgetGauges(finding, budget, telling),
    contributors: principalParts(finding.contributions, finding.currency, PRINCIPALS_SHOWN),
  };
}

/** What drives the spending, where a rise was found in the same judgement. */
const causesNote = ({ causes = [] }: Finding): readonly string[] =>
  causes.length === 0
    ? []
    : [
        `Found in this team as well: ${causes.slice(0, CAUSES_SHOWN).map(subjectOf).join('; ')}${more(causes.length)}.`,
      ];

const more = (count: number): string => (count > CAUSES_SHOWN ? ` and ${count - CAUSES_SHOWN} more` : '');
