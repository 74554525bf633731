import {
  addDecimal,
  DECIMAL_ZERO,
  type Decimal,
  decimalText,
  parseDecimal,
  subtractDecimal,
} from '../base/decimal.ts';
import { type Day, hourOf } from '../base/instant.ts';
import { type Pico, picoOf } from '../base/money.ts';
import { byText } from '../base/order.ts';
import { type BillingPeriod, periodDays, periodEnd } from '../base/period.ts';
import { amountIn, type BudgetBook } from '../evaluation/budget/budget.ts';
import { ageZeroOf } from '../evaluation/ripeness/age.ts';
import { WHOLE_BILL } from '../evaluation/ripeness/family.ts';
import { ripenessOf } from '../evaluation/ripeness/ripeness.ts';
import type { RipenessState } from '../evaluation/ripeness/state.ts';
import type { Pointer } from '../ledger/snapshot.ts';

/** The statement of a month. Amounts are exact decimal texts of the bill, in `currency`. */
export interface MonthClose {
  readonly period: BillingPeriod;
  readonly currency: string;
  /** Bedrock's part of the bill: usage less credits, with tax. */
  readonly total: string;
  readonly usage: string;
  /** Credits, refunds, discounts, tax …, by name; they belong to no team. */
  readonly categories: readonly { readonly name: string; readonly cost: string }[];
  /** Dearest first; `unattributed` is one of them. */
  readonly teams: readonly ClosedTeam[];
  /** What the bill says less what the table adds up to: not zero is a bug or a damaged delivery. */
  readonly difference: string;
  readonly adjustments: readonly Adjustment[];
  /** Expected completeness of the last days, oldest first, 0–1. */
  readonly ripeness: readonly { readonly day: Day; readonly share: number }[];
  readonly pointer: Pointer;
}

export interface ClosedTeam {
  readonly team: string;
  readonly cost: string;
  readonly budget?: Pico;
}

/** What an earlier statement said and what the bill of that month says now. */
export interface Adjustment {
  readonly period: BillingPeriod;
  readonly team: string;
  readonly was: string;
  readonly now: string;
  readonly difference: string;
}

/** Exact amounts by `<period>/<team>`, as the statements before this one left them. */
export type Stated = Readonly<Record<string, string>>;

const LAST_DAYS = 4;
/** From here on a day of the bill counts as complete. */
const FINAL_SHARE = 0.99;
const SETTLED_HOURS = 72;

export interface CloseInput {
  /** Of every month that was ever published, oldest first. */
  readonly pointers: readonly Pointer[];
  readonly budgets: BudgetBook;
  readonly learned: RipenessState | undefined;
}

/** Undefined where the month has no ledger. */
export function monthCloseOf(
  input: CloseInput,
  period: BillingPeriod,
  stated: Stated,
): MonthClose | undefined {
  const pointer = input.pointers.find(({ billingPeriod }) => billingPeriod === period);
  if (pointer === undefined) return undefined;
  const { currency, totals } = pointer;
  const { bedrock } = totals;
  const teams = teamsOf(pointer);
  const categories = Object.entries(bedrock.byCategory)
    .filter(([name]) => name !== 'usage')
    .map(([name, { cost }]) => ({ name, cost: cost[currency] ?? '0' }))
    .sort((a, b) => byText(a.name, b.name));
  const added = [...teams.map(({ cost }) => cost), ...categories.map(({ cost }) => cost)];
  const total = bedrock.cost[currency] ?? '0';
  return {
    period,
    currency,
    total,
    usage: bedrock.usageCost[currency] ?? '0',
    categories,
    teams: teams.map((team) => ({ ...team, ...budgetIn(input, team.team, period, currency) })),
    difference: decimalText(subtractDecimal(parseDecimal(total), sumDecimals(added))),
    adjustments: adjustmentsOf(input, period, stated),
    ripeness: ripenessOfDays(pointer, input.learned, LAST_DAYS),
    pointer,
  };
}

/** An item of the table holds no more; older months are no longer compared. */
const STATED_MAX = 4_000;

/** What the statement of a month leaves for the next one to compare with: every month that it could see. */
export function statedBy({ pointers }: Pick<CloseInput, 'pointers'>): Stated {
  const amounts = pointers
    .toReversed()
    .flatMap((pointer) =>
      teamsOf(pointer).map(({ team, cost }): [string, string] => [`${pointer.billingPeriod}/${team}`, cost]),
    );
  return Object.fromEntries(amounts.slice(0, STATED_MAX).sort(([a], [b]) => byText(a, b)));
}

/** No later delivery is expected to change it: made days after the month was over, and its last day is complete. */
export function isFinalMonth(pointer: Pointer, learned: RipenessState | undefined): boolean {
  const settled = hourOf(pointer.executedAt) >= hourOf(periodEnd(pointer.billingPeriod)) + SETTLED_HOURS;
  return settled && ripenessOfDays(pointer, learned, 1).every(({ share }) => share >= FINAL_SHARE);
}

const teamsOf = ({
  totals,
  currency,
}: Pointer): readonly { readonly team: string; readonly cost: string }[] =>
  Object.entries(totals.teams)
    .map(([team, cost]) => ({ team, cost: cost[currency] ?? '0' }))
    .sort((a, b) => compareCost(b.cost, a.cost) || byText(a.team, b.team));

const compareCost = (a: string, b: string): number =>
  Number(picoOf(parseDecimal(a)) - picoOf(parseDecimal(b)));

const sumDecimals = (texts: readonly string[]): Decimal =>
  texts.reduce((sum, text) => addDecimal(sum, parseDecimal(text)), DECIMAL_ZERO);

function budgetIn(
  { budgets }: CloseInput,
  team: string,
  period: BillingPeriod,
  currency: string,
): { readonly budget?: Pico } {
  const budget = budgets.budgets.find((each) => each.team === team && each.currency === currency);
  return budget === undefined ? {} : { budget: amountIn(budget, period) };
}

/** Earlier months only: this one's statement is the first that names it. */
function adjustmentsOf(
  { pointers }: CloseInput,
  period: BillingPeriod,
  stated: Stated,
): readonly Adjustment[] {
  return pointers
    .filter(({ billingPeriod }) => billingPeriod < period)
    .flatMap((pointer) => {
      const prefix = `${pointer.billingPeriod}/`;
      const now = new Map(teamsOf(pointer).map(({ team, cost }) => [team, cost]));
      const was = new Map(
        Object.entries(stated)
          .filter(([key]) => key.startsWith(prefix))
          .map(([key, cost]) => [key.slice(prefix.length), cost]),
      );
      // No statement named that month: there is nothing to adjust.
      if (was.size === 0) return [];
      return [...new Set([...was.keys(), ...now.keys()])].sort(byText).flatMap((team) => {
        const [before, after] = [was.get(team) ?? '0', now.get(team) ?? '0'];
        const difference = decimalText(subtractDecimal(parseDecimal(after), parseDecimal(before)));
        return difference === '0'
          ? []
          : [{ period: pointer.billingPeriod, team, was: before, now: after, difference }];
      });
    });
}

function ripenessOfDays(
  pointer: Pointer,
  learned: RipenessState | undefined,
  days: number,
): MonthClose['ripeness'] {
  const ripeness = ripenessOf(learned);
  const { to } = periodDays(pointer.billingPeriod);
  const ageZero = ageZeroOf({
    executed: hourOf(pointer.executedAt),
    // The month's data ends with it, and goes on ageing.
    through: Math.max(pointer.dataThrough, hourOf(pointer.executedAt) - ripeness.usualLag),
  });
  return Array.from({ length: days }, (_, back) => to - days + back).map((day) => ({
    day,
    share: ripeness.completeness({ family: WHOLE_BILL, from: day * 24, to: day * 24 + 24, ageZero }).mid,
  }));
}
