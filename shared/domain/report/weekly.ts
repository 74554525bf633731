import type { Alert } from '../alert/alert.ts';
import type { Verdict } from '../alert/handling.ts';
import type { Plan } from '../alert/plan.ts';
import { planSpent } from '../alert/plan-state.ts';
import { type Hour, hourOf, startOfHour } from '../base/instant.ts';
import { type Pico, picoOfNumber } from '../base/money.ts';
import { type BillingPeriod, periodHours, periodOf } from '../base/period.ts';
import { UNATTRIBUTED } from '../charge/principal.ts';
import { amountIn, type Budget } from '../evaluation/budget/budget.ts';
import { forecastOf } from '../evaluation/budget/forecast.ts';
import { pastErrorsOf } from '../evaluation/budget/past-errors.ts';
import type { FindingScope, PastError, PicoRange, Rule } from '../evaluation/finding.ts';
import { exactCost } from '../evaluation/series/exact-cost.ts';
import type { LedgerEntry } from '../ledger/entry.ts';
import { type LocalWeek, shiftWeek } from './local-week.ts';
import { budgetOf, type ReportBasis, teamNode } from './report-basis.ts';
import { cacheShare, type HourWindow, partOf, type Spender, spendersOf, sumOf } from './spenders.ts';

/** A week of one team. */
export interface WeeklyReport {
  readonly team: string;
  readonly week: LocalWeek;
  readonly currency: string;
  /** All that is billed of it. */
  readonly spent: Pico;
  /** End (exclusive) of its complete hours: before the week's end where the bill is not there yet. */
  readonly through: Hour;
  /** What is compared: cost of the complete hours … */
  readonly spentThrough: Pico;
  /** … with the same hours of the week before; absent where that was not known from its first hour on … */
  readonly before?: Pico;
  /** … and with the budget's part of them, hour by hour of the month. */
  readonly plan?: Pico;
  /** Dearest first; `others` is what the rest comes to. */
  readonly top: readonly RankedSpender[];
  readonly others: { readonly count: number; readonly cost: Pico };
  /** Principals that were never seen before the week, dearest first. */
  readonly newcomers: readonly Spender[];
  /** 0–1 of the tokens that went in. */
  readonly cacheShare?: number;
  readonly cacheShareBefore?: number;
  readonly alerts: readonly AlertOutcome[];
  /** What no rule gives to any team: of the whole bill, not of this team. */
  readonly unattributed: { readonly cost: Pico; readonly share: number };
  readonly plans: readonly PlanStanding[];
  readonly forecast?: MonthForecast;
}

export interface RankedSpender extends Spender {
  readonly share: number;
  /** Of it, in the complete hours … */
  readonly known: Pico;
  /** … and what the same principal spent in the same hours of the week before. */
  readonly before: Pico;
}

/** How an alert of the week stands, and what people said of it. */
export interface AlertOutcome {
  readonly id: string;
  readonly rule: Rule;
  readonly scope: FindingScope;
  readonly state: Alert['state'];
  /** Reason of its last change, e.g. `withdrawn`. */
  readonly reason: string;
  readonly verdict?: Verdict;
  readonly extra: Pico;
}

export interface PlanStanding {
  readonly plan: Plan;
  readonly spent: Pico;
}

export interface MonthForecast {
  readonly period: BillingPeriod;
  readonly range: PicoRange;
  readonly amount?: Pico;
  readonly pastErrors: readonly PastError[];
}

const TOP = 5;
const WEEK_HOURS = 7 * 24;

export function weeklyReportOf(basis: ReportBasis, team: string, week: LocalWeek): WeeklyReport {
  const entries = teamNode(basis, team)?.entries ?? [];
  const last = shiftWeek(week, -1);
  const through = Math.min(Math.max(basis.judging.time.ripeEnd, week.from), week.to);
  const known: HourWindow = { from: week.from, to: through };
  const same: HourWindow = { from: last.from, to: Math.min(last.from + through - week.from, last.to) };
  const budget = budgetOf(basis, team);
  const isBeforeKnown = basis.firstHour <= last.from;
  const spenders = spendersOf(entries, week);
  const costs = (window: HourWindow): ReadonlyMap<string, Pico> =>
    new Map(spendersOf(entries, window).map(({ principal, cost }) => [principal, cost]));
  const [earlier, whole] = [costs(same), costs(known)];
  const spent = sumOf(spenders.map(({ cost }) => cost));
  const rest = spenders.slice(TOP);
  const forecast = forecastFor(basis, team, budget);
  return {
    team,
    week,
    currency: basis.currency,
    spent,
    through,
    spentThrough: exactCost(entries, known),
    ...(isBeforeKnown ? { before: exactCost(entries, same) } : {}),
    ...(budget === undefined ? {} : { plan: planOf(budget, known) }),
    top: spenders.slice(0, TOP).map((spender) => ({
      ...spender,
      share: partOf(spender.cost, spent),
      known: whole.get(spender.principal) ?? 0n,
      before: earlier.get(spender.principal) ?? 0n,
    })),
    others: { count: rest.length, cost: sumOf(rest.map(({ cost }) => cost)) },
    newcomers: newcomersOf(basis, entries, week, spenders),
    ...optional('cacheShare', cacheShare(entries, week)),
    ...optional('cacheShareBefore', isBeforeKnown ? cacheShare(entries, last) : undefined),
    alerts: outcomesOf(basis.alerts, team, week),
    unattributed: unattributedOf(basis, week),
    plans: plansOf(basis, team, week),
    ...(forecast === undefined ? {} : { forecast }),
  };
}

const optional = <K extends string>(key: K, value: number | undefined): { readonly [P in K]?: number } =>
  (value === undefined ? {} : { [key]: value }) as { readonly [P in K]?: number };

/** Each hour of the week has an even part of its month's amount; exact to the picodollar, rounded down. */
function planOf(budget: Budget, { from, to }: HourWindow): Pico {
  if (to <= from) return 0n;
  const periods = new Set([periodOf(startOfHour(from)), periodOf(startOfHour(to - 1))]);
  return sumOf(
    [...periods].map((period) => {
      const month = periodHours(period);
      const hours = Math.min(month.to, to) - Math.max(month.from, from);
      return (amountIn(budget, period) * BigInt(hours)) / BigInt(month.to - month.from);
    }),
  );
}

/** Nobody is new where nothing was known before. */
function newcomersOf(
  { firstHour }: ReportBasis,
  entries: readonly LedgerEntry[],
  week: LocalWeek,
  spenders: readonly Spender[],
): readonly Spender[] {
  if (week.from - firstHour < WEEK_HOURS) return [];
  const known = new Set(
    spendersOf(entries, { from: firstHour, to: week.from }).map(({ principal }) => principal),
  );
  return spenders.filter(({ principal }) => !known.has(principal));
}

/** Those that fired at any time of the week, dearest first. */
function outcomesOf(
  alerts: readonly Alert[],
  team: string,
  { from, to }: LocalWeek,
): readonly AlertOutcome[] {
  return alerts
    .filter(
      (alert) =>
        alert.finding.scope.team === team &&
        alert.state !== 'pending' &&
        hourOf(alert.startsAt) < to &&
        (alert.endsAt === undefined || hourOf(alert.endsAt) >= from),
    )
    .map(({ id, finding, state, history, handling }) => ({
      id,
      rule: finding.rule,
      scope: finding.scope,
      state,
      reason: history.at(-1)?.reason ?? 'first',
      ...(handling?.verdict === undefined ? {} : { verdict: handling.verdict.verdict }),
      extra: finding.impact.soFar,
    }))
    .sort((a, b) => Number(b.extra > a.extra) - Number(a.extra > b.extra));
}

function unattributedOf(basis: ReportBasis, week: LocalWeek): WeeklyReport['unattributed'] {
  const { teams } = basis.judging.tree;
  const all = sumOf(teams.map(({ entries }) => exactCost(entries, week)));
  const cost = exactCost(teamNode(basis, UNATTRIBUTED)?.entries ?? [], week);
  return { cost, share: partOf(cost, all) };
}

/** Plans that run in the week or were not over when it ended, with all that their scope spent since they began. */
function plansOf(basis: ReportBasis, team: string, { from, to }: LocalWeek): readonly PlanStanding[] {
  return basis.plans
    .filter((plan) => plan.team === team && hourOf(plan.startsAt) < to && hourOf(plan.endsAt) >= from)
    .map((plan) => ({ plan, spent: planSpent(plan, basis.judging.tree) }));
}

/** Of the newest month, once a few days of it are known. */
function forecastFor(
  { judging }: ReportBasis,
  team: string,
  budget: Budget | undefined,
): MonthForecast | undefined {
  const node = judging.tree.teams.find(({ name }) => name === team);
  const period = judging.tree.newest.billingPeriod;
  const known = judging.time.ripeEnd - Math.max(periodHours(period).from, judging.tree.firstHour);
  if (node === undefined || known < judging.defaults.forecast.daysMin * 24) return undefined;
  const { low, mid, high } = forecastOf(judging, node);
  return {
    period,
    range: { low: picoOfNumber(low), mid: picoOfNumber(mid), high: picoOfNumber(high) },
    ...(budget === undefined ? {} : { amount: amountIn(budget, period) }),
    pastErrors: pastErrorsOf(judging, node),
  };
}
