import { DAY_MS, dayOf, HOUR_MS, type Instant, startOfDay, weekdayOf } from '../base/instant.ts';
import { type BillingPeriod, periodEnd, periodOf, periodStart, shiftPeriod } from '../base/period.ts';
import { instantOfWall, type TimeZone, UTC, wallTimeOf } from '../base/time-zone.ts';
import type { Budget } from '../evaluation/budget/budget.ts';
import { idPart } from './id-part.ts';
import { type LocalWeek, shiftWeek, timeInWeek, weekOf } from './local-week.ts';

/** A report that the calendar asks for. */
export type DueReport = {
  readonly id: string;
  readonly dueAt: Instant;
  /** Until then it is written although its hour was missed; later nobody wants it any more. */
  readonly catchUpUntil: Instant;
  /** Until then it is kept true by edits; afterwards it stays as it was told. */
  readonly currentUntil: Instant;
} & (
  | { readonly rule: 'weekly'; readonly team: string; readonly week: LocalWeek }
  | { readonly rule: 'untagged'; readonly week: LocalWeek }
  | { readonly rule: 'close'; readonly period: BillingPeriod }
  | { readonly rule: 'drill'; readonly team: string; readonly period: BillingPeriod }
  | { readonly rule: 'drill-result'; readonly period: BillingPeriod }
);

export interface DueInput {
  readonly now: Instant;
  readonly teams: readonly Pick<Budget, 'team' | 'timeZone'>[];
  /** A month whose bill no delivery is expected to change is told before its fifth day. */
  readonly isFinal: (period: BillingPeriod) => boolean;
}

const NINE = 9 * 60;
const TEN = 10 * 60;
const WEEKLY_CATCH_UP_MS = 2 * DAY_MS;
const DRILL_CATCH_UP_MS = 5 * DAY_MS;
/** Who has not tapped by then is named. */
export const DRILL_ANSWER_MS = 3 * DAY_MS;
const DRILL_WEEKDAY = 2;

/**
 * What may be told at this time. Every time is that of the team's own clocks; finance's reports go by UTC, as the bill
 * does. A missed hour is caught up with, a missed week is not. Which of them were told already is for the store to say.
 */
export function dueReports(input: DueInput): readonly DueReport[] {
  const { now, teams } = input;
  const all = [
    ...teams.map(({ team, timeZone = UTC }) => weeklyOf(now, team, timeZone)),
    untaggedOf(now),
    ...closesOf(input),
    ...teams.flatMap(({ team, timeZone = UTC }) => drillsOf(now, team, timeZone)),
    drillResultOf(now),
  ];
  return all.filter(({ dueAt, currentUntil }) => dueAt <= now && now < currentUntil);
}

/** Whether it is still to be written where it was not yet. */
export const isInTime = ({ catchUpUntil }: DueReport, now: Instant): boolean => now < catchUpUntil;

function weeklyOf(now: Instant, team: string, zone: TimeZone): DueReport {
  const week = toldWeek(now, zone);
  return { id: `weekly-${idPart(team)}-${week.name}`, rule: 'weekly', team, week, ...mondayAfter(week) };
}

function untaggedOf(now: Instant): DueReport {
  const week = toldWeek(now, UTC);
  return { id: `untagged-${week.name}`, rule: 'untagged', week, ...mondayAfter(week) };
}

/** The newest week whose Monday after, at nine, has come. */
function toldWeek(now: Instant, zone: TimeZone): LocalWeek {
  const current = weekOf(now, zone);
  return shiftWeek(current, now >= timeInWeek(current, 0, NINE) ? -1 : -2);
}

function mondayAfter(week: LocalWeek) {
  const dueAt = timeInWeek(shiftWeek(week, 1), 0, NINE);
  return {
    dueAt,
    catchUpUntil: dueAt + WEEKLY_CATCH_UP_MS,
    currentUntil: timeInWeek(shiftWeek(week, 2), 0, NINE),
  };
}

/** Statements never change: what comes later is a line of the next one, so this one is current for no time at all. */
function closesOf({ now, isFinal }: DueInput): readonly DueReport[] {
  const period = shiftPeriod(periodOf(now), -1);
  const latest = periodEnd(period) + 4 * DAY_MS + 9 * HOUR_MS;
  const dueAt = now < latest && isFinal(period) ? now : latest;
  const until = periodEnd(shiftPeriod(period, 1));
  return [{ id: `close-${period}`, rule: 'close', period, dueAt, catchUpUntil: until, currentUntil: until }];
}

/** On the first Wednesday of the month, away from Monday's reports. */
function drillsOf(now: Instant, team: string, zone: TimeZone): readonly DueReport[] {
  const period = periodOf(wallTimeOf(zone, now));
  const first = dayOf(periodStart(period));
  const day = first + ((DRILL_WEEKDAY - weekdayOf(first) + 7) % 7);
  const dueAt = instantOfWall(zone, startOfDay(day) + TEN * 60_000);
  const id = `drill-${idPart(team)}-${period}`;
  const until = dueAt + DRILL_CATCH_UP_MS;
  return [{ id, rule: 'drill', team, period, dueAt, catchUpUntil: until, currentUntil: until }];
}

/** Three days after the drill has reached the last zone. */
function drillResultOf(now: Instant): DueReport {
  const period = periodOf(now);
  const first = dayOf(periodStart(period));
  const day = first + ((DRILL_WEEKDAY - weekdayOf(first) + 7) % 7);
  const dueAt = startOfDay(day + 1) + DRILL_ANSWER_MS;
  return {
    id: `drill-${period}`,
    rule: 'drill-result',
    period,
    dueAt,
    catchUpUntil: dueAt + DRILL_CATCH_UP_MS,
    currentUntil: dueAt + 2 * DRILL_CATCH_UP_MS,
  };
}
