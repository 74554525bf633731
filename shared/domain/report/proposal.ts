import { startOfHour } from '../base/instant.ts';
import { PICO_PER_UNIT, type Pico } from '../base/money.ts';
import { type BillingPeriod, periodHours, periodOf } from '../base/period.ts';
import { UNATTRIBUTED } from '../charge/principal.ts';
import { exactCost } from '../evaluation/series/exact-cost.ts';
import { budgetOf, type ReportBasis, teamNode } from './report-basis.ts';
import { partOf, type Spender, spendersOf, sumOf } from './spenders.ts';
import { type ReplayedMonth, replayThresholds, wholeMonths } from './threshold-replay.ts';

/** What a team is shown that spends and has no budget. */
export interface Onboarding {
  readonly team: string;
  readonly currency: string;
  readonly principals: number;
  /** Of the last whole month, dearest first. */
  readonly top: readonly (Spender & { readonly share: number })[];
  readonly others: { readonly count: number; readonly cost: Pico };
  /** Oldest first, the last whole month last. */
  readonly months: readonly { readonly period: BillingPeriod; readonly cost: Pico }[];
  readonly proposed: Pico;
  readonly thresholds: readonly number[];
  readonly replay: readonly ReplayedMonth[];
}

const TOP = 5;
const MONTHS = 3;
/** Smaller teams are left to the list of teams without a budget. */
const ASKED_FROM: Pico = 100n * PICO_PER_UNIT;

/** Teams to be asked, dearest first: they spend, nobody set a limit, and a whole month of them is known. */
export function teamsToOnboard(basis: ReportBasis): readonly string[] {
  const last = wholeMonths(knownHours(basis)).at(-1);
  if (last === undefined) return [];
  return basis.judging.tree.teams
    .filter(({ name }) => name !== UNATTRIBUTED && budgetOf(basis, name) === undefined)
    .map(({ name, entries }) => ({ name, cost: exactCost(entries, periodHours(last)) }))
    .filter(({ cost }) => cost >= ASKED_FROM)
    .sort((a, b) => Number(b.cost - a.cost))
    .map(({ name }) => name);
}

/** Undefined where no whole month is known. */
export function onboardingOf(basis: ReportBasis, team: string): Onboarding | undefined {
  const entries = teamNode(basis, team)?.entries ?? [];
  const known = knownHours(basis);
  const months = wholeMonths(known)
    .slice(-MONTHS)
    .map((period) => ({ period, cost: exactCost(entries, periodHours(period)) }));
  const last = months.at(-1);
  if (last === undefined) return undefined;
  const spenders = spendersOf(entries, periodHours(last.period));
  const proposed = proposedAmount(months.map(({ cost }) => cost));
  const { thresholds } = basis.judging.defaults;
  const rest = spenders.slice(TOP);
  return {
    team,
    currency: basis.currency,
    principals: spenders.length,
    top: spenders.slice(0, TOP).map((spender) => ({ ...spender, share: partOf(spender.cost, last.cost) })),
    others: { count: rest.length, cost: sumOf(rest.map(({ cost }) => cost)) },
    months,
    proposed,
    thresholds,
    replay: replayThresholds(entries, { amount: proposed, thresholds }, known).slice(-MONTHS),
  };
}

/** A tenth above the dearer of the last month and the median month, rounded up to two digits. */
export function proposedAmount(months: readonly Pico[]): Pico {
  const last = months.at(-1) ?? 0n;
  const sorted = [...months].sort((a, b) => Number(a - b));
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0n;
  return roundedUp(((last > median ? last : median) * 11n) / 10n);
}

/** To two significant digits, and never less than a whole unit: 10,857 -> 11,000. */
function roundedUp(amount: Pico): Pico {
  const units = (amount + PICO_PER_UNIT - 1n) / PICO_PER_UNIT;
  const step = 10n ** BigInt(Math.max(0, units.toString().length - 2));
  return ((units + step - 1n) / step) * step * PICO_PER_UNIT;
}

/** A bill that begins so soon after its month is known from the month's start: nothing was used before. */
const QUIET_START_HOURS = 48;

/** Hours of which the bill is complete: the open month, and one that the first delivery cut off, are no whole ones. */
export function knownHours({ judging, firstHour }: Pick<ReportBasis, 'judging' | 'firstHour'>) {
  const month = periodHours(periodOf(startOfHour(firstHour))).from;
  const from = firstHour - month <= QUIET_START_HOURS ? month : firstHour;
  return { from, to: judging.time.ripeEnd };
}
