import { baselineOf } from '../baseline/baseline.ts';
import type { Judging } from '../judging.ts';
import type { CostNode } from '../series/cost-tree.ts';
import { costBetween } from '../series/series.ts';
import { usualBetween, usualLags } from '../series/usual.ts';
import { isNew, newcomerFloor } from './newcomer.ts';
import type { Rise } from './scan.ts';

/** So many newcomers at once are no coincidence. */
const TOGETHER_MIN = 3;
const WINDOW = { hours: 24, firstLag: 1, dollars: 1, percent: 0, extraScore: 0 };

/**
 * Many new principals of one team that are each too small to be told: a fan-out. In dollars only, as every newcomer:
 * none of them has a past, and what the whole team usually spends hides them.
 */
export function newcomersTogether(
  judging: Judging,
  team: CostNode,
  told: ReadonlySet<string>,
): Rise | undefined {
  const { time, defaults, tree } = judging;
  const window = { from: time.ripeEnd - WINDOW.hours, to: time.ripeEnd };
  const costs = team.children
    .filter(({ name }) => !told.has(name) && isNew(judging, name))
    .map((principal) => costBetween(principal.series, window.from, window.to))
    .filter((cost) => cost > 0);
  const excess = costs.reduce((sum, cost) => sum + cost, 0);
  if (costs.length < TOGETHER_MIN || excess < newcomerFloor(judging, team)) return undefined;

  const past = { from: tree.firstHour, skips: [] };
  const baseline = baselineOf(team.series, { end: window.to, ...WINDOW }, past, defaults);
  if (baseline === undefined) return undefined;
  const actual = costBetween(team.series, window.from, window.to);
  // The days of the newcomers themselves would count as usual.
  const lags = usualLags(window, defaults.newcomer.days, past, defaults);
  const usual = usualBetween(team.series, window.from, window.to, lags);
  const score = baseline.scoreOf(actual);
  return { shape: WINDOW, ...window, actual, usual, moved: 0, excess, score, baseline, lags };
}
