import { type Day, dayOfHour, type Hour } from '../../base/instant.ts';
import type { CostNode, CostTree } from '../series/cost-tree.ts';
import { costBetween } from '../series/series.ts';
import { DAYS_MIN, type Silence } from './silence.ts';
import { restsAtWeekends, usualOf, usualWork } from './usual-work.ts';

/** A workload that is due and spends less than this part of its usual has fallen. */
const FALLEN = 0.5;
/** Most of those due fell: a holiday, or something that is no single workload's affair. */
const MOST = 0.5;
/** Fewer than this tell no holiday from a stop; then two whole days must be missing. */
const PEERS_MIN = 3;
const ALONE_DAYS_MIN = 1.8;
/** Due on a day: at least this part of its usual working day. */
const DUE = 0.2;

/** Regular workloads of the company, and what they did on the days in question. */
export interface Peers {
  readonly count: number;
  /** Of those that work on the same days of the week as this one. */
  isQuietDay(office: boolean, day: Day): 'quiet' | 'working' | 'unknown';
  /** Workloads but this one with a cost in the hours. */
  running(but: CostNode, from: Hour, to: Hour): number;
}

export function peersOf(tree: CostTree, before: Hour, to: Hour): Peers {
  const regular = tree.teams
    .flatMap((team) => team.children)
    .flatMap((node) => {
      const work = usualWork(node, before);
      return work === undefined ? [] : [{ node, work, office: restsAtWeekends(node.series, before) }];
    });
  const known = new Map<string, 'quiet' | 'working' | 'unknown'>();
  const judged = (office: boolean, day: Day): 'quiet' | 'working' | 'unknown' => {
    const hours = { from: day * 24, to: Math.min(day * 24 + 24, to) };
    let [due, fallen] = [0, 0];
    for (const peer of regular) {
      if (peer.office !== office) continue;
      const weeks = { since: tree.firstHour, lastSeen: hours.from, to };
      const usual = usualOf(peer.node.series, hours, weeks);
      if (usual < DUE * peer.work.day) continue;
      due += 1;
      if (costBetween(peer.node.series, hours.from, hours.to) < FALLEN * usual) fallen += 1;
    }
    if (due < PEERS_MIN) return 'unknown';
    return fallen > MOST * due ? 'quiet' : 'working';
  };
  return {
    count: regular.length,
    isQuietDay(office, day) {
      const key = `${office} ${day}`;
      const verdict = known.get(key) ?? judged(office, day);
      known.set(key, verdict);
      return verdict;
    },
    running: (but, from, end) =>
      regular.filter(({ node }) => node !== but && costBetween(node.series, from, end) > 0).length,
  };
}

/** Whether a usual day is missing after all days are left out on which the others rested too. */
export function missesWorkingDays(silence: Silence, node: CostNode, peers: Peers): boolean {
  const { lastSeen, to, work, usual } = silence;
  const office = restsAtWeekends(node.series, lastSeen);
  let [sure, alone] = [0, 0];
  for (let day = dayOfHour(lastSeen); day * 24 < to; day += 1) {
    const missing = usual(Math.max(lastSeen, day * 24), Math.min(day * 24 + 24, to));
    const verdict = peers.isQuietDay(office, day);
    if (verdict === 'working') sure += missing;
    if (verdict === 'unknown') alone += missing;
  }
  return sure >= DAYS_MIN * work.day || sure + alone >= ALONE_DAYS_MIN * work.day;
}
