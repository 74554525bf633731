import type { Hour } from '../base/instant.ts';
import type { Pico } from '../base/money.ts';
import type { FindingScope } from '../evaluation/finding.ts';
import type { CostNode, CostTree } from '../evaluation/series/cost-tree.ts';
import { exactCost } from '../evaluation/series/exact-cost.ts';
import type { Alert } from './alert.ts';

/** By alert id, what the hours that were told cost by the ledger as it is now; only rises have such hours. */
export function recountTold(tree: CostTree, alerts: readonly Alert[]): ReadonlyMap<string, Pico> {
  return new Map(
    alerts.flatMap(({ id, state, told }) => {
      if (state === 'resolved' || told.baseline === undefined || told.firstSeen !== undefined) return [];
      const { model } = told.scope;
      const entries = nodeOf(tree, told.scope)?.entries ?? [];
      return [[id, exactCost(entries, told.baseline, model === undefined ? {} : { model })] as const];
    }),
  );
}

export function nodeOf(
  { teams }: CostTree,
  { team, principal }: Pick<FindingScope, 'team' | 'principal'>,
): CostNode | undefined {
  const node = teams.find(({ name }) => name === team);
  return principal === undefined ? node : node?.children.find(({ name }) => name === principal);
}

/** First hour whose costs the tree knows; what was before it may have cost anything. */
export const coveredFrom = ({ teams, firstHour }: CostTree): Hour => teams[0]?.series.from ?? firstHour;
