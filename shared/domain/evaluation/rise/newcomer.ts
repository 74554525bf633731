import type { Hour } from '../../base/instant.ts';
import { approximate, picoOfNumber } from '../../base/money.ts';
import { UNATTRIBUTED } from '../../charge/principal.ts';
import { handersOver, silentCost } from '../baseline/moved-cost.ts';
import { causeOf } from '../cause/cause-of.ts';
import { contributionsTo, excessIn, explainingChild, explainingKind } from '../cause/explain.ts';
import type { Finding, OwnerGuess } from '../finding.ts';
import { newbornFacts } from '../first-seen/cohort.ts';
import { ownerGuessOf } from '../first-seen/owner-guess.ts';
import { impactOf, severityOf } from '../impact.ts';
import { type Judging, usualDayOf } from '../judging.ts';
import type { CostNode } from '../series/cost-tree.ts';
import { exactCost, sessionsIn } from '../series/exact-cost.ts';
import { costBetween } from '../series/series.ts';
import { usualLags } from '../series/usual.ts';
import { burnCompleteness, burnOf } from './burn.ts';
import { startOfRise } from './change-point.ts';
import { scopeOf, shareOf, shownSeries } from './spike-finding.ts';

/** Without a past there is nothing to compare with: the rise is searched in the days since the first sight. */
const WINDOW = { hours: 24, firstLag: 1, dollars: 1, percent: 0, extraScore: 0 };

/** Part of the day's floor that must be spent at least. */
const EARLY_SHARE = 0.34;

/** An heir is no newcomer: its work must have grown by half. */
const HEIR_RISE = 0.5;

/** Principals first seen a few days ago, in any team, that already cost a share of the team's day. */
export function newcomerFindings(judging: Judging, team: CostNode): readonly Finding[] {
  const floor = newcomerFloor(judging, team);
  return team.children
    .filter((principal) => isNew(judging, principal.name))
    .flatMap((principal) => {
      const window = dearestDay(judging, principal);
      const moved = silentCost(judging, handersOver(judging, team, principal), window, principal.firstHour);
      const own = costBetween(principal.series, window.from, window.to) - moved;
      if (own < Math.max(floor * shareOfDay(judging, principal), HEIR_RISE * moved)) return [];
      const finding = newcomerFinding(judging, team, principal, { ...window, moved });
      return [
        { ...finding, ...newbornFacts(judging, team, principal), ...guessed(judging, team, principal) },
      ];
    });
}

function guessed(
  { tree }: Judging,
  team: CostNode,
  principal: CostNode,
): { readonly ownerGuess?: OwnerGuess } {
  const ownerGuess = team.name === UNATTRIBUTED ? ownerGuessOf(tree, principal.name) : undefined;
  return ownerGuess === undefined ? {} : { ownerGuess };
}

/** Cost of a day, in currency units, from which a team is told of new principals. */
export const newcomerFloor = (judging: Judging, team: CostNode): number => {
  const { minDollars, teamShareMin } = judging.defaults.newcomer;
  return Math.max(approximate(minDollars), teamShareMin * usualDayOf(judging, team));
};

/** First seen in any team: new attribution rules rename teams, not people. */
export function isNew({ placesOf, time, defaults }: Judging, name: string): boolean {
  const firstHour = Math.min(...(placesOf.get(name) ?? []).map(({ principal }) => principal.firstHour));
  const { days, tenantDays } = defaults.newcomer;
  return time.dataEnd - firstHour < days * 24 && firstHour - time.dataFrom >= tenantDays * 24;
}

/**
 * Dearest of the newest 24 hours: what has arrived can only grow, so they may end in hours that still fill up; and where
 * the data of its models ends, since what is billed late would never be in the newest day of the bill.
 */
function dearestDay(
  { time, modelEnds }: Judging,
  { series, children }: CostNode,
): { readonly from: Hour; readonly to: Hour } {
  const costTo = (end: Hour): number => costBetween(series, end - 24, end);
  const slowEnds = time.step > 1 ? [] : children.flatMap(({ name }) => modelEnds.get(name) ?? []);
  const to = [time.dataEnd, ...slowEnds].reduce(
    (dearest, end) => (costTo(end) > costTo(dearest) ? end : dearest),
    time.ripeEnd,
  );
  return { from: to - 24, to };
}

/** Somebody who came this morning is told by what a day at this rate will cost, not only when the day is over. */
const shareOfDay = ({ time }: Judging, { firstHour }: CostNode): number =>
  Math.min(1, Math.max(EARLY_SHARE, (time.dataEnd - firstHour) / 24));

/** No past of its own, so no history and no score; what silent colleagues used to cost (`moved`) is expected. */
function newcomerFinding(
  judging: Judging,
  team: CostNode,
  principal: CostNode,
  { moved, ...window }: { readonly from: Hour; readonly to: Hour; readonly moved: number },
): Finding {
  const { time, tree, defaults } = judging;
  const past = { from: tree.firstHour, skips: [] };
  const lags = usualLags(window, defaults.newcomer.days, past, defaults);
  const rise = { ...window, shape: WINDOW, lags };
  const model = explainingChild(principal.children, rise, excessIn(principal, rise));
  const node = model ?? principal;
  const filter = model === undefined ? {} : { model: model.name };
  const startedAt = startOfRise(
    principal.series,
    { to: window.to, shape: { ...WINDOW, hours: Math.max(24, window.to - principal.firstHour) } },
    past,
    time,
    defaults,
  );
  const burn = burnOf(node.series, startedAt, [], time);
  const end = window.to;
  const completeness = burnCompleteness(node.series, startedAt, time);
  const impact = impactOf(
    completeness === undefined ? burn : { ...burn, completeness },
    exactCost(node.entries, { from: startedAt, to: end }, filter),
    { dataEnd: end, asOf: time.asOf },
    judging.outlooks?.get(team.name),
  );
  const actual = exactCost(node.entries, window, filter);
  const expected = picoOfNumber(moved);
  const contributions = contributionsTo(node.entries, rise, model?.name, actual - expected);
  const kind = model && explainingKind(contributions, actual - expected);
  return {
    rule: 'newcomer',
    scope: scopeOf(team, principal, model, kind),
    severity: severityOf(impact, defaults),
    billingPeriod: tree.newest.billingPeriod,
    currency: tree.newest.currency,
    startedAt,
    ...burn,
    shareOfRise: shareOf(excessIn(node, rise), excessIn(team, rise)),
    impact,
    baseline: { ...window, actual, expected, band: { low: 0n, high: expected }, history: 0, score: 0 },
    contributions,
    series: shownSeries(node, filter, startedAt, end, time.step),
    sessions: sessionsIn(node.entries, { from: startedAt, to: end }),
    ...causeOf(principal.entries, model?.name, { ...rise, actual, expected, startedAt, time }),
  };
}
