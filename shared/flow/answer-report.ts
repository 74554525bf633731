import { mayDecide, type Permission } from '../domain/access/may.ts';
import { retryable } from '../domain/base/failure.ts';
import { formatMoney, type Pico, parsePico, picoText } from '../domain/base/money.ts';
import { periodOf } from '../domain/base/period.ts';
import type { Budget, BudgetBook } from '../domain/evaluation/budget/budget.ts';
import { answerText, composeAnswer } from '../domain/notification/compose-answer.ts';
import { outboxEntries, placesTold } from '../domain/notification/outbox-entries.ts';
import { raised } from '../domain/report/raise.ts';
import type { ReportAnswer, ReportRecord } from '../domain/report/report-record.ts';
import type { ReportRule } from '../domain/report/report-rule.ts';
import type { BudgetStore } from '../ports/budget-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { Outbox } from '../ports/outbox.ts';
import type { ReportStore } from '../ports/report-store.ts';
import { type Asking, noteOf, TRIES_MAX } from './declared.ts';

export interface AnswerPorts {
  readonly reports: ReportStore;
  readonly outbox: Outbox;
  readonly budgets: BudgetStore;
  readonly clock: Clock;
}

export interface Answering extends Asking {
  /** Of the report, as its buttons carry it. */
  readonly id: string;
  readonly word: ReportAnswer['word'];
  /** Where another amount is approved than was asked for or proposed. */
  readonly amount?: Pico;
  readonly reason: string;
}

export type AnswerResult =
  | { readonly outcome: 'answered'; readonly text: string }
  | { readonly outcome: 'refused'; readonly text: string };

/**
 * What somebody answers to a drill, a request for more or a first card: kept, shown in the message, and, where it is
 * approved, made the budget. Throws Failure `retryable` where it cannot be stored now.
 */
export async function answerReport(ports: AnswerPorts, answering: Answering): Promise<AnswerResult> {
  const { exportName, id, person } = answering;
  const rule = ruleOf(id);
  if (rule === undefined) return refused('There is nothing to answer here.');
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    const record = await ports.reports.get(exportName, rule, id);
    if (record === undefined) return refused('There is no such report here.');
    if (!ANSWERS[rule].includes(answering.word)) return refused('That is no answer to this.');
    const book = await ports.budgets.read();
    const takes = rule === 'onboarding' && answering.word === 'approved' && answering.amount === undefined;
    const allowance = mayDecide(person, record.team, takes ? 'accept-budget' : PERMISSIONS[answering.word]);
    if (!allowance.allowed) return refused(allowance.reason);
    if (record.answer !== undefined)
      return refused(`It is answered: ${answerText(record.answer, currencyOf(record))}.`);
    const set = book.budgets.find(({ team }) => team === record.team);
    if (takes && set !== undefined && picoText(set.amount) !== record.figures.proposed)
      return refused(`The team has a budget of ${formatMoney(set.amount, set.currency)} a month by now.`);
    const answer = answerOf(answering, ports.clock);
    // The budget first: a death in between leaves a request that can be approved again, to the same effect.
    if (answer.word === 'approved' && !(await approve(ports, book, record, answer))) continue;
    if (await keep(ports, exportName, record, answer))
      return { outcome: 'answered', text: `${answerText(answer, currencyOf(record))}.` };
  }
  throw retryable('the report keeps changing; try again in a moment', { file: id });
}

type Answerable = 'drill' | 'raise' | 'onboarding';

const ANSWERS: Readonly<Record<Answerable, readonly ReportAnswer['word'][]>> = {
  drill: ['confirmed'],
  raise: ['approved', 'declined'],
  onboarding: ['approved', 'not-mine'],
};

/** Of a card's proposal as it is: `accept-budget`. */
const PERMISSIONS: Readonly<Record<ReportAnswer['word'], Permission>> = {
  confirmed: 'confirm',
  approved: 'set-budget',
  declined: 'set-budget',
  'not-mine': 'decide',
};

const ruleOf = (id: string): Answerable | undefined =>
  (['drill', 'raise', 'onboarding'] as const satisfies readonly ReportRule[]).find((rule) =>
    id.startsWith(`${rule}-`),
  );

const refused = (text: string): AnswerResult => ({ outcome: 'refused', text });

const currencyOf = ({ figures }: ReportRecord): string => figures.currency ?? 'USD';

const answerOf = ({ word, actor, at, amount, reason }: Answering, clock: Clock): ReportAnswer => ({
  word,
  by: actor,
  at: at ?? clock.now(),
  ...(amount === undefined ? {} : { amount: picoText(amount) }),
  reason: noteOf(reason),
});

/** `false` where the budgets changed meanwhile. */
async function approve(
  { budgets }: AnswerPorts,
  book: BudgetBook,
  { team, figures }: ReportRecord,
  { amount = figures.amount ?? figures.proposed ?? '0', by, at, reason }: ReportAnswer,
): Promise<boolean> {
  const wanted = parsePico(amount);
  const known = book.budgets.find((budget) => budget.team === team);
  // Set by a try that died before it could say so.
  if (figures.proposed !== undefined && known?.amount === wanted) return true;
  const fresh: Budget = { team, currency: figures.currency ?? 'USD', amount: wanted, thresholds: [] };
  const next = known === undefined ? fresh : raised(known, wanted, at, figures.until ?? periodOf(at));
  const all =
    known === undefined
      ? [...book.budgets, next]
      : book.budgets.map((budget) => (budget.team === team ? next : budget));
  return budgets.replace(all, book.version, by.name, at, reason);
}

/** With an edit of the message in every channel that has it. */
async function keep(
  { reports, outbox }: AnswerPorts,
  exportName: string,
  record: ReportRecord,
  answer: ReportAnswer,
): Promise<boolean> {
  const before = await outbox.sentFor(record.id);
  const last = before.at(-1);
  const after: ReportRecord = { ...record, version: record.version + 1, changedAt: answer.at, answer };
  const entries =
    last === undefined
      ? []
      : outboxEntries(
          {
            id: record.id,
            version: after.version,
            notification: composeAnswer(last.notification, answer, currencyOf(record)),
          },
          placesTold(before),
          before,
          { now: answer.at, sendsAtOnce: true },
        );
  return reports.save(exportName, after, entries);
}
