import type { ReadScope } from '../../domain/access/scope.ts';
import { wholeDays } from '../../domain/view/period-summary.ts';
import { askSpend, type SpendAnswer, type SpendQuestion } from '../../domain/view/spend-query.ts';
import type { PeriodView } from './view-book.ts';

/** As `askSpend` over the hours of these periods, which are read only where days cannot answer. */
export async function askViews(
  views: readonly PeriodView[],
  scope: ReadScope,
  question: SpendQuestion,
): Promise<SpendAnswer> {
  const spans = views.map(({ span }) => span);
  const whole = question.grain === 'hour' ? undefined : wholeDays(spans, question);
  if (whole === undefined) return askSpend(await hoursIn(views, question), scope, question);
  const days = views.map((view) => view.days);
  const answer = askSpend(days, scope, { ...question, ...whole });
  return { ...answer, times: answer.times.map((time, step) => (step === 0 ? question.from : time)) };
}

/** Of the periods that have any in this time. */
const hoursIn = (views: readonly PeriodView[], { from, to }: SpendQuestion) =>
  Promise.all(views.filter(({ span }) => span.from < to && span.to > from).map((view) => view.hours()));
