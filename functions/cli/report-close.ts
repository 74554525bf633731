import { parseDecimal } from '../../shared/domain/base/decimal.ts';
import { isoDay, isoInstant } from '../../shared/domain/base/instant.ts';
import { formatMoney, picoOf, picoText } from '../../shared/domain/base/money.ts';
import { roundShares } from '../../shared/domain/base/round-shares.ts';
import { percentUsed } from '../../shared/domain/evaluation/budget/budget.ts';
import type { Adjustment, MonthClose } from '../../shared/domain/report/month-close.ts';
import type { Report } from './report-rows.ts';

/** What finance is told at the month's end: teams, what belongs to none, and that they are Bedrock's part of the bill. */
export function closeTable(close: MonthClose): Report {
  const { teams, categories, adjustments, total, difference, currency } = close;
  const money = (text: string): string => formatMoney(picoOf(parseDecimal(text)), currency);
  const amounts = [
    ...teams.map(({ team, cost, budget }) => ({ kind: 'team', name: team, cost, budget })),
    ...categories.map(({ name, cost }) => ({ kind: 'category', name, cost, budget: undefined })),
  ];
  // In cents, so that they add up to the total that is shown.
  const rounded = roundShares(amounts.map(({ cost }) => picoOf(parseDecimal(cost))));
  const parts = amounts.map((part, index) => ({ ...part, shown: rounded[index]! }));
  return {
    columns: [
      ...[{ title: '' }, { title: 'name' }],
      ...['cost', 'budget', 'used'].map((title) => ({ title, align: 'right' as const })),
    ],
    shown: [
      ...parts.map(({ kind, name, cost, budget, shown }) => [
        ...[kind, name, formatMoney(shown, currency)],
        ...(budget === undefined
          ? ['', '']
          : [
              formatMoney(budget, currency),
              `${percentUsed(picoOf(parseDecimal(cost)), budget).toFixed(1)} %`,
            ]),
      ]),
      ['total', 'Bedrock’s part of the bill', money(total), '', ''],
      [
        'difference',
        difference === '0' ? 'it closes to the last digit' : 'do not book it',
        money(difference),
        '',
        '',
      ],
      ...adjustments.map((each) => ['adjustment', adjustmentWords(each), money(each.difference), '', '']),
    ],
    exact: {
      columns: ['kind', 'name', 'period', 'cost', 'currency', 'budget', 'was', 'now'],
      rows: [
        ...parts.map(({ kind, name, cost, budget }) => [
          ...[kind, name, close.period, cost, currency],
          ...[budget === undefined ? '' : picoText(budget), '', ''],
        ]),
        ...adjustments.map(({ team, period, difference: cost, was, now }) => [
          ...['adjustment', team, period, cost, currency, '', was, now],
        ]),
      ],
    },
    json: [closeJson(close)],
  };
}

const adjustmentWords = ({ team, period, was, now }: Adjustment): string =>
  `${team}: ${period} was ${was}, is ${now}`;

const closeJson = ({ pointer, teams, ripeness, ...close }: MonthClose) => ({
  ...close,
  teams: teams.map(({ team, cost, budget }) => ({
    ...{ team, cost, budget: budget === undefined ? null : picoText(budget) },
  })),
  ripeness: ripeness.map(({ day, share }) => ({ day: isoDay(day), share })),
  delivery: { executionId: pointer.executionId, executedAt: isoInstant(pointer.executedAt) },
});
