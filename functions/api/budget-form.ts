import type * as v from 'valibot';
import type { BudgetBody } from '../../shared/api/budget.ts';
import { Failure, misconfigured } from '../../shared/domain/base/failure.ts';
import type { Budget } from '../../shared/domain/evaluation/budget/budget.ts';
import { budgetFromForm, workingDaysText } from '../../shared/runtime/settings.ts';

type Body = Omit<v.InferOutput<typeof BudgetBody>, 'reason'>;

/** Checked by the rules of budget files; throws Failure `misconfigured` naming the field of the body. */
export function budgetOfBody(team: string, body: Body): Budget {
  const { months = {}, thresholds = [], workingDays } = body;
  try {
    return budgetFromForm({
      team,
      monthly_amount: body.amount,
      currency: body.currency,
      thresholds: thresholds.join(' '),
      months: Object.entries(months)
        .map(([month, amount]) => `${month}=${amount}`)
        .join(' '),
      ...fieldOf('owner', body.owner),
      ...fieldOf('channel', body.channel),
      ...fieldOf('min_dollars', body.minDollars),
      ...fieldOf('min_percent', body.minPercent?.toString()),
      ...fieldOf('alerts_per', body.alertsPer),
      ...fieldOf('time_zone', body.timeZone),
      // None at all is a mistake, and not the same as nothing said.
      ...fieldOf('working_days', workingDays && (workingDaysText(workingDays) || '[]')),
      ...fieldOf('day_starts_at', body.dayStartsAt),
      ...fieldOf('day_ends_at', body.dayEndsAt),
    });
  } catch (error) {
    throw error instanceof Failure ? inFieldsOfBody(error) : error;
  }
}

const fieldOf = <K extends string>(name: K, text: string | undefined) =>
  (text === undefined ? {} : { [name]: text }) as { readonly [F in K]?: string };

/** A form has fields and no lines. */
function inFieldsOfBody(failure: Failure): Failure {
  const { file: _, row: __, column = '', ...detail } = failure.detail;
  const field = column === 'monthly_amount' ? 'amount' : camel(column);
  return misconfigured(failure.message, { ...detail, column: field }, failure);
}

const camel = (column: string): string =>
  column.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
