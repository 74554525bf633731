import { byText } from '../base/order.ts';
import type { Alert } from './alert.ts';

/** Firing alerts on the spikes and newcomers that a budget finding names as causes: a message may link them. */
export function relatedAlerts(budgetAlert: Alert, alerts: readonly Alert[]): readonly Alert[] {
  const causes = budgetAlert.finding.causes ?? [];
  return alerts
    .filter(
      ({ state, finding }) =>
        state === 'firing' &&
        (finding.rule === 'spike' || finding.rule === 'newcomer') &&
        causes.some(
          ({ team, principal }) => team === finding.scope.team && principal === finding.scope.principal,
        ),
    )
    .sort((a, b) => byText(a.id, b.id));
}
