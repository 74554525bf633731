import { decimalText, parseDecimal, subtractDecimal } from '../base/decimal.ts';
import { isoInstant, startOfDay } from '../base/instant.ts';
import { decimalOfPico, type Pico, picoText } from '../base/money.ts';
import { periodEnd, periodStart } from '../base/period.ts';
import { type LedgerEntry, PRINCIPAL_DIMENSION } from '../ledger/entry.ts';
import type { Statement } from './statement.ts';
import type { TextTable } from './text-table.ts';

/** A line a row, teams in the order of the statement; the column `cost` sums to all that is due and the rest of the bill. */
export function statementTable({ period, currency, teams, rest }: Statement): TextTable {
  return {
    columns: ['period', 'team', 'category', 'description', 'adjusted_period', 'cost', 'currency'],
    rows: [...teams.map(({ team, lines }) => ({ team, lines })), { team: '', lines: rest }].flatMap(
      ({ team, lines }) =>
        lines.map((line) => [
          period,
          team,
          line.category,
          line.words,
          line.period ?? '',
          line.cost,
          currency,
        ]),
    ),
  };
}

/** What was told in the month and what became of it, a line an alert; `extra` is what it cost above the usual. */
export const alertsTable = ({ teams, currency }: Statement): TextTable => ({
  columns: ['team', 'alert', 'rule', 'principal', 'model', 'started', 'outcome', 'extra', 'currency'],
  rows: teams.flatMap(({ team, alerts }) =>
    alerts.map(({ id, state, finding, handling, startsAt }) => [
      ...[team, id, finding.rule, finding.scope.principal ?? '', finding.scope.model ?? ''],
      ...[isoInstant(startsAt), handling?.verdict?.verdict ?? state],
      ...[picoText(finding.impact.soFar), currency],
    ]),
  ),
});

/** Announced spending that touched the month: its cap, and what was spent of it in this month. */
export const plansTable = ({ teams, currency }: Statement): TextTable => ({
  columns: ['team', 'plan', 'note', 'from', 'until', 'cap', 'spent', 'currency'],
  rows: teams.flatMap(({ team, plans }) =>
    plans.map(({ plan, spent }) => [
      ...[team, plan.id, plan.note, isoInstant(plan.startsAt), isoInstant(plan.endsAt)],
      ...[picoText(plan.cap), picoText(spent), currency],
    ]),
  ),
});

/** FOCUS 1.2 columns of what Billhook knows, its own ones with `x_`: https://focus.finops.org/focus-specification/v1-2/ */
const FOCUS_COLUMNS = [
  'BilledCost',
  'EffectiveCost',
  'BillingCurrency',
  'BillingPeriodStart',
  'BillingPeriodEnd',
  'ChargePeriodStart',
  'ChargePeriodEnd',
  'ChargeCategory',
  'ChargeDescription',
  'ConsumedQuantity',
  'ConsumedUnit',
  'ProviderName',
  'ServiceCategory',
  'ServiceName',
  'x_Team',
  'x_IamPrincipal',
  'x_ModelId',
  'x_TokenKind',
] as const;
type FocusRow = Readonly<Partial<Record<(typeof FOCUS_COLUMNS)[number], string>>>;

/**
 * Usage by UTC day, principal, model and token kind, then what is shared out and corrected. The ledger rounds each line
 * item to picodollars; what all of these roundings come to is a row of its own, so that the column is the statement.
 */
export function focusTable(statement: Statement, entries: readonly LedgerEntry[]): TextTable {
  const { period, currency, teams } = statement;
  const month: FocusRow = {
    BillingCurrency: currency,
    BillingPeriodStart: isoInstant(periodStart(period)),
    BillingPeriodEnd: isoInstant(periodEnd(period)),
    ProviderName: 'AWS',
    ServiceCategory: 'AI and Machine Learning',
    ServiceName: 'Amazon Bedrock',
  };
  const whole = { ChargePeriodStart: month.BillingPeriodStart!, ChargePeriodEnd: month.BillingPeriodEnd! };
  const rows: FocusRow[] = usageRows(entries).map((row) => ({ ...month, ...row }));
  for (const { team, lines } of teams) {
    const counted = entries
      .filter(({ scope }) => scope.dimension === PRINCIPAL_DIMENSION && scope.team === team)
      .reduce((sum, { cells }) => cells.reduce((one, { cost }) => one + cost, sum), 0n);
    for (const { category, words, cost } of lines) {
      const amount = category === 'usage' ? lessPico(cost, counted) : cost;
      if (amount === '0') continue;
      rows.push({
        ...month,
        ...whole,
        BilledCost: amount,
        EffectiveCost: amount,
        ChargeCategory: FOCUS_CATEGORY[category],
        ChargeDescription: category === 'usage' ? 'Rounding of line items to picodollars' : words,
        x_Team: team,
      });
    }
  }
  return { columns: FOCUS_COLUMNS, rows: rows.map((row) => FOCUS_COLUMNS.map((name) => row[name] ?? '')) };
}

const lessPico = (cost: string, counted: Pico): string =>
  decimalText(subtractDecimal(parseDecimal(cost), decimalOfPico(counted)));

const FOCUS_CATEGORY: Readonly<Record<Statement['rest'][number]['category'], string>> = {
  usage: 'Usage',
  credit: 'Credit',
  discount: 'Credit',
  refund: 'Adjustment',
  tax: 'Tax',
  fee: 'Purchase',
  adjustment: 'Adjustment',
  other: 'Adjustment',
};

function usageRows(entries: readonly LedgerEntry[]): readonly FocusRow[] {
  return entries.flatMap(({ scope, day, cells }) => {
    if (scope.dimension !== PRINCIPAL_DIMENSION) return [];
    const sums = new Map<string, { model: string; tokenKind: string; cost: Pico; tokens: number }>();
    for (const { model, tokenKind, cost, tokens } of cells) {
      const key = JSON.stringify([model, tokenKind]);
      const sum = sums.get(key) ?? { model, tokenKind, cost: 0n, tokens: 0 };
      sums.set(key, { ...sum, cost: sum.cost + cost, tokens: sum.tokens + tokens });
    }
    return [...sums.values()].map(
      ({ model, tokenKind, cost, tokens }): FocusRow => ({
        BilledCost: picoText(cost),
        EffectiveCost: picoText(cost),
        ChargePeriodStart: isoInstant(startOfDay(day)),
        ChargePeriodEnd: isoInstant(startOfDay(day + 1)),
        ChargeCategory: 'Usage',
        ChargeDescription: `${model} ${tokenKind}`,
        ...(tokens === 0 ? {} : { ConsumedQuantity: String(tokens), ConsumedUnit: 'Tokens' }),
        x_Team: scope.team,
        x_IamPrincipal: scope.value,
        x_ModelId: model,
        x_TokenKind: tokenKind,
      }),
    );
  });
}
