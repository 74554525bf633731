import { type Day, dayOfHour, type Hour } from '../../base/instant.ts';
import type { LedgerEntry } from '../../ledger/entry.ts';
import type { ComparedCell } from '../cause/compared-cells.ts';
import type { ModelSwitch } from '../cause/facts.ts';
import { median } from '../cause/median.ts';
import { modelSwitchOf } from '../cause/model-switch.ts';
import { type HourlyUse, hourlyUse, summed, sumUse, type UseSum } from './hourly-use.ts';
import { hoursOfDay, usualAt } from './rhythm.ts';

/** Days before the start that say what is usual. */
const DAYS_BEFORE = 28;
/** Hours of one incident that are looked at: its end says more than its beginning weeks ago. */
const HOURS_MAX = 14 * 24;

/** What the patterns are recognised from: one scope before and since its cost left the road. */
export interface Evidence {
  /** First hour of the rise and end (exclusive) of its hours. */
  readonly from: Hour;
  readonly to: Hour;
  /** 24 where the export knows only days: patterns of hours then abstain. */
  readonly step: 1 | 24;
  /** From `DAYS_BEFORE` days before the start to the end. */
  readonly use: HourlyUse;
  readonly now: UseSum;
  /** What the same hours usually hold; undefined with less history than a working week and a weekend. */
  readonly usual: UseSum | undefined;
  /** Whole days before the start with any tokens, oldest first. */
  readonly daysBefore: readonly UseSum[];
  /** Distinct sessions of the busiest day of the rise, and of the days before it. */
  readonly sessions: {
    readonly now: number;
    /** Tokens of that busiest day. */
    readonly tokens: number;
    readonly before: readonly number[];
    /** Callers behind it: session names say something of one role only. */
    readonly principals: number;
  };
  readonly modelSwitch: ModelSwitch | undefined;
}

export interface EvidenceScope {
  /** Of the principal or team, all models. */
  readonly entries: readonly LedgerEntry[];
  /** The model that alone explains the rise, if one does. */
  readonly model: string | undefined;
  readonly startedAt: Hour;
  /** End (exclusive) of the hours to look at. */
  readonly end: Hour;
  readonly step: 1 | 24;
}

/** `cells` compare the whole scope, all models, with its usual. */
export function evidenceOf(scope: EvidenceScope, cells: readonly ComparedCell[]): Evidence {
  const { entries, model, end, step } = scope;
  const from = Math.max(scope.startedAt, end - HOURS_MAX);
  const firstDay = dayOfHour(scope.startedAt) - DAYS_BEFORE;
  const use = hourlyUse(entries, { from: firstDay * 24, to: end }, model);
  const days = Array.from({ length: DAYS_BEFORE }, (_, index) =>
    sumUse(use, (firstDay + index) * 24, (firstDay + index + 1) * 24),
  );
  return {
    from,
    to: end,
    step,
    use,
    now: sumUse(use, from, end),
    usual: usualUse(use, from, end),
    daysBefore: days.filter(({ given, output }) => given + output > 0),
    sessions: sessionsOf(entries, use, dayOfHour(from)),
    modelSwitch: modelSwitchOf(cells),
  };
}

/** Usual value of something about a day; undefined with fewer than `daysMin` days that have it. */
export function usualOf(
  { daysBefore }: Evidence,
  of: (day: UseSum) => number,
  daysMin: number,
): { readonly median: number; readonly most: number; readonly least: number } | undefined {
  const values = daysBefore.map(of).filter(Number.isFinite);
  return values.length < daysMin
    ? undefined
    : { median: median(values), most: Math.max(...values), least: Math.min(...values) };
}

function usualUse(use: HourlyUse, from: Hour, to: Hour): UseSum | undefined {
  if (hoursOfDay(use, use.cost, from) === undefined) return undefined;
  return summed(use, to - from, (values) => {
    const day = hoursOfDay(use, values, from);
    let total = 0;
    for (let hour = from; hour < to; hour += 1) total += day === undefined ? 0 : usualAt(day, hour);
    return total;
  });
}

function sessionsOf(entries: readonly LedgerEntry[], use: HourlyUse, startDay: Day): Evidence['sessions'] {
  const days = new Map<Day, number>();
  const principals = new Set<string>();
  for (const { day, sessions, scope } of entries) {
    if (day < dayOfHour(use.from) || day > dayOfHour(use.to - 1)) continue;
    principals.add(scope.value);
    days.set(day, (days.get(day) ?? 0) + sessions.count);
  }
  const sorted = [...days].sort(([a], [b]) => a - b);
  const since = sorted.filter(([day]) => day >= startDay).sort(([, a], [, b]) => b - a);
  const [busiest, now] = since[0] ?? [startDay, 0];
  const { given, output } = sumUse(use, busiest * 24, busiest * 24 + 24);
  return {
    now,
    tokens: given + output,
    before: sorted.filter(([day, count]) => day < startDay && count > 0).map(([, count]) => count),
    principals: principals.size,
  };
}
