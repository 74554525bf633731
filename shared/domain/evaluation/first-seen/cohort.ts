import type { Hour } from '../../base/instant.ts';
import { picoOfNumber } from '../../base/money.ts';
import type { Finding } from '../finding.ts';
import type { Judging } from '../judging.ts';
import type { CostNode } from '../series/cost-tree.ts';
import type { JudgedTime } from '../series/judged-time.ts';
import { costBetween } from '../series/series.ts';
import type { Cohort } from './facts.ts';
import { learningAt } from './first-sight.ts';

/** Whoever is there in the first days of the data was there before, for all that is known. */
const BORN_AFTER_DAYS = 7;
/** Fewer newborns of the team say less than those of the whole company. */
const TEAM_MIN = 3;

/** Hours of life, half-open. */
interface Age {
  readonly from: number;
  readonly to: number;
}

/** The last whole day of a life, or all of a first day that is not over. */
export function judgedAge(first: Hour, ripeEnd: Hour): Age | undefined {
  const lived = ripeEnd - first;
  if (lived < 1) return undefined;
  const days = Math.floor(lived / 24);
  return days === 0 ? { from: 0, to: lived } : { from: (days - 1) * 24, to: days * 24 };
}

/**
 * What others spent at that age. `peers` are all of its kind; those that were there from the start, or are younger than
 * it, say nothing. Undefined where nobody is left.
 */
export function cohortOf(
  kind: string,
  own: CostNode,
  first: Hour,
  peers: readonly CostNode[],
  time: Pick<JudgedTime, 'dataFrom' | 'ripeEnd'>,
  ofTeam = false,
): Cohort | undefined {
  const age = judgedAge(first, time.ripeEnd);
  if (age === undefined) return undefined;
  const spent = (node: CostNode, born: Hour): number =>
    Math.max(0, costBetween(node.series, born + age.from, born + age.to));
  const costs = peers
    .filter((peer) => peer.name !== own.name)
    .map((peer) => ({ peer, born: peer.firstHour }))
    .filter(({ born }) => born - time.dataFrom >= BORN_AFTER_DAYS * 24 && born + age.to <= time.ripeEnd)
    .map(({ peer, born }) => spent(peer, born))
    .sort((a, b) => a - b);
  if (costs.length === 0) return undefined;
  const middle = (costs[(costs.length - 1) >> 1]! + costs[costs.length >> 1]!) / 2;
  return {
    kind,
    ofTeam,
    size: costs.length,
    ...age,
    median: picoOfNumber(middle),
    own: picoOfNumber(spent(own, first)),
  };
}

/** `role`, `user`, `sso` … as in `role/search-api@123456789012`. */
const identityKind = (id: string): string => /^[^/@]+(?=\/)/u.exec(id)?.[0] ?? '';

/**
 * What a newcomer's finding says of its age: others of its kind that were new before, of its team where there are three,
 * else of the company, and on which day of its learning it is. Facts only, no verdict.
 */
export function newbornFacts(
  judging: Judging,
  team: CostNode,
  principal: CostNode,
): Pick<Finding, 'cohort' | 'learning'> {
  const cohort = newcomerCohort(judging, team, principal);
  const learning = learningAt(principal.firstHour, judging.time, judging.defaults.newcomer.days);
  return { ...(cohort === undefined ? {} : { cohort }), learning };
}

function newcomerCohort(judging: Judging, team: CostNode, principal: CostNode): Cohort | undefined {
  const kind = identityKind(principal.name);
  const isPeer = ({ name }: CostNode): boolean => identityKind(name) === kind;
  const compare = (peers: readonly CostNode[], ofTeam: boolean): Cohort | undefined =>
    cohortOf(kind, principal, principal.firstHour, peers, judging.time, ofTeam);
  const near = compare(team.children.filter(isPeer), true);
  if (near !== undefined && near.size >= TEAM_MIN) return near;
  return (
    compare(
      judging.tree.teams.flatMap((one) => one.children.filter(isPeer)),
      false,
    ) ?? near
  );
}
