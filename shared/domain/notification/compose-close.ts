import { parseDecimal } from '../base/decimal.ts';
import { type Day, isoInstant } from '../base/instant.ts';
import { formatMoney, type Pico, picoOf } from '../base/money.ts';
import { percentUsed } from '../evaluation/budget/budget.ts';
import type { Adjustment, ClosedTeam, MonthClose } from '../report/month-close.ts';
import type { ReportTelling } from './compose-weekly.ts';
import type { LabelledValue, Notification } from './notification.ts';
import { counted, freshnessOf, reportMessage } from './report-message.ts';
import { dayText, lastDayText, shareText, teamWords } from './words.ts';

const TEAMS = 20;
const ADJUSTMENTS = 10;
/** Below this a day may still grow. */
const RIPE_SHARE = 0.99;

/** The statement of a month: sums to the bill, or says by how much it does not. */
export function composeClose(close: MonthClose, telling: ReportTelling): Notification {
  const { period, currency, pointer } = close;
  const closes = close.difference === '0';
  const unripe = close.ripeness.filter(({ share }) => share < RIPE_SHARE);
  return reportMessage({
    ...telling,
    rule: 'close',
    team: '',
    state: 'REPORT',
    severity: closes ? 'info' : 'critical',
    word: closes ? 'CLOSE' : 'CRITICAL · CLOSE',
    subject: `Bedrock in ${period}`,
    amount: `${money(close.total, currency)}, ${closes ? 'ties to the bill' : gapText(close.difference, currency)}`,
    when: `through ${lastDayText(period)}`,
    facts: [
      { label: 'Bedrock’s part of the bill', value: money(close.total, currency) },
      { label: 'Usage by teams', value: money(close.usage, currency) },
      ...close.categories.map(({ name, cost }) => ({
        label: categoryWords(name),
        value: money(cost, currency),
      })),
      {
        label: 'Bill less teams and categories',
        value: `${money(close.difference, currency)}${closes ? ', exact' : ''}`,
      },
      { label: 'Delivery', value: `${pointer.executionId}, ${counted(pointer.totals.files, 'file')}` },
      { label: 'Rows', value: pointer.totals.rows.toLocaleString('en-US') },
    ],
    sections: [
      { title: 'By team', rows: teamRows(close) },
      { title: 'Changed since earlier statements', rows: adjustmentRows(close.adjustments, currency) },
      {
        title: 'How complete the last days are',
        rows: close.ripeness.map(({ day, share }) => ({ label: dayOf(day), value: shareText(share) })),
      },
    ],
    notes: [
      unripe.length === 0
        ? 'Every day of the month is complete, as far as earlier deliveries of this export showed.'
        : `${counted(unripe.length, 'day')} may still grow. What later deliveries change is a line of the next statement; this one stays as it is.`,
      `Ledger ${pointer.version.slice(-16)}. Exact rows: npx billhook report showback --period ${period} --format csv`,
    ],
    freshness: freshnessOf(pointer),
    data: {
      report: 'close',
      billingPeriod: period,
      currency,
      total: close.total,
      usage: close.usage,
      difference: close.difference,
      teams: close.teams.length,
      adjustments: close.adjustments.length,
      executedAt: isoInstant(pointer.executedAt),
      executionId: pointer.executionId,
      ledgerVersion: pointer.version,
    },
  });
}

/** The bill less what the rows add up to. */
const gapText = (difference: string, currency: string): string =>
  difference.startsWith('-')
    ? `its rows add up to ${money(difference.slice(1), currency)} more`
    : `${money(difference, currency)} of it in no row`;

const picoOfText = (text: string): Pico => picoOf(parseDecimal(text));
const money = (text: string, currency: string): string => formatMoney(picoOfText(text), currency);
const dayOf = (day: Day): string => dayText(day * 24);
const categoryWords = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}, no team’s`;

function teamRows({ teams, currency }: MonthClose): readonly LabelledValue[] {
  const rows = teams.slice(0, TEAMS).map((team) => ({
    label: teamWords(team.team),
    value: `${money(team.cost, currency)}${budgetText(team, currency)}`,
  }));
  const rest = teams.slice(TEAMS);
  if (rest.length === 0) return rows;
  const sum = rest.reduce((total, { cost }) => total + picoOfText(cost), 0n);
  return [...rows, { label: `and ${rest.length} more teams`, value: formatMoney(sum, currency) }];
}

function budgetText({ cost, budget }: ClosedTeam, currency: string): string {
  if (budget === undefined) return ', no budget';
  if (budget <= 0n) return `, budget ${formatMoney(budget, currency)}`;
  return `, ${percentUsed(picoOfText(cost), budget)} % of ${formatMoney(budget, currency)}`;
}

function adjustmentRows(adjustments: readonly Adjustment[], currency: string): readonly LabelledValue[] {
  const rows = adjustments.slice(0, ADJUSTMENTS).map(({ period, team, was, now, difference }) => ({
    label: `${period} · ${teamWords(team)}`,
    value: `${money(difference, currency)} (stated ${money(was, currency)}, now ${money(now, currency)})`,
  }));
  const rest = adjustments.slice(ADJUSTMENTS);
  if (rest.length === 0) return rows;
  const sum = rest.reduce((total, { difference }) => total + picoOfText(difference), 0n);
  return [...rows, { label: `and ${rest.length} more`, value: formatMoney(sum, currency) }];
}
