import { sees } from '../access/may.ts';
import type { Person } from '../access/person.ts';
import type { Alert } from '../alert/alert.ts';
import { worstFirst } from '../alert/worst-first.ts';
import type { Hour, Instant } from '../base/instant.ts';
import { type Pico, parsePico } from '../base/money.ts';
import { byText } from '../base/order.ts';
import type { BillingPeriod } from '../base/period.ts';
import { amountIn, type Budget, type BudgetBook } from '../evaluation/budget/budget.ts';
import { PRINCIPAL_DIMENSION } from '../ledger/entry.ts';
import type { LedgerView, Pointer } from '../ledger/snapshot.ts';
import { spendBy } from '../ledger/spend.ts';

/** The month that an answer is about. */
export interface AskedMonth {
  readonly period: BillingPeriod;
  readonly currency: string;
  /** End (exclusive) of the newest hour. */
  readonly dataThrough: Hour;
  readonly deliveredAt: Instant;
}

export interface TeamStanding {
  readonly team: string;
  readonly spent: Pico;
  readonly budget?: Budget;
  /** Agreed for this month; absent without a budget in the bill's currency. */
  readonly amount?: Pico;
  /** Firing alerts. */
  readonly open: number;
}

/** How a month stands, as far as somebody may see it. */
export interface Standing extends AskedMonth {
  /** Dearest first. */
  readonly teams: readonly TeamStanding[];
  /** Firing, worst first. */
  readonly alerts: readonly Alert[];
}

export interface TopSpend extends AskedMonth {
  readonly total: Pico;
  /** Dearest first. */
  readonly rows: readonly {
    readonly principal: string;
    readonly team: string;
    readonly model: string;
    readonly cost: Pico;
  }[];
}

/** Off the control totals of the month: no ledger is read for it. */
export function standingOf(
  pointer: Pointer,
  { budgets }: BudgetBook,
  recent: readonly Alert[],
  person: Person,
): Standing {
  const alerts = recent
    .filter(({ state, finding }) => state === 'firing' && sees(person, finding.scope.team))
    .toSorted(worstFirst);
  const names = new Set([...Object.keys(pointer.totals.teams), ...budgets.map(({ team }) => team)]);
  const teams = [...names]
    .filter((team) => sees(person, team))
    .map((team): TeamStanding => {
      const budget = budgets.find((each) => each.team === team);
      return {
        team,
        spent: parsePico(pointer.totals.teams[team]?.[pointer.currency] ?? '0'),
        ...(budget === undefined ? {} : { budget }),
        ...(budget?.currency === pointer.currency ? { amount: amountIn(budget, pointer.billingPeriod) } : {}),
        open: alerts.filter(({ finding }) => finding.scope.team === team).length,
      };
    })
    .sort((a, b) => (a.spent === b.spent ? byText(a.team, b.team) : a.spent > b.spent ? -1 : 1));
  return { ...monthOf(pointer), teams, alerts };
}

/** Who and what cost most, of one team or of all that somebody sees. */
export function topSpendOf({ pointer, entries }: LedgerView, person: Person, team?: string): TopSpend {
  const seen = entries.filter(
    ({ scope }) => sees(person, scope.team) && (team === undefined || scope.team === team),
  );
  const spend = spendBy(seen, PRINCIPAL_DIMENSION, ({ scope }, { model }) => [
    scope.value,
    scope.team,
    model,
  ]);
  return {
    ...monthOf(pointer),
    total: spend.reduce((sum, { cost }) => sum + cost, 0n),
    rows: spend.map(({ key: [principal = '', of = '', model = ''], cost }) => ({
      principal,
      team: of,
      model,
      cost,
    })),
  };
}

const monthOf = ({ billingPeriod, currency, dataThrough, executedAt }: Pointer): AskedMonth => ({
  period: billingPeriod,
  currency,
  dataThrough,
  deliveredAt: executedAt,
});
