import { isInScope, type ReadScope, seesAll } from '../../domain/access/scope.ts';
import { worstFirst } from '../../domain/alert/worst-first.ts';
import type { Instant } from '../../domain/base/instant.ts';
import { type Pico, parsePico } from '../../domain/base/money.ts';
import { byText } from '../../domain/base/order.ts';
import { type BillingPeriod, periodHours, shiftPeriod } from '../../domain/base/period.ts';
import { UNATTRIBUTED } from '../../domain/charge/principal.ts';
import type { PicoRange } from '../../domain/evaluation/finding.ts';
import type { Pointer } from '../../domain/ledger/snapshot.ts';
import { type AlertLine, alertLineOf } from '../../domain/notification/alert-line.ts';
import type { BudgetUse } from '../../domain/report/budget-use.ts';
import { forecastOfTeams } from '../../domain/report/forecast-of-teams.ts';
import { partOf } from '../../domain/report/spenders.ts';
import { askSpend, type SpendAnswer } from '../../domain/view/spend-query.ts';
import { budgetUseIn } from './budget-use-in.ts';
import { type PlanCostPorts, withPlans } from './plan-costs.ts';
import {
  type Freshness,
  type ReadBasis,
  type ReadPorts,
  type ReadSettings,
  readBasis,
} from './read-basis.ts';

export interface TeamMonth {
  readonly team: string;
  readonly spent: Pico;
  /** The same hours of the month before; absent where that was not delivered. */
  readonly previous?: Pico;
  readonly budget?: BudgetUse;
  readonly openAlerts: number;
  /** A day each, oldest first. */
  readonly days: readonly Pico[];
}

export interface UntaggedShare {
  readonly cost: Pico;
  /** 0–1. */
  readonly share: number;
  readonly previousShare?: number;
}

/** A month as far as somebody sees it; all parts sum to what they see of it. */
export interface Overview {
  readonly period: BillingPeriod;
  readonly periods: readonly BillingPeriod[];
  readonly currency: string;
  readonly freshness: Freshness;
  readonly spent: Pico;
  readonly previous?: Pico;
  /** Of the month that is judged, once a few days of it are known. */
  readonly forecast?: PicoRange;
  /** For whoever sees every team. */
  readonly untagged?: UntaggedShare;
  /** Dearest first. */
  readonly teams: readonly TeamMonth[];
  /** Worst first. */
  readonly open: readonly AlertLine[];
  /** Oldest first, this one last; `before` is what this one is compared with. */
  readonly months: readonly {
    readonly period: BillingPeriod;
    readonly spent: Pico;
    readonly before?: Pico;
  }[];
}

const MONTHS_TOLD = 13;

/** Undefined where the month was never delivered. */
export async function overviewOf(
  ports: ReadPorts & PlanCostPorts,
  settings: ReadSettings,
  scope: ReadScope,
  asked: { readonly period?: BillingPeriod; readonly now: Instant },
): Promise<Overview | undefined> {
  const bare = await readBasis(ports, settings, asked.now);
  const pointer = bare?.pointers.find(
    ({ billingPeriod }) => billingPeriod === (asked.period ?? bare.newest.billingPeriod),
  );
  if (bare === undefined || pointer === undefined) return undefined;
  // A month that is over is not forecast.
  const isShown = (team: string): boolean => isInScope(scope, team);
  const basis = pointer === bare.newest ? await withPlans(ports, settings.exportName, bare, isShown) : bare;
  const now = await monthOf(ports, scope, pointer, elapsedOf(pointer));
  const before = await monthBefore(ports, basis, scope, pointer);
  const open = basis.alerts
    .filter(({ state, finding }) => state === 'firing' && isInScope(scope, finding.scope.team))
    .toSorted(worstFirst);
  const teams = [...namesIn(basis, scope, now)].map((team): TeamMonth => {
    const group = now.groups.find(({ key }) => key === team);
    const spent = group?.cost ?? 0n;
    const budget = budgetUseIn(basis, pointer, team, spent);
    return {
      ...{ team, spent, days: group?.steps ?? now.times.map(() => 0n) },
      ...(before === undefined ? {} : { previous: costOf(before, team) }),
      ...(budget === undefined ? {} : { budget }),
      openAlerts: open.filter(({ finding }) => finding.scope.team === team).length,
    };
  });
  const forecast = pointer === basis.newest ? forecastOfTeams(basis.judging, isShown) : undefined;
  return {
    period: pointer.billingPeriod,
    periods: basis.pointers.map(({ billingPeriod }) => billingPeriod),
    currency: pointer.currency,
    freshness: basis.freshness(pointer),
    spent: now.total,
    ...(before === undefined ? {} : { previous: before.total }),
    ...(forecast === undefined ? {} : { forecast }),
    ...(seesAll(scope) ? { untagged: untaggedOf(now, before) } : {}),
    teams: teams.sort((a, b) => (a.spent < b.spent ? 1 : a.spent > b.spent ? -1 : byText(a.team, b.team))),
    open: open.map((alert) => alertLineOf(alert, basis.newest, asked.now)),
    months: monthsUntil(basis, scope, pointer, { spent: now.total, before: before?.total }),
  };
}

/** Known hours of the month. */
const elapsedOf = ({ billingPeriod, dataThrough }: Pointer): number => {
  const { from, to } = periodHours(billingPeriod);
  return Math.max(1, Math.min(dataThrough, to) - from);
};

async function monthOf(
  { book }: ReadPorts,
  scope: ReadScope,
  pointer: Pointer,
  hours: number,
): Promise<SpendAnswer> {
  const { from, to } = periodHours(pointer.billingPeriod);
  const { teams } = await book.view(pointer);
  const window = { from, to: Math.min(from + hours, to) };
  return askSpend([teams], scope, { key: ({ team }) => team, ...window, grain: 'day' });
}

async function monthBefore(
  ports: ReadPorts,
  { pointers }: ReadBasis,
  scope: ReadScope,
  pointer: Pointer,
): Promise<SpendAnswer | undefined> {
  const period = shiftPeriod(pointer.billingPeriod, -1);
  const before = pointers.find(
    ({ billingPeriod, currency }) => billingPeriod === period && currency === pointer.currency,
  );
  if (before === undefined) return undefined;
  const isOver = pointer.dataThrough >= periodHours(pointer.billingPeriod).to;
  return monthOf(ports, scope, before, isOver ? Number.POSITIVE_INFINITY : elapsedOf(pointer));
}

/** Teams that spend, and those that may. */
function namesIn({ budgets }: ReadBasis, scope: ReadScope, { groups }: SpendAnswer): ReadonlySet<string> {
  const agreed = budgets.budgets.map(({ team }) => team).filter((team) => isInScope(scope, team));
  return new Set([...groups.map(({ key }) => key), ...agreed]);
}

const costOf = ({ groups }: SpendAnswer, team: string): Pico =>
  groups.find(({ key }) => key === team)?.cost ?? 0n;

function untaggedOf(now: SpendAnswer, before: SpendAnswer | undefined): UntaggedShare {
  const cost = costOf(now, UNATTRIBUTED);
  return {
    cost,
    share: partOf(cost, now.total),
    ...(before === undefined ? {} : { previousShare: partOf(costOf(before, UNATTRIBUTED), before.total) }),
  };
}

/** Off the control totals: months that nobody looks at are not read for it. */
function monthsUntil(
  { pointers }: ReadBasis,
  scope: ReadScope,
  shown: Pointer,
  own: { readonly spent: Pico; readonly before: Pico | undefined },
): Overview['months'] {
  const spentIn = ({ totals, currency }: Pointer): Pico =>
    Object.entries(totals.teams)
      .filter(([team]) => isInScope(scope, team))
      .reduce((sum, [, cost]) => sum + parsePico(cost[currency] ?? '0'), 0n);
  const told = pointers.filter(
    ({ billingPeriod, currency }) => billingPeriod <= shown.billingPeriod && currency === shown.currency,
  );
  const months = told.map((pointer, index) => {
    const last = told[index - 1];
    const follows = last !== undefined && shiftPeriod(last.billingPeriod, 1) === pointer.billingPeriod;
    const before = pointer === shown ? own.before : follows ? spentIn(last) : undefined;
    return {
      period: pointer.billingPeriod,
      spent: pointer === shown ? own.spent : spentIn(pointer),
      ...(before === undefined ? {} : { before }),
    };
  });
  return months.slice(-MONTHS_TOLD);
}
