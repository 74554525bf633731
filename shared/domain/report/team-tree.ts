import type { Hour } from '../base/instant.ts';
import { approximate } from '../base/money.ts';
import { byText } from '../base/order.ts';
import { periodHours } from '../base/period.ts';
import type { CostNode, CostTree } from '../evaluation/series/cost-tree.ts';
import { costBetween, firstCost, seriesOf } from '../evaluation/series/series.ts';
import type { Pointer } from '../ledger/snapshot.ts';
import type { SpendCube } from '../view/spend-cube.ts';

/** One published period by team. */
export interface TeamsView {
  readonly pointer: Pointer;
  /** A series for each team and token kind, by hour. */
  readonly teams: SpendCube;
}

/**
 * The judgement's cost tree without what lies below teams: enough for forecasts and for what teams usually spend, at a
 * thousandth of its size. Of the judged periods, oldest first; those in another currency than the newest are left out.
 */
export function teamTreeOf(views: readonly TeamsView[]): CostTree | undefined {
  const newest = views.at(-1)?.pointer;
  if (newest === undefined) return undefined;
  const judged = views.filter(({ pointer }) => pointer.currency === newest.currency);
  const from = Math.min(...judged.map(({ pointer }) => periodHours(pointer.billingPeriod).from));
  const { to } = periodHours(newest.billingPeriod);
  const buckets = new Map<string, Float64Array>();
  for (const { teams } of judged) {
    for (const [index, { team }] of teams.series.entries()) {
      const own = buckets.get(team) ?? new Float64Array(to - from + 1);
      buckets.set(team, own);
      for (let cell = teams.starts[index]!; cell < teams.starts[index + 1]!; cell += 1) {
        const slot = teams.hours[cell]! - from + 1;
        if (slot >= 1 && slot < own.length) own[slot]! += dollarsOf(teams, cell);
      }
    }
  }
  const teams = [...buckets]
    .sort(([a], [b]) => byText(a, b))
    .map(([name, own]) => nodeOf(name, from, own, to));
  return {
    teams,
    newest,
    grain: judged.some(({ pointer }) => pointer.grain === 'daily') ? 'daily' : 'hourly',
    firstHour: teams.length === 0 ? periodHours(newest.billingPeriod).from : firstOf(teams),
    dataThrough: Math.max(...judged.map(({ pointer }) => pointer.dataThrough)),
  };
}

function nodeOf(name: string, from: Hour, buckets: Float64Array, to: Hour): CostNode {
  const series = seriesOf(from, buckets);
  return {
    name,
    series,
    firstHour: firstCost(series) ?? to,
    costSince: (hour) => costBetween(series, hour, to),
    children: [],
    entries: [],
  };
}

const dollarsOf = ({ cost, exact }: SpendCube, cell: number): number => {
  const small = cost[cell]!;
  return Number.isNaN(small) ? approximate(exact.get(cell)!) : small / 1e12;
};

const firstOf = (nodes: readonly CostNode[]): Hour => Math.min(...nodes.map(({ firstHour }) => firstHour));
