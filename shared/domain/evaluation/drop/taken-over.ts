import type { CostNode, CostTree } from '../series/cost-tree.ts';
import { costBetween } from '../series/series.ts';
import type { Silence } from './silence.ts';
import { usualOf } from './usual-work.ts';

/** A principal, or a whole team. */
export interface Workload {
  readonly team: CostNode;
  readonly principal?: CostNode;
}

/** Somebody who spends this part of what is missing more than usual has taken it over. */
const TAKEN = 0.5;
/** A renamed role may begin a day before the old one ends. */
const OVERLAP_HOURS = 24;

/**
 * Whether the work goes on under another name: the same principal in another team (attribution rules changed), somebody
 * with a common model who rose by half of what is missing, or newborns of the team or with a common model together.
 */
export function isTakenOver(tree: CostTree, { team, principal }: Workload, silence: Silence): boolean {
  const { lastSeen, to } = silence;
  const missing = silence.expected - silence.actual;
  const own = principal === undefined ? team.children : [principal];
  const names = new Set(own.map((node) => node.name));
  const models = new Set(own.flatMap((node) => node.children.map((model) => model.name)));
  let byNewborns = 0;
  for (const place of tree.teams) {
    for (const other of place.children) {
      if (own.includes(other)) continue;
      const isNewborn = other.firstHour >= lastSeen - OVERLAP_HOURS;
      const shares = names.has(other.name) || other.children.some((model) => models.has(model.name));
      if (!shares && !(isNewborn && place === team)) continue;
      const cost = costBetween(other.series, lastSeen, to);
      if (isNewborn) byNewborns += cost;
      if (cost < TAKEN * missing) continue;
      const usual = usualOf(other.series, { from: lastSeen, to }, { since: tree.firstHour, lastSeen, to });
      if (cost - usual >= TAKEN * missing) return true;
    }
  }
  return byNewborns >= TAKEN * missing;
}
