import { type Instant, isoInstant } from '../base/instant.ts';
import { formatMoney, type Pico, picoText } from '../base/money.ts';
import type { RaiseFacts, RaiseRequest } from '../report/raise.ts';
import { answerText } from './compose-answer.ts';
import type { LabelledValue, Notification } from './notification.ts';
import { asOfText, reportMessage } from './report-message.ts';
import { cutText, plainText } from './text.ts';
import { estimateText, instantText, teamWords } from './words.ts';

export interface RaiseTelling {
  readonly id: string;
  readonly now: Instant;
}

const NAME_MAX = 40;

/** To finance: who asks for how much until when and why, with what they need to answer. */
export function composeRaise(
  request: RaiseRequest,
  facts: RaiseFacts,
  { id, now }: RaiseTelling,
): Notification {
  const { team, amount, currency, until, reason, by, at } = request;
  const money = (pico: Pico): string => formatMoney(pico, currency);
  return reportMessage({
    id,
    rule: 'raise',
    team,
    state: 'FIRING',
    severity: 'warning',
    reason: 'first',
    word: 'REQUEST',
    subject: teamWords(team),
    amount: `asks for ${money(amount)} a month, has ${money(facts.current)}`,
    when: `until end of ${until}`,
    facts: [
      { label: 'Asked for', value: `${money(amount)} a month` },
      { label: 'Budget now', value: money(facts.current) },
      { label: 'Spent this month', value: money(facts.spent) },
      ...(facts.forecast === undefined
        ? []
        : [{ label: 'Month end', value: `≈ ${estimateText(facts.forecast.mid, currency)}` }]),
      { label: 'By', value: cutText(plainText(by.name), NAME_MAX) },
      { label: 'Why', value: reason },
    ],
    sections: sectionsOf(request, facts, money),
    notes: ['An approved raise ends by itself with the month named; the budget is then what it was.'],
    actions: [
      { name: 'approve', label: `Approve until ${until}`, value: picoText(amount), style: 'primary' },
      { name: 'decline', label: 'Decline', style: 'danger' },
    ],
    people: [by, ...facts.earlier.flatMap(({ answer }) => answer?.by ?? [])].flatMap((who) => [
      who.name,
      who.id,
    ]),
    freshness: asOfText(now),
    data: {
      report: 'raise',
      team,
      currency,
      amount: picoText(amount),
      current: picoText(facts.current),
      until,
      by: by.id,
      at: isoInstant(at),
    },
  });
}

function sectionsOf(
  { amount, currency }: RaiseRequest,
  facts: RaiseFacts,
  money: (pico: Pico) => string,
): NonNullable<Notification['sections']> {
  return [
    {
      title: 'The month with and without',
      rows:
        facts.forecast === undefined ? [] : forecastRows(facts.forecast.mid, facts.current, amount, currency),
    },
    {
      title: 'All budgets together',
      rows: [
        { label: 'Agreed', value: money(facts.allBudgets) },
        { label: 'With this raise', value: money(facts.allBudgets + amount - facts.current) },
        { label: 'Teams are heading for', value: `≈ ${estimateText(facts.allForecast, currency)}` },
        {
          label: 'Left of what is agreed',
          value: estimateText(facts.allBudgets - facts.allForecast, currency),
        },
      ],
    },
    { title: 'Earlier requests', rows: facts.earlier.map((each) => earlierRow(each, currency)) },
  ];
}

function forecastRows(end: Pico, current: Pico, asked: Pico, currency: string): readonly LabelledValue[] {
  const against = (limit: Pico): string =>
    end > limit
      ? `≈ ${estimateText(end - limit, currency)} over`
      : `≈ ${estimateText(limit - end, currency)} within`;
  return [
    { label: 'Without', value: against(current) },
    { label: 'With', value: against(asked) },
  ];
}

const earlierRow = (
  { at, amount, answer }: RaiseFacts['earlier'][number],
  currency: string,
): LabelledValue => ({
  label: `${instantText(at)} · ${formatMoney(amount, currency)}`,
  value: answer === undefined ? 'not answered' : answerText(answer, currency),
});
