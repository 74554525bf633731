import type { Alert } from '../../shared/domain/alert/alert.ts';
import { worstFirst } from '../../shared/domain/alert/worst-first.ts';
import { parseDecimal } from '../../shared/domain/base/decimal.ts';
import { isoHour, isoInstant } from '../../shared/domain/base/instant.ts';
import { formatMoney, type Pico, picoOf } from '../../shared/domain/base/money.ts';
import { byText } from '../../shared/domain/base/order.ts';
import { roundShares } from '../../shared/domain/base/round-shares.ts';
import { type Budget, percentUsed } from '../../shared/domain/evaluation/budget/budget.ts';
import type { Pointer } from '../../shared/domain/ledger/snapshot.ts';
import { alertLines } from './alert-text.ts';
import { type Io, literal, styleOf } from './io.ts';
import { textTable } from './table.ts';
import { costText } from './totals-text.ts';

const UNKNOWN_SHOWN = 5;

export interface RunSummary {
  readonly exportName: string;
  readonly pointers: readonly Pointer[];
  readonly alerts: readonly Alert[];
  readonly budgets: readonly Budget[];
  readonly messages: { readonly posted: number; readonly edited: number; readonly withdrawn: number };
  /** The folder that keeps it all, where there is one. */
  readonly store?: string;
}

/** What a run found, worst first: alerts, then the newest month by team, then where the ledger stands. */
export function runText(summary: RunSummary, io: Io): string {
  const style = styleOf(io);
  const firing = summary.alerts.filter((alert) => alert.state === 'firing');
  const resolved = summary.alerts.length - firing.length;
  const newest = summary.pointers.at(-1);
  const head =
    firing.length === 0
      ? style.good('Nothing is off the road.')
      : style.bad(`${firing.length} ${firing.length === 1 ? 'alert is' : 'alerts are'} firing`);
  const parts = [`${head}${resolved > 0 ? style.dim(` (${resolved} resolved)`) : ''}`];
  for (const alert of firing.toSorted(worstFirst)) parts.push(alertLines(alert, io, summary.store));
  if (newest !== undefined) parts.push(spendTable(newest, summary.budgets, io), ledgerLines(summary, io));
  return `${parts.join('\n\n')}\n`;
}

/** Bedrock usage of the newest month by team against its budget, largest first. */
export function spendTable(pointer: Pointer, budgets: readonly Budget[], io: Io): string {
  const style = styleOf(io);
  const rows = Object.entries(pointer.totals.teams)
    .map(([team, cost]) => ({ team, spent: picoOf(parseDecimal(cost[pointer.currency] ?? '0')) }))
    .sort((a, b) => (a.spent < b.spent ? 1 : a.spent > b.spent ? -1 : byText(a.team, b.team)));
  const total = rows.reduce((sum, row) => sum + row.spent, 0n);
  const money = (pico: Pico) => formatMoney(pico, pointer.currency);
  const ofCurrency = budgets.filter((one) => one.currency === pointer.currency);
  // Rounded so that the parts sum to the total below them.
  const rounded = roundShares(rows.map((row) => row.spent));
  const cells = rows.map(({ team, spent }, index) => [
    team,
    money(rounded[index] ?? spent),
    ...budgetCells(team, spent),
  ]);
  function budgetCells(team: string, spent: Pico): string[] {
    const budget = ofCurrency.find((one) => one.team === team);
    if (budget === undefined || budget.amount === 0n) return [budget === undefined ? '–' : money(0n), '', ''];
    const percent = percentUsed(spent, budget.amount);
    return [money(budget.amount), `${percent.toFixed(1)} %`, bar(percent)];
  }
  const columns = [
    { title: 'team' },
    { title: 'spent', align: 'right' },
    { title: 'budget', align: 'right' },
    { title: 'used', align: 'right' },
    { title: '', whole: true },
  ] as const;
  // Without budgets three empty columns would only ask what they are for.
  const shown = ofCurrency.length === 0 ? 2 : columns.length;
  return `${style.bold(`Bedrock usage in ${pointer.billingPeriod} by team`)}\n${textTable(
    columns.slice(0, shown),
    [...cells, ['all', money(total), '', '', '']].map((row) => row.slice(0, shown)),
    io.width,
  ).trimEnd()}`;
}

/** Twenty cells for 100 %; what is over runs past the mark. */
function bar(percent: number): string {
  const filled = Math.min(30, Math.round(percent / 5));
  return `${'█'.repeat(Math.min(filled, 20))}${'░'.repeat(Math.max(0, 20 - filled))}${filled > 20 ? `▏${'█'.repeat(filled - 20)}` : ''}`;
}

function ledgerLines(summary: RunSummary, io: Io): string {
  const style = styleOf(io);
  const lines = summary.pointers.map(
    (pointer) =>
      `${pointer.billingPeriod}  ${pointer.totals.rows.toLocaleString('en-US')} rows, ${costText(pointer.totals.cost)} in all, ${costText(pointer.totals.bedrock.usageCost)} Bedrock usage; delivery of ${isoInstant(pointer.executedAt).slice(0, 16)}Z, data through ${isoHour(pointer.dataThrough)}`,
  );
  const { posted, edited, withdrawn } = summary.messages;
  return [
    style.dim(
      [
        ...lines,
        ...unknownLines(summary.pointers.at(-1)),
        `messages: ${posted} posted, ${edited} edited, ${withdrawn} withdrawn (kept here, not sent: this run has no Slack)`,
      ].join('\n'),
    ),
    ...nextSteps(summary),
  ].join('\n');
}

/** Usage types of the newest month that no rule knows: counted, but nobody can say of which model or token kind. */
function unknownLines(pointer: Pointer | undefined): string[] {
  const found = Object.entries(pointer?.unknownUsageTypes ?? {});
  if (pointer === undefined || found.length === 0) return [];
  const money = (pico: string) => formatMoney(BigInt(pico), pointer.currency);
  const shown = found.slice(0, UNKNOWN_SHOWN).map(([name, cost]) => `${literal(name)} (${money(cost)})`);
  const rest = found.length - shown.length;
  return [
    `usage types that Billhook does not know, counted as other: ${shown.join(', ')}${rest > 0 ? ` and ${rest} more (see --json)` : ''}`,
  ];
}

/** What somebody wants next, and cannot have yet. */
function nextSteps({ budgets, store, alerts }: RunSummary): string[] {
  if (store !== undefined)
    return alerts.length === 0 ? [] : [`npx billhook alerts list --store ${store} lists them.`];
  const steps = [
    ...(budgets.length === 0 ? ['--budgets FILE judges against budgets'] : []),
    '--store DIR keeps all this for alerts, explain and report',
  ];
  return [`${steps.join('; ')}.`];
}
