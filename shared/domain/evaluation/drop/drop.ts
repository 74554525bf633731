import type { Hour } from '../../base/instant.ts';
import { picoOfNumber } from '../../base/money.ts';
import type { Finding } from '../finding.ts';
import { impactOf } from '../impact.ts';
import type { Judging } from '../judging.ts';
import { type Family, familyOf } from '../ripeness/family.ts';
import { shownSeries } from '../rise/spike-finding.ts';
import type { CostNode } from '../series/cost-tree.ts';
import { exactCost } from '../series/exact-cost.ts';
import { ripeEndOf } from '../series/judged-time.ts';
import { missesWorkingDays, type Peers, peersOf } from './quiet-days.ts';
import { type Silence, silenceOf } from './silence.ts';
import { isTakenOver, type Workload } from './taken-over.ts';

/** Principals that explain this part of their team's silence speak for it. */
const SPEAKS = 0.8;

/** Why a silent workload is not told. */
export type Withheld = 'quiet day' | 'taken over';

export interface JudgedDrops {
  readonly findings: readonly Finding[];
  readonly withheld: readonly {
    readonly team: string;
    readonly principal?: string;
    readonly because: Withheld;
  }[];
}

interface Silent extends Workload {
  readonly node: CostNode;
  readonly silence: Silence;
}

/** Paying workloads that went silent, each at the narrowest scope that explains it, and those that are not told. */
export function judgeDrops(judging: Judging): JudgedDrops {
  const silent = judging.tree.teams.flatMap((team) => silentIn(judging, team));
  const before = Math.min(...silent.map(({ silence }) => silence.lastSeen));
  const to = Math.max(...silent.map(({ silence }) => silence.to));
  const peers = silent.length === 0 ? undefined : peersOf(judging.tree, before, to);
  const findings: Finding[] = [];
  const withheld: JudgedDrops['withheld'][number][] = [];
  for (const one of silent) {
    const because = peers && reasonToWithhold(judging, one, peers);
    const { team, principal } = one;
    const who = { team: team.name, ...(principal === undefined ? {} : { principal: principal.name }) };
    if (because !== undefined) withheld.push({ ...who, because });
    else if (peers !== undefined) findings.push(findingOf(judging, one, who, peers));
  }
  return { findings, withheld };
}

export const dropFindings = (judging: Judging): readonly Finding[] => judgeDrops(judging).findings;

/** The team where it is silent as a whole and no one principal is the reason; else its silent principals. */
function silentIn(judging: Judging, team: CostNode): readonly Silent[] {
  const principals = team.children.flatMap((principal) =>
    silenceIn(judging, principal).map((silence) => ({ team, principal, node: principal, silence })),
  );
  const [whole] = team.children.length > 1 ? silenceIn(judging, team) : [];
  if (whole === undefined) return principals;
  const alone = principals.find(({ silence }) => silence.expected >= SPEAKS * whole.expected);
  return alone === undefined ? [{ team, node: team, silence: whole }] : [alone];
}

/** Late charges are no silence: it is looked at again with the hours in which its own models' charges have come in. */
function silenceIn(judging: Judging, node: CostNode): readonly Silence[] {
  const { time, tree } = judging;
  const until = (to: Hour): Silence | undefined =>
    silenceOf(node, {
      from: tree.firstHour,
      to: Math.floor(to / time.step) * time.step,
      dataEnd: time.dataEnd,
      step: time.step,
    });
  // Where nobody's charges have come in it may be the export that is silent.
  const end = Math.min(time.ripeEnd, tree.dataThrough);
  const silence = until(end) && until(Math.min(end, ripeEndOf(time, familiesOf(node))));
  return silence === undefined ? [] : [silence];
}

function familiesOf(node: CostNode): readonly Family[] {
  const models = node.children.flatMap((child) =>
    child.children.length === 0 ? [child.name] : child.children.map((model) => model.name),
  );
  return [...new Set(models.map(familyOf))];
}

function reasonToWithhold({ tree }: Judging, one: Silent, peers: Peers): Withheld | undefined {
  if (!missesWorkingDays(one.silence, one.node, peers)) return 'quiet day';
  return isTakenOver(tree, one, one.silence) ? 'taken over' : undefined;
}

function findingOf(
  { time, tree }: Judging,
  { node, silence }: Silent,
  scope: Finding['scope'],
  peers: Peers,
): Finding {
  const { lastSeen, due, to, work, expected } = silence;
  const actual = exactCost(node.entries, { from: lastSeen, to });
  const rate = {
    costPerHour: actual > 0n ? actual / BigInt(to - lastSeen) : 0n,
    usualPerHour: picoOfNumber(work.day / 24),
  };
  return {
    rule: 'drop',
    scope,
    // Nothing is lost by the hour: it is worth knowing, and never worth waking anybody.
    severity: 'info',
    billingPeriod: tree.newest.billingPeriod,
    currency: tree.newest.currency,
    startedAt: due,
    ...rate,
    shareOfRise: 1,
    impact: impactOf(rate, 0n, { dataEnd: time.dataEnd, asOf: time.asOf }),
    contributions: [],
    series: shownSeries(node, {}, lastSeen, to, time.step),
    sessions: 0,
    drop: {
      lastSeen,
      to,
      usualPerDay: picoOfNumber(work.day),
      expected: picoOfNumber(expected),
      actual,
      weeks: work.weeks,
      others: { running: peers.running(node, lastSeen, to), of: Math.max(0, peers.count - 1) },
    },
  };
}
