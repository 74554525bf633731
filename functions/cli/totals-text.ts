import { parseDecimal, unitsAtScale } from '../../shared/domain/base/decimal.ts';
import { type CostByCurrency, formatMoney } from '../../shared/domain/base/money.ts';
import { UNATTRIBUTED } from '../../shared/domain/charge/principal.ts';
import type { ControlTotals, RowsAndCost } from '../../shared/domain/ledger/totals.ts';
import { type Io, styleOf } from './io.ts';
import { textTable } from './table.ts';

const COLUMNS = [
  { title: '' },
  { title: 'rows', align: 'right' },
  { title: 'cost', align: 'right' },
  { title: 'exact', align: 'right' },
] as const;

const SERVICES_SHOWN = 12;

/** `$1,131.55`; several currencies side by side, never added. */
export const costText = (cost: CostByCurrency): string =>
  Object.entries(cost)
    .map(([currency, text]) => formatMoney(unitsAtScale(parseDecimal(text), 12), currency))
    .join(' + ') || '–';

const exactText = (cost: CostByCurrency): string =>
  Object.entries(cost)
    .map(([currency, text]) => `${text} ${currency}`)
    .join(' + ') || '0';

const row = (name: string, value: RowsAndCost): string[] => [
  name,
  value.rows.toLocaleString('en-US'),
  costText(value.cost),
  exactText(value.cost),
];

/** Control totals for a person: the whole, by line item type, by service, and what Bedrock is of it. */
export function totalsText(totals: ControlTotals, periods: readonly string[], basis: string, io: Io): string {
  const style = styleOf(io);
  const files = `${totals.files} ${totals.files === 1 ? 'file' : 'files'}`;
  const parts = [
    style.bold(
      `${periods.join(', ')} · ${files} · ${totals.rows.toLocaleString('en-US')} rows · ${basis} cost`,
    ),
    textTable(COLUMNS, [row('Whole bill', totals), ...section(totals.byLineItemType)], io.width),
    style.bold('By service'),
    textTable(COLUMNS, byCost(totals.byService), io.width),
    style.bold('Amazon Bedrock, all billing shapes'),
    textTable(
      COLUMNS,
      [
        row('All Bedrock rows', totals.bedrock),
        ...section(totals.bedrock.byCategory),
        [
          'Usage of no team',
          '',
          costText(totals.teams[UNATTRIBUTED] ?? {}),
          exactText(totals.teams[UNATTRIBUTED] ?? {}),
        ],
      ],
      io.width,
    ),
  ];
  return `${parts.join('\n')}`;
}

const section = (values: Readonly<Record<string, RowsAndCost>>): string[][] =>
  Object.entries(values).map(([name, value]) => row(`  ${name}`, value));

function byCost(services: Readonly<Record<string, RowsAndCost>>): string[][] {
  const size = (value: RowsAndCost): number => Math.max(0, ...Object.values(value.cost).map(Number));
  const sorted = Object.entries(services).sort(([, a], [, b]) => size(b) - size(a));
  const rest = sorted.length - SERVICES_SHOWN;
  const shown = sorted.slice(0, SERVICES_SHOWN).map(([name, value]) => row(`  ${name}`, value));
  return rest > 0 ? [...shown, [`  and ${rest} more (see --json)`, '', '', '']] : shown;
}
