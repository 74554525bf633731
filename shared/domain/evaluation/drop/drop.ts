import type { Hour } from '../../base/instant.ts';
import { picoOfNumber } from '../../base/money.ts';
import { byText } from '../../base/order.ts';
import type { Finding, FindingScope } from '../finding.ts';
import { mergedNode } from '../first-seen/scopes.ts';
import { impactOf } from '../impact.ts';
import type { Judging } from '../judging.ts';
import { type Family, familyOf } from '../ripeness/family.ts';
import { shownSeries } from '../rise/spike-finding.ts';
import type { CostNode } from '../series/cost-tree.ts';
import { exactCost } from '../series/exact-cost.ts';
import { ripeEndOf } from '../series/judged-time.ts';
import { type Arrived, arrivedIn } from './arrived.ts';
import { missesWorkingDays, type Peers, peersOf } from './quiet-days.ts';
import { type Silence, silenceOf } from './silence.ts';
import { isTakenOver, type Workload } from './taken-over.ts';

/** Principals that explain this part of their team's silence speak for it. */
const SPEAKS = 0.8;
/** So many principals of a team are told as one. */
const TOGETHER = 3;

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
  readonly parts: readonly Silent[];
}

/** Paying workloads that went silent, each at the narrowest scope that explains it, and those that are not told. */
export function judgeDrops(judging: Judging): JudgedDrops {
  const { tree } = judging;
  const arrived = arrivedIn(tree, judging.time, judging.defaults.tailHours);
  const silent = tree.teams.flatMap((team) => silentIn(judging, arrived, team));
  if (silent.length === 0) return { findings: [], withheld: [] };
  const peers = peersOf(
    tree,
    Math.min(...silent.map(({ silence }) => silence.lastSeen)),
    Math.max(...silent.map(({ silence }) => silence.to)),
  );
  const told: Silent[] = [];
  const withheld: JudgedDrops['withheld'][number][] = [];
  for (const one of silent) {
    const because = reasonToWithhold(judging, one, peers);
    if (because === undefined) told.push(one);
    else withheld.push({ ...scopeOf(one), because });
  }
  const findings = tree.teams
    .flatMap((team) => groupedIn(told.filter((one) => one.team === team)))
    .map((one) => findingOf(judging, one, peers));
  return { findings, withheld };
}

export const dropFindings = (judging: Judging): readonly Finding[] => judgeDrops(judging).findings;

const scopeOf = ({ team, principal }: Workload): Pick<FindingScope, 'team' | 'principal'> => ({
  team: team.name,
  ...(principal === undefined ? {} : { principal: principal.name }),
});

/** The team where it is silent as a whole and its silent principals are not the reason; else those. */
function silentIn(judging: Judging, arrived: Arrived, team: CostNode): readonly Silent[] {
  const principals = team.children.flatMap((principal): readonly Silent[] => {
    const silence = silenceIn(judging, arrived, { team, principal });
    return silence === undefined ? [] : [{ team, principal, node: principal, silence, parts: [] }];
  });
  const whole = team.children.length > 1 ? silenceIn(judging, arrived, { team }) : undefined;
  if (whole === undefined) return principals;
  const explained = principals.reduce((sum, { silence }) => sum + silence.expected, 0);
  if (explained >= SPEAKS * whole.expected) return principals;
  return [{ team, node: team, silence: whole, parts: dearestFirst(principals) }];
}

/** Several of one team stopped for one reason, most likely, and are one message. */
function groupedIn(told: readonly Silent[]): readonly Silent[] {
  const [first] = told;
  if (first === undefined || told.length < TOGETHER) return told;
  const all = told.map(({ silence }) => silence);
  const sum = (of: (silence: Silence) => number): number => all.reduce((total, one) => total + of(one), 0);
  const silence: Silence = {
    work: { day: sum(({ work }) => work.day), weeks: Math.min(...all.map(({ work }) => work.weeks)) },
    lastSeen: Math.min(...all.map(({ lastSeen }) => lastSeen)),
    due: Math.min(...all.map(({ due }) => due)),
    to: Math.max(...all.map(({ to }) => to)),
    expected: sum(({ expected }) => expected),
    actual: sum(({ actual }) => actual),
    usual: (from, to) => sum(({ usual }) => usual(from, to)),
  };
  const node = mergedNode(
    first.team.name,
    told.map((one) => one.node),
  );
  return [{ team: first.team, node, silence, parts: dearestFirst(told) }];
}

const dearestFirst = (all: readonly Silent[]): readonly Silent[] =>
  [...all].sort((a, b) => b.silence.expected - a.silence.expected || byText(a.node.name, b.node.name));

/** Late charges are no silence: it is looked at again with the hours in which its own models' charges have come in. */
function silenceIn(judging: Judging, arrived: Arrived, one: Workload): Silence | undefined {
  const { time, tree } = judging;
  const node = one.principal ?? one.team;
  const until = (to: Hour): Silence | undefined =>
    silenceOf(node, {
      from: tree.firstHour,
      to: Math.floor(to / time.step) * time.step,
      dataEnd: time.dataEnd,
      step: time.step,
    });
  const end = endOfSilence(judging);
  return until(end) && until(arrived.endOf(one, Math.min(end, ripeEndOf(time, familiesOf(node)))));
}

/** Where nobody's charges have come in it may be the export that is silent. */
const endOfSilence = ({ time, tree }: Judging): Hour => Math.min(time.ripeEnd, tree.dataThrough);

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

function findingOf({ time, tree }: Judging, one: Silent, peers: Peers): Finding {
  const { node, silence } = one;
  const { lastSeen, due, to, work, expected } = silence;
  const actual = exactCost(node.entries, { from: lastSeen, to });
  const rate = {
    costPerHour: actual > 0n ? actual / BigInt(to - lastSeen) : 0n,
    usualPerHour: picoOfNumber(work.day / 24),
  };
  return {
    rule: 'drop',
    scope: scopeOf(one),
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
      parts: one.parts.map((part) => ({
        principal: part.node.name,
        expected: picoOfNumber(part.silence.expected),
      })),
      others: { running: peers.running(node, lastSeen, to), of: Math.max(0, peers.count - 1) },
    },
  };
}
