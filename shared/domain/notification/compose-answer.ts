import { formatMoney, parsePico } from '../base/money.ts';
import type { ReportAnswer } from '../report/report-record.ts';
import { headlineOf } from './headline.ts';
import type { Notification } from './notification.ts';
import { namedPeople } from './people.ts';
import { cutText, plainText } from './text.ts';
import { instantText } from './words.ts';

const NAME_MAX = 40;
const REASON_MAX = 200;

/** What was told, with the answer that somebody gave: nothing is left to tap, and the first line says what became of it. */
export function composeAnswer(told: Notification, answer: ReportAnswer, currency: string): Notification {
  const text = answerText(answer, currency);
  const by = cutText(plainText(answer.by.name), NAME_MAX);
  const isDrill = told.rule === 'drill';
  const parts = {
    ...(told.parts ?? { subject: '', when: '' }),
    word: isDrill ? '[TEST]' : WORDS[answer.word],
    amount: isDrill ? `confirmed by ${by}` : (told.parts?.amount ?? ''),
  };
  return {
    ...told,
    reason: isDrill ? 'updated' : 'resolved',
    state: isDrill ? 'TEST' : 'CLOSED',
    headline: headlineOf(parts),
    parts,
    change: isDrill ? '' : text,
    // In the thread and above the facts already, where it is a change.
    ...(isDrill ? { decisions: [`${text} (${instantText(answer.at)})`] } : {}),
    actions: [],
    ...namedPeople([...(told.people ?? []), answer.by.name, answer.by.id].map(plainText)),
    data: { ...told.data, answer: answer.word, answeredBy: answer.by.id },
  };
}

const WORDS: Readonly<Record<ReportAnswer['word'], string>> = {
  confirmed: 'CONFIRMED',
  approved: 'APPROVED',
  declined: 'DECLINED',
  'not-mine': 'NOT THEIRS',
};

const SENTENCES: Readonly<Record<ReportAnswer['word'], string>> = {
  confirmed: 'Confirmed',
  approved: 'Approved',
  declined: 'Declined',
  'not-mine': 'Not theirs, says',
};

/** `Declined by Anna: not this month.` */
export function answerText({ word, by, amount, reason }: ReportAnswer, currency: string): string {
  const other = amount === undefined ? '' : ` with ${formatMoney(parsePico(amount), currency)}`;
  const who = cutText(plainText(by.name), NAME_MAX);
  const why = reason === '' ? '' : `: ${cutText(plainText(reason), REASON_MAX)}`;
  return `${SENTENCES[word]}${other} ${word === 'not-mine' ? '' : 'by '}${who}${why}`;
}
