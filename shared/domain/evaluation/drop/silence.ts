import type { Hour } from '../../base/instant.ts';
import type { CostNode } from '../series/cost-tree.ts';
import { type CostSeries, costAt, costBetween } from '../series/series.ts';
import { isHabitual } from './habitual-silence.ts';
import { type UsualWork, usualOf, usualWork, workFrom } from './usual-work.ts';

/** Costs below this part of the usual are silence. */
const SILENT = 0.1;
/** An hour of work costs at least this part of the middle one. */
const WORKING = 0.25;
/** Silent for so long, in hours and in usual working days, it is missing; older silence is the new usual. */
const HOURS_MIN = 24;
export const DAYS_MIN = 0.8;
const HOURS_MAX = 10 * 24;
/** Half a day's part of the weeks before: whoever spent so much in the last day is at work. */
const AT_WORK = 1 / 56;

/** A workload that is silent. Amounts in currency units. */
export interface Silence {
  readonly work: UsualWork;
  /** End of the last hour in which it worked. */
  readonly lastSeen: Hour;
  /** First hour since in which it usually works. */
  readonly due: Hour;
  readonly to: Hour;
  /** Of [lastSeen, to). */
  readonly expected: number;
  readonly actual: number;
  /** Usual cost of hours since it was last seen. */
  readonly usual: (from: Hour, to: Hour) => number;
}

export interface SilentHours {
  /** First hour of the data. */
  readonly from: Hour;
  /** End of the ripe hours: silence is looked for before it. */
  readonly to: Hour;
  /** End of all hours; what arrived of the unripe ones can only grow, so it ends a silence. */
  readonly dataEnd: Hour;
  /** 24 where the export is daily. */
  readonly step: number;
}

/** The silence a regular workload is in; undefined where it works, never worked regularly, or stopped long ago. */
export function silenceOf(node: CostNode, hours: SilentHours): Silence | undefined {
  const { series } = node;
  const { to, dataEnd } = hours;
  // Most nodes are at work, or never cost anything: two sums say so.
  const today = costBetween(series, to - HOURS_MIN, dataEnd);
  if (today >= AT_WORK * costBetween(series, workFrom(to), to - HOURS_MIN)) return undefined;
  const working = workingHour(series, to);
  const lastSeen = working && lastWorked(series, working, hours);
  if (working === undefined || lastSeen === undefined || to - lastSeen < HOURS_MIN) return undefined;
  const work = usualWork(node, lastSeen);
  if (work === undefined || isHabitual(series, { lastSeen, to, weeks: work.weeks, working }))
    return undefined;
  const since = Math.max(hours.from, node.firstHour);
  const usual = (from: Hour, end: Hour): number =>
    usualOf(series, { from, to: end }, { lastSeen, since, to });
  const expected = usual(lastSeen, to);
  const actual = costBetween(series, lastSeen, to);
  if (expected < DAYS_MIN * work.day || costBetween(series, lastSeen, dataEnd) >= SILENT * expected) {
    return undefined;
  }
  return { work, lastSeen, due: firstDue(usual, lastSeen, to, work), to, expected, actual, usual };
}

/** Least cost of an hour of work; undefined where there was none. */
function workingHour(series: CostSeries, to: Hour): number | undefined {
  const costs: number[] = [];
  for (let hour = workFrom(to); hour < to; hour += 1) {
    const cost = costAt(series, hour);
    if (cost > 0) costs.push(cost);
  }
  const middle = costs.sort((a, b) => a - b)[costs.length >> 1];
  return middle === undefined ? undefined : WORKING * middle;
}

/** End of the last hour of work before `to`, within ten days. */
function lastWorked(series: CostSeries, working: number, { to, step }: SilentHours): Hour | undefined {
  for (let hour = to - 1; hour >= to - HOURS_MAX; hour -= 1) {
    if (costAt(series, hour) >= working) return (Math.floor(hour / step) + 1) * step;
  }
  return undefined;
}

/** The first hour in which a thousandth of a day is missing; in a daily series the first such day. */
function firstDue(usual: (from: Hour, to: Hour) => number, lastSeen: Hour, to: Hour, work: UsualWork): Hour {
  for (let hour = lastSeen; hour < to; hour += 1) {
    if (usual(hour, hour + 1) >= work.day / 1000) return hour;
  }
  return lastSeen;
}
