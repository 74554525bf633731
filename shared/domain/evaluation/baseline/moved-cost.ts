import type { Hour } from '../../base/instant.ts';
import type { Judging } from '../judging.ts';
import type { CostNode } from '../series/cost-tree.ts';
import { type CostSeries, costBetween } from '../series/series.ts';
import { type LagWeight, usualBetween, usualLags } from '../series/usual.ts';
import { knownTo } from './known-to.ts';

/** Who costs less than this part of the usual in the last hours that are known of it fell silent. */
const SILENT = 0.1;
/** So many of its last hours are looked at: the fewest that usually hold this part of its day. */
const LAST_HOURS = [6, 12, 18, 24];
const LAST_SHARE = 0.2;
/** It worked in those hours on this part of the earlier days at least: who often pauses hands nothing over. */
const REGULAR = 0.8;
/** The silence may be this old and the usual of the silent one is still undiluted. */
const FIRST_LAG = 10;

interface Window {
  readonly from: Hour;
  readonly to: Hour;
}

/** Costs of one who may have handed work over, by model; of a model that is billed late the newest hours are unknown. */
export type HanderOver = readonly { readonly series: CostSeries; readonly knownTo: Hour }[];

/**
 * Usual dollars of those who fell silent in [from, to): money that only moved is not a rise. `heirSince`: first hour of a
 * newcomer, before which nobody handed anything over to it.
 */
export function silentCost(
  judging: Judging,
  silent: readonly HanderOver[],
  window: Window,
  heirSince?: Hour,
): number {
  if (silent.length === 0) return 0;
  const past = { from: judging.tree.firstHour, skips: [] };
  const seen = { from: Math.min(window.from, window.to - 24), to: window.to };
  const lags = usualLags(seen, FIRST_LAG, past, judging.defaults);
  const { step } = judging.time;
  const from = Math.max(window.from, heirSince ?? window.from);
  return silent.reduce((sum, one) => {
    const parts = one.map((part) => ({ ...part, knownTo: Math.min(window.to, part.knownTo) }));
    const last = heirSince === undefined ? lastHours(parts, lags, step) : sinceThen(heirSince, step);
    return isSilent(parts, last, lags) ? sum + missing(parts, { from, to: window.to }, lags) : sum;
  }, 0);
}

/** First of the last hours, by the end of what is known. */
type LastHours = (knownTo: Hour) => Hour;

function lastHours(parts: HanderOver, lags: readonly LagWeight[], step: number): LastHours {
  const usual = (hours: number): number =>
    sumOf(parts, (series, end) => usualBetween(series, end - hours, end, lags));
  const enough = LAST_SHARE * usual(24);
  const hours = step > 1 ? step : (LAST_HOURS.find((reach) => usual(reach) >= enough) ?? 24);
  return (end) => end - hours;
}

/** Since the heir came, without the hour in which both may have worked. */
const sinceThen =
  (heirSince: Hour, step: number): LastHours =>
  (end) =>
    Math.min(end, Math.max(end - 24, heirSince + (step > 1 ? 0 : step)));

function isSilent(parts: HanderOver, last: LastHours, lags: readonly LagWeight[]): boolean {
  const limit = SILENT * sumOf(parts, (series, end) => usualBetween(series, last(end), end, lags));
  const isQuiet = (daysAgo: number): boolean =>
    sumOf(parts, (series, end) => costBetween(series, last(end) - daysAgo * 24, end - daysAgo * 24)) <= limit;
  if (limit <= 0 || !isQuiet(0)) return false;
  const worked = lags.reduce((sum, { days, weight }) => sum + (isQuiet(days) ? 0 : weight), 0);
  return worked >= REGULAR;
}

/** Nothing more is expected of the hours that are not known yet. */
function missing(parts: HanderOver, { from, to }: Window, lags: readonly LagWeight[]): number {
  const usual = sumOf(parts, (series) => usualBetween(series, from, to, lags));
  return Math.max(0, usual - sumOf(parts, (series, end) => costBetween(series, from, end)));
}

const sumOf = (parts: HanderOver, of: (series: CostSeries, knownTo: Hour) => number): number =>
  parts.reduce((sum, { series, knownTo }) => sum + of(series, knownTo), 0);

/** These principals, or models, as hands that work may have left. */
export const handsOf = (judging: Judging, nodes: readonly CostNode[]): readonly HanderOver[] =>
  nodes.map((node) => {
    const parts = node.children.length === 0 ? [node] : node.children;
    const ends = parts.map(({ name }) => knownTo(judging, name));
    // Models are summed up only where they tell more than their principal: most are never looked at.
    if (ends.every((end) => end === ends[0])) return [{ series: node.series, knownTo: ends[0]! }];
    return parts.map(({ series }, index) => ({ series, knownTo: ends[index]! }));
  });

/** Who could have handed its work to this principal: the same principal in another team, or a colleague with a common model. */
export function handersOver(judging: Judging, team: CostNode, principal: CostNode): readonly HanderOver[] {
  const models = new Set(principal.children.map((model) => model.name));
  const colleagues = team.children.filter(
    (other) => other.name !== principal.name && other.children.some((model) => models.has(model.name)),
  );
  return handsOf(judging, [...colleagues, ...elsewhere(judging, team, principal.name)]);
}

/** Principals of this team that other teams had before: new attribution rules move history, not money. */
export const movedIn = (judging: Judging, team: CostNode): readonly HanderOver[] =>
  handsOf(
    judging,
    team.children.flatMap((principal) => elsewhere(judging, team, principal.name)),
  );

const elsewhere = ({ placesOf }: Judging, { name }: CostNode, principal: string): readonly CostNode[] =>
  (placesOf.get(principal) ?? []).filter((place) => place.team.name !== name).map((place) => place.principal);
