import { isInScope, type ReadScope } from '../../domain/access/scope.ts';
import type { Plan } from '../../domain/alert/plan.ts';
import { planHours } from '../../domain/alert/plan-state.ts';
import type { Instant } from '../../domain/base/instant.ts';
import type { Pico } from '../../domain/base/money.ts';
import { judgedPeriods } from '../../domain/ledger/judged-periods.ts';
import { planSpentIn, type TeamPorts, viewsBetween } from './team.ts';

export interface PlanRow {
  readonly plan: Plan;
  readonly spent: Pico;
}

/** Plans of the teams that somebody sees, newest first, those that ended lately among them. */
export async function planRows(
  ports: Pick<TeamPorts, 'book' | 'plans'>,
  exportName: string,
  scope: ReadScope,
  now: Instant,
): Promise<readonly PlanRow[]> {
  const [pointers, recent] = await Promise.all([
    ports.book.pointers(exportName),
    ports.plans.recent(exportName, now),
  ]);
  const newest = judgedPeriods(pointers).at(-1);
  const plans = recent.filter(({ team }) => isInScope(scope, team)).sort((a, b) => b.createdAt - a.createdAt);
  return Promise.all(
    plans.map(async (plan): Promise<PlanRow> => {
      if (newest === undefined) return { plan, spent: 0n };
      const { from, to } = planHours(plan, newest);
      const views = await viewsBetween(ports, { pointers, newest }, from, to);
      return { plan, spent: await planSpentIn(views, scope, plan, newest.grain) };
    }),
  );
}
