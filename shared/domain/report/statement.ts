import type { Alert } from '../alert/alert.ts';
import type { Plan } from '../alert/plan.ts';
import {
  addDecimal,
  DECIMAL_ZERO,
  type Decimal,
  decimalText,
  parseDecimal,
  subtractDecimal,
} from '../base/decimal.ts';
import { hourOf, type Instant } from '../base/instant.ts';
import { decimalOfPico, type Pico, picoOf } from '../base/money.ts';
import { byText } from '../base/order.ts';
import { type BillingPeriod, periodEnd, periodHours, periodStart } from '../base/period.ts';
import { UNATTRIBUTED } from '../charge/principal.ts';
import { exactCost } from '../evaluation/series/exact-cost.ts';
import { type LedgerEntry, PRINCIPAL_DIMENSION } from '../ledger/entry.ts';
import type { MonthClose } from './month-close.ts';
import { partOf } from './spenders.ts';
import { type StatementWeek, statementWeeks } from './statement-weeks.ts';

/**
 * What each team pays for a month, so that all of them with what is nobody's come to the delivery, to its last decimal.
 * Amounts are exact decimal texts in `currency`.
 */
export interface Statement {
  readonly period: BillingPeriod;
  readonly currency: string;
  readonly executionId: string;
  readonly executedAt: Instant;
  /** Dearest first; `unattributed` is one of them. */
  readonly teams: readonly TeamStatement[];
  /** All that is not Amazon Bedrock's. */
  readonly rest: readonly StatementLine[];
  /** Of all teams and the rest, this month's charges alone. */
  readonly total: string;
  /** The delivery's control total. */
  readonly delivered: string;
  /** `delivered` less `total`: not zero is a bug or a damaged delivery. */
  readonly difference: string;
  /** Usage that no rule gives to a team, and its part of all usage, 0–1. */
  readonly untagged: { readonly cost: string; readonly share: number };
  /** Who was dearest in each week, of the teams above. */
  readonly weeks: readonly StatementWeek[];
}

export type StatementCategory =
  | 'usage'
  | 'credit'
  | 'discount'
  | 'refund'
  | 'tax'
  | 'fee'
  | 'adjustment'
  | 'other';

export interface StatementLine {
  readonly category: StatementCategory;
  readonly words: string;
  /** Of an adjustment: the month that was billed again. */
  readonly period?: BillingPeriod;
  readonly cost: string;
}

export interface TeamStatement {
  readonly team: string;
  /** This month's first, then what changed about earlier ones since they were stated. */
  readonly lines: readonly StatementLine[];
  /** Of this month's lines. */
  readonly total: string;
  readonly adjustments: string;
  /** Both together: what the team is charged with this statement. */
  readonly due: string;
  readonly plans: readonly { readonly plan: Plan; readonly spent: Pico }[];
  readonly alerts: readonly Alert[];
}

export interface StatementInput {
  readonly close: MonthClose;
  /** The ledger of the month. */
  readonly entries: readonly LedgerEntry[];
  readonly alerts: readonly Alert[];
  readonly plans: readonly Plan[];
}

export function statementOf({ close, entries, alerts, plans }: StatementInput): Statement {
  const { period, currency, pointer } = close;
  const shares = sharedCategories(close);
  const names = new Set([
    ...close.teams.map(({ team }) => team),
    ...close.adjustments.map(({ team }) => team),
  ]);
  if (close.teams.length === 0 && close.categories.length > 0) names.add(UNATTRIBUTED);
  const teams = [...names].map((team): TeamStatement => {
    const lines = [...usageLines(close, team), ...(shares.get(team) ?? [])];
    const earlier = close.adjustments.filter((each) => each.team === team).map(adjustmentLine);
    const [total, adjustments] = [sumOf(lines), sumOf(earlier)];
    return {
      team,
      lines: [...lines, ...earlier],
      total: decimalText(total),
      adjustments: decimalText(adjustments),
      due: decimalText(addDecimal(total, adjustments)),
      plans: plansOf(plans, entries, team, period),
      alerts: alertsOf(alerts, team, period),
    };
  });
  const delivered = parseDecimal(pointer.totals.cost[currency] ?? '0');
  const others = subtractDecimal(delivered, parseDecimal(close.total));
  const rest: readonly StatementLine[] = [
    { category: 'other', words: 'Everything that is not Amazon Bedrock', cost: decimalText(others) },
  ];
  const total = addDecimal(
    teams.reduce((sum, team) => addDecimal(sum, parseDecimal(team.total)), DECIMAL_ZERO),
    others,
  );
  return {
    period,
    currency,
    executionId: pointer.executionId,
    executedAt: pointer.executedAt,
    teams: teams.sort((a, b) => dearestFirst(a.total, b.total) || byText(a.team, b.team)),
    rest,
    total: decimalText(total),
    delivered: decimalText(delivered),
    difference: decimalText(subtractDecimal(delivered, total)),
    untagged: untaggedOf(close),
    weeks: statementWeeks(entries, period),
  };
}

function untaggedOf({ teams, usage }: MonthClose): Statement['untagged'] {
  const cost = teams.find(({ team }) => team === UNATTRIBUTED)?.cost ?? '0';
  return { cost, share: partOf(picoOf(parseDecimal(cost)), picoOf(parseDecimal(usage))) };
}

const usageLines = ({ teams }: MonthClose, name: string): readonly StatementLine[] =>
  teams
    .filter(({ team }) => team === name)
    .map(({ cost }) => ({ category: 'usage', words: 'Amazon Bedrock usage', cost }));

const adjustmentLine = ({
  period,
  was,
  now,
  difference,
}: MonthClose['adjustments'][number]): StatementLine => ({
  category: 'adjustment',
  words: `${period} was stated as ${was} and is now billed as ${now}`,
  period,
  cost: difference,
});

const CATEGORIES: Readonly<Record<string, StatementCategory>> = {
  credit: 'credit',
  discount: 'discount',
  refund: 'refund',
  tax: 'tax',
  purchase: 'fee',
  adjustment: 'other',
};

/**
 * What AWS books to no caller, split by usage. Each part is cut to picodollars and what is left goes to the dearest
 * team, so that the parts are the whole, to its last decimal.
 */
function sharedCategories({ categories, teams }: MonthClose): ReadonlyMap<string, readonly StatementLine[]> {
  const lines = new Map<string, StatementLine[]>();
  const weights = teams.map(({ team, cost }) => ({
    team,
    usage: atLeastNothing(picoOf(parseDecimal(cost))),
  }));
  const all = weights.reduce((sum, { usage }) => sum + usage, 0n);
  for (const { name, cost } of categories) {
    const whole = parseDecimal(cost);
    if (whole.units === 0n) continue;
    const parts = weights.map(({ team, usage }) => ({
      team,
      part: all === 0n ? 0n : (picoOf(whole) * usage) / all,
    }));
    const given = decimalOfPico(parts.reduce((sum, { part }) => sum + part, 0n));
    const left = subtractDecimal(whole, given);
    const [first] = parts;
    const dearest = first?.team ?? UNATTRIBUTED;
    const amounts = new Map<string, Decimal>(parts.map(({ team, part }) => [team, decimalOfPico(part)]));
    amounts.set(dearest, addDecimal(amounts.get(dearest) ?? DECIMAL_ZERO, left));
    for (const [team, amount] of amounts) {
      if (amount.units === 0n) continue;
      const line: StatementLine = {
        category: CATEGORIES[name] ?? 'other',
        words: `Part of ${name}, by usage`,
        cost: decimalText(amount),
      };
      lines.set(team, [...(lines.get(team) ?? []), line]);
    }
  }
  return lines;
}

const atLeastNothing = (pico: Pico): Pico => (pico > 0n ? pico : 0n);

/** Plans that touched the month, with what their scope spent in it and within the plan. */
function plansOf(
  plans: readonly Plan[],
  entries: readonly LedgerEntry[],
  team: string,
  period: BillingPeriod,
): TeamStatement['plans'] {
  const month = periodHours(period);
  return plans
    .filter(
      (plan) => plan.team === team && plan.startsAt < periodEnd(period) && plan.endsAt > periodStart(period),
    )
    .map((plan) => {
      const window = {
        from: Math.max(month.from, hourOf(plan.startsAt)),
        to: Math.min(month.to, hourOf(plan.endsAt)),
      };
      const own = entries.filter(
        ({ scope }) =>
          scope.dimension === PRINCIPAL_DIMENSION &&
          scope.team === team &&
          (plan.principal === undefined || scope.value === plan.principal),
      );
      return { plan, spent: exactCost(own, window, plan.model === undefined ? {} : { model: plan.model }) };
    });
}

/** Those that were told in the month, in the order of their beginning. */
const alertsOf = (alerts: readonly Alert[], team: string, period: BillingPeriod): readonly Alert[] =>
  alerts
    .filter(
      ({ finding, state, startsAt }) =>
        finding.scope.team === team &&
        state !== 'pending' &&
        startsAt >= periodStart(period) &&
        startsAt < periodEnd(period),
    )
    .sort((a, b) => a.startsAt - b.startsAt || byText(a.id, b.id));

const sumOf = (lines: readonly StatementLine[]): Decimal =>
  lines.reduce((sum, { cost }) => addDecimal(sum, parseDecimal(cost)), DECIMAL_ZERO);

function dearestFirst(a: string, b: string): number {
  const [left, right] = [picoOf(parseDecimal(a)), picoOf(parseDecimal(b))];
  return left < right ? 1 : left > right ? -1 : 0;
}
