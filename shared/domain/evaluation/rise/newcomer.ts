import type { Hour } from '../../base/instant.ts';
import { approximate, picoOfNumber } from '../../base/money.ts';
import { handersOver, silentCost } from '../baseline/moved-cost.ts';
import { causeOf } from '../cause/cause-of.ts';
import { contributionsTo, excessIn, explainingChild, explainingKind } from '../cause/explain.ts';
import type { Finding } from '../finding.ts';
import { newbornFacts } from '../first-seen/cohort.ts';
import { impactOf, severityOf } from '../impact.ts';
import { type Judging, usualDayOf } from '../judging.ts';
import type { CostNode } from '../series/cost-tree.ts';
import { exactCost, sessionsIn } from '../series/exact-cost.ts';
import { costBetween } from '../series/series.ts';
import { usualLags } from '../series/usual.ts';
import { burnOf } from './burn.ts';
import { startOfRise } from './change-point.ts';
import { shareOf, shownSeries } from './spike-finding.ts';

/** Without a past there is nothing to compare with: the rise is searched in the days since the first sight. */
const WINDOW = { hours: 24, firstLag: 1, dollars: 1, percent: 0, extraScore: 0 };

/** Principals first seen a few days ago, in any team, that already cost a share of the team's day. */
export function newcomerFindings(judging: Judging, team: CostNode): readonly Finding[] {
  const { newcomer } = judging.defaults;
  const floor = Math.max(approximate(newcomer.minDollars), newcomer.teamShareMin * usualDayOf(judging, team));
  return team.children
    .filter((principal) => isNew(judging, principal.name))
    .flatMap((principal) =>
      newcomerFinding(judging, team, principal, floor).map((finding) => ({
        ...finding,
        ...newbornFacts(judging, team, principal),
      })),
    );
}

/** First seen in any team: new attribution rules rename teams, not people. */
export function isNew({ placesOf, time, defaults }: Judging, name: string): boolean {
  const firstHour = Math.min(...(placesOf.get(name) ?? []).map(({ principal }) => principal.firstHour));
  const { days, tenantDays } = defaults.newcomer;
  return time.dataEnd - firstHour < days * 24 && firstHour - time.dataFrom >= tenantDays * 24;
}

/** Last 24 hours; what has arrived of the newest ones can only grow, so they may end in those. */
function dearestDay({ time }: Judging, { series }: CostNode): { readonly from: Hour; readonly to: Hour } {
  const costTo = (end: Hour): number => costBetween(series, end - 24, end);
  const to = costTo(time.dataEnd) > costTo(time.ripeEnd) ? time.dataEnd : time.ripeEnd;
  return { from: to - 24, to };
}

/** No past of its own, so no history and no score; what silent colleagues used to cost is expected. */
function newcomerFinding(
  judging: Judging,
  team: CostNode,
  principal: CostNode,
  floor: number,
): readonly Finding[] {
  const { time, tree, defaults } = judging;
  const window = dearestDay(judging, principal);
  const moved = silentCost(judging, handersOver(judging, team, principal), window);
  if (costBetween(principal.series, window.from, window.to) - moved < floor) return [];

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
  const impact = impactOf(
    burn,
    exactCost(node.entries, { from: startedAt, to: end }, filter),
    { dataEnd: end, asOf: time.asOf },
    judging.outlooks?.get(team.name),
  );
  const actual = exactCost(node.entries, window, filter);
  const expected = picoOfNumber(moved);
  const contributions = contributionsTo(node.entries, rise, model?.name, actual - expected);
  const kind = model && explainingKind(contributions, actual - expected);
  return [
    {
      rule: 'newcomer',
      scope: {
        team: team.name,
        principal: principal.name,
        ...(model === undefined ? {} : { model: model.name }),
        ...(kind === undefined ? {} : { tokenKind: kind }),
      },
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
    },
  ];
}
