import { isoInstant } from '../../shared/domain/base/instant.ts';
import { formatMoney, picoText } from '../../shared/domain/base/money.ts';
import { placeOf } from '../../shared/domain/base/time-zone.ts';
import type { Budget } from '../../shared/domain/evaluation/budget/budget.ts';
import type { BudgetChange } from '../../shared/ports/budget-store.ts';
import { timeOfDayText, workingDaysText } from '../../shared/runtime/settings.ts';
import { type TableColumn, textTable } from './table.ts';

const money = (budget: Budget): string => formatMoney(budget.amount, budget.currency);

/** A column and what it says of a budget; `rare` ones are left out where no budget has anything to say there. */
interface BudgetColumn extends TableColumn {
  readonly rare?: boolean;
  readonly of: (budget: Budget) => string;
}

const COLUMNS: readonly BudgetColumn[] = [
  { title: 'team', of: ({ team }) => team },
  { title: 'a month', align: 'right', of: money },
  { title: 'planned', rare: true, of: (budget) => planned(budget) },
  { title: 'told at', of: ({ thresholds }) => thresholds.map((each) => `${each} %`).join(', ') },
  { title: 'channel', of: ({ channel }) => channel ?? '(fallback)' },
  { title: 'owner', of: ({ owner }) => owner ?? '' },
  { title: 'rises from', rare: true, of: (budget) => floors(budget) },
  {
    title: 'false alerts',
    rare: true,
    of: ({ alertsPer }) => (alertsPer === undefined ? '' : `1 a ${alertsPer}`),
  },
  { title: 'at work', rare: true, of: (budget) => workingTime(budget) },
];

/** What is in force, a line a team. */
export function budgetTable(budgets: readonly Budget[], width: number): string {
  const columns = COLUMNS.filter(
    ({ rare, of }) => rare !== true || budgets.some((budget) => of(budget) !== ''),
  );
  return textTable(
    columns,
    budgets.map((budget) => columns.map(({ of }) => of(budget))),
    width,
  );
}

/** `2026-12 $20,000.00, 2027-01 $15,000.00`. */
const planned = ({ months = {}, currency }: Budget): string =>
  Object.entries(months)
    .map(([month, amount]) => `${month} ${formatMoney(amount, currency)}`)
    .join(', ');

/** `Mon Tue Wed 08:00–17:30 Berlin`; what is not said is left out. */
const workingTime = ({ workingDays, dayStartsAt, dayEndsAt, timeZone }: Budget): string =>
  [
    workingDaysText(workingDays),
    [dayStartsAt, dayEndsAt]
      .map((each) => (each === undefined ? '' : timeOfDayText(each)))
      .join(dayEndsAt === undefined ? '' : '–'),
    timeZone === undefined ? '' : placeOf(timeZone),
  ]
    .filter((part) => part !== '')
    .join(' ');

/** Below these a rise is not worth a message. */
const floors = (budget: Budget): string =>
  [
    budget.minDollars === undefined ? '' : formatMoney(budget.minDollars, budget.currency),
    budget.minPercent === undefined ? '' : `${budget.minPercent} %`,
  ]
    .filter((part) => part !== '')
    .join(' and ');

/** The audit trail, newest first. */
export const changeTable = (changes: readonly BudgetChange[], width: number): string =>
  textTable(
    ['when (UTC)', 'by', 'team', 'before', 'after'].map((title) => ({ title })),
    changes.map((change) => [
      isoInstant(change.at).slice(0, 16).replace('T', ' '),
      change.by,
      change.team,
      change.before === undefined ? '–' : money(change.before),
      change.after === undefined ? 'removed' : money(change.after),
    ]),
    width,
  );

export const budgetJson = (budget: Budget): Readonly<Record<string, unknown>> => ({
  ...budget,
  amount: picoText(budget.amount),
  ...(budget.months === undefined
    ? {}
    : {
        months: Object.fromEntries(
          Object.entries(budget.months).map(([month, amount]) => [month, picoText(amount)]),
        ),
      }),
  ...(budget.workingDays === undefined
    ? {}
    : { workingDays: workingDaysText(budget.workingDays).split(' ') }),
  ...(budget.dayStartsAt === undefined ? {} : { dayStartsAt: timeOfDayText(budget.dayStartsAt) }),
  ...(budget.dayEndsAt === undefined ? {} : { dayEndsAt: timeOfDayText(budget.dayEndsAt) }),
  ...(budget.minDollars === undefined ? {} : { minDollars: picoText(budget.minDollars) }),
});

export const changeJson = (change: BudgetChange): Readonly<Record<string, unknown>> => ({
  at: isoInstant(change.at),
  by: change.by,
  team: change.team,
  before: change.before === undefined ? null : budgetJson(change.before),
  after: change.after === undefined ? null : budgetJson(change.after),
});
