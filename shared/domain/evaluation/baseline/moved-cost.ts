import type { Hour } from '../../base/instant.ts';
import type { Judging } from '../judging.ts';
import type { CostNode } from '../series/cost-tree.ts';
import { type CostSeries, costBetween } from '../series/series.ts';
import { type LagWeight, usualBetween, usualLags } from '../series/usual.ts';

/** A sibling that costs less than this part of the usual in the window's last hours fell silent. */
const SILENT = 0.1;
const SILENT_HOURS = 6;
/** The silence may be this old and the usual of the silent one is still undiluted. */
const FIRST_LAG = 10;

interface Window {
  readonly from: Hour;
  readonly to: Hour;
}

/** Usual dollars of those who fell silent in [from, to): money that only moved is not a rise. */
export function silentCost(judging: Judging, silent: readonly CostSeries[], window: Window): number {
  const past = { from: judging.tree.firstHour, skips: [] };
  const hours = Math.max(SILENT_HOURS, judging.time.step);
  const seen = { from: Math.min(window.from, window.to - hours), to: window.to };
  const lags = usualLags(seen, FIRST_LAG, past, judging.defaults);
  return silent.reduce((sum, series) => sum + missing(series, window, hours, lags), 0);
}

function missing(series: CostSeries, window: Window, hours: number, lags: readonly LagWeight[]): number {
  const usualLately = usualBetween(series, window.to - hours, window.to, lags);
  if (costBetween(series, window.to - hours, window.to) > SILENT * usualLately) return 0;
  const usual = usualBetween(series, window.from, window.to, lags);
  return Math.max(0, usual - costBetween(series, window.from, window.to));
}

/** Who could have handed its work to this principal: the same principal in another team, or a colleague with a common model. */
export function handersOver(judging: Judging, team: CostNode, principal: CostNode): readonly CostSeries[] {
  const models = new Set(principal.children.map((model) => model.name));
  const colleagues = team.children.filter(
    (other) => other.name !== principal.name && other.children.some((model) => models.has(model.name)),
  );
  return [...colleagues, ...elsewhere(judging, team, principal.name)].map((node) => node.series);
}

/** Principals of this team that other teams had before: new attribution rules move history, not money. */
export const movedIn = (judging: Judging, team: CostNode): readonly CostSeries[] =>
  team.children.flatMap((principal) => elsewhere(judging, team, principal.name)).map((node) => node.series);

const elsewhere = ({ placesOf }: Judging, { name }: CostNode, principal: string): readonly CostNode[] =>
  (placesOf.get(principal) ?? []).filter((place) => place.team.name !== name).map((place) => place.principal);
