import { picoOfNumber } from '../../base/money.ts';
import { UNATTRIBUTED } from '../../charge/principal.ts';
import { handsOf, silentCost } from '../baseline/moved-cost.ts';
import { contributionsTo } from '../cause/explain.ts';
import type { Finding } from '../finding.ts';
import { impactOf, severityOf } from '../impact.ts';
import { type Judging, usualDayOf } from '../judging.ts';
import { burnOf } from '../rise/burn.ts';
import { shownSeries } from '../rise/spike-finding.ts';
import { exactCost, sessionsIn } from '../series/exact-cost.ts';
import { costBetween } from '../series/series.ts';
import { usualLags } from '../series/usual.ts';
import { type Candidate, candidatesOf } from './candidates.ts';
import { cohortOf } from './cohort.ts';
import { isExplained, isSame, type NewCost } from './explained.ts';
import type { FirstSeen, SeenValue } from './facts.ts';
import { dearestDay, firstSight, learningAt, UNSEEN_DAYS } from './first-sight.ts';
import { usersOf } from './scopes.ts';

/** Least cost of a day, in currency units, and as a share of the company's usual day. */
export const FIRST_SEEN_FLOOR = { dollars: 50, companyShare: 0.01 };
/** Where more than the rest of it is what others used to cost, it is a replacement. */
const ANEW = 0.5;
const USERS_SHOWN = 3;

/**
 * Accounts, regions, models and tag values that were never seen before and already cost something. `rises` are the
 * spikes and newcomers of this judgement: what they tell is not told twice. Sorted from the widest kind to the
 * narrowest, then by name.
 */
export function firstSeenFindings(judging: Judging, rises: readonly Finding[]): readonly Finding[] {
  const fresh = candidatesOf(judging.tree, judging.time).flatMap((one) => newCost(judging, one));
  if (fresh.length === 0) return [];
  const floor = Math.max(FIRST_SEEN_FLOOR.dollars, FIRST_SEEN_FLOOR.companyShare * companyDay(judging));
  const dear = fresh.filter(
    (one) =>
      one.dollars >= floor &&
      paidAnew(judging, one) >= Math.max(floor, ANEW * one.dollars) &&
      !isExplained(judging, rises, one),
  );
  // One start of something is often new in more than one way: the widest kind speaks for the others.
  const leaders: NewCost[] = [];
  for (const one of dear) if (!leaders.some((leader) => isSame(leader, one))) leaders.push(one);
  return leaders.map((one) =>
    findingOf(
      judging,
      one,
      dear
        .filter((other) => other !== one && isSame(one, other))
        .map(({ candidate }) => seenValue(candidate)),
    ),
  );
}

const companyDay = (judging: Judging): number =>
  judging.tree.teams.reduce((sum, team) => sum + usualDayOf(judging, team), 0);

function newCost({ time }: Judging, candidate: Candidate): readonly NewCost[] {
  const first = firstSight(candidate.node, time, candidate.knownFrom);
  if (first === undefined) return [];
  const window = dearestDay(candidate.node, first, time);
  const dollars = costBetween(candidate.node.series, window.from, window.to);
  return [{ candidate, first, window, dollars }];
}

/** Without what others of its kind used to cost and now do not: a renamed tag, or a model that replaces another. */
const paidAnew = (judging: Judging, { candidate, window, dollars }: NewCost): number =>
  dollars - silentCost(judging, handsOf(judging, candidate.siblings()), window);

const seenValue = ({ kind, key, value }: Candidate): SeenValue => ({
  kind,
  ...(key === undefined ? {} : { key }),
  value,
});

function findingOf(judging: Judging, one: NewCost, also: readonly SeenValue[]): Finding {
  const { time, tree, defaults } = judging;
  const { candidate, first, window } = one;
  const { node, parts, kind, value } = candidate;
  const filter = kind === 'model' ? { model: value } : {};
  const burn = burnOf(node.series, first, [], time);
  const whole = { from: first, to: time.dataEnd };
  const soFar = exactCost(node.entries, whole, filter);
  const firstSeen = factsOf(judging, one, also);
  const team = teamOf(firstSeen);
  const impact = impactOf(
    burn,
    soFar > 0n ? soFar : 0n,
    { dataEnd: time.dataEnd, asOf: time.asOf },
    judging.outlooks?.get(team),
  );
  const actual = exactCost(node.entries, window, filter);
  const expected = picoOfNumber(Math.max(0, one.dollars - paidAnew(judging, one)));
  const lags = usualLags(window, 1, { from: tree.firstHour, skips: [] }, defaults);
  return {
    rule: 'first-seen',
    scope: { team, ...filter },
    severity: severityOf(impact, defaults) === 'info' ? 'info' : 'warning',
    billingPeriod: tree.newest.billingPeriod,
    currency: tree.newest.currency,
    startedAt: first,
    ...burn,
    shareOfRise: 1,
    impact,
    // No past of its own; what silent others of its kind used to cost is expected.
    baseline: { ...window, actual, expected, band: { low: 0n, high: expected }, history: 0, score: 0 },
    contributions: contributionsTo(node.entries, { ...window, lags }, filter.model, actual - expected),
    series: shownSeries(node, filter, first, time.dataEnd, time.step),
    sessions: parts.length === 0 ? 0 : sessionsIn(node.entries, whole),
    firstSeen,
  };
}

function factsOf(judging: Judging, one: NewCost, also: readonly SeenValue[]): FirstSeen {
  const { time } = judging;
  const { candidate, first, window } = one;
  const { kind, value } = candidate;
  const cohort = cohortOf(kind, candidate.node, first, candidate.siblings(), {
    ...time,
    dataFrom: candidate.knownFrom,
  });
  return {
    ...seenValue(candidate),
    unseenDays: Math.min(UNSEEN_DAYS, Math.floor((first - candidate.knownFrom) / 24)),
    knownFrom: candidate.knownFrom,
    learning: learningAt(first, time),
    ...(cohort === undefined ? {} : { cohort }),
    users: usersOf(candidate.parts, window, kind === 'model' ? value : undefined).slice(0, USERS_SHOWN),
    also,
  };
}

/** Of whoever uses it most; nobody's where the ledger does not know. */
const teamOf = ({ users }: FirstSeen): string => users[0]?.team ?? UNATTRIBUTED;
