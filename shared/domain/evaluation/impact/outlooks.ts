import type { Instant } from '../../base/instant.ts';
import { type Budget, workingTimeOf } from '../budget/budget.ts';
import type { Outlook } from '../impact.ts';
import type { Ripeness } from '../ripeness/ripeness.ts';
import type { CostTree } from '../series/cost-tree.ts';

/** By team: its own days, and when the next delivery is due, where earlier ones have shown it. */
export function outlooksOf(
  { teams }: Pick<CostTree, 'teams'>,
  budgets: readonly Budget[],
  asOf: Instant,
  ripeness: Pick<Ripeness, 'nextDelivery'> | undefined,
): ReadonlyMap<string, Outlook> {
  const own = new Map(budgets.map((budget) => [budget.team, budget]));
  const due = ripeness?.nextDelivery?.at ?? asOf;
  // One that is late already may come at any time: then the usual has to do.
  const next = due > asOf ? { nextDeliveryMs: due - asOf } : {};
  return new Map(teams.map(({ name }) => [name, { workingTime: workingTimeOf(own.get(name)), ...next }]));
}
