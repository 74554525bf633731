import type { PlanChange } from '../domain/alert/judge.ts';
import type { Plan } from '../domain/alert/plan.ts';
import type { PlanStore } from '../ports/plan-store.ts';
import type { Telemetry } from '../ports/telemetry.ts';

/**
 * Stores how plans were left and that they were reported. One that somebody changed meanwhile is left to the next
 * judgement, which finds the same again.
 */
export async function savePlans(
  ports: { readonly plans: Pick<PlanStore, 'save'>; readonly telemetry: Telemetry },
  exportName: string,
  changes: readonly PlanChange[],
): Promise<void> {
  for (const { after, event } of changes) {
    const at = event === 'ended' ? after.reportedAt! : after.left!.at;
    const note = {
      at,
      action: event,
      why: after.left === undefined ? 'within its cap' : WHY[after.left.why],
    };
    if (await ports.plans.save(exportName, after, note))
      ports.telemetry.event('plan changed', { id: after.id, event });
  }
}

const WHY: Readonly<Record<NonNullable<Plan['left']>['why'], string>> = {
  amount: 'more was spent than its cap',
  scope: 'its principal rose by another model',
  time: 'it rose on after its end',
};
