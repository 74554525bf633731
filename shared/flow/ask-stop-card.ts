import { mayDecide } from '../domain/access/may.ts';
import type { Person } from '../domain/access/person.ts';
import { startOfHour } from '../domain/base/instant.ts';
import { parsePico } from '../domain/base/money.ts';
import { periodEnd } from '../domain/base/period.ts';
import type { SessionNames } from '../domain/evidence/session-names.ts';
import { lastDayOf } from '../domain/evidence/sessions.ts';
import { stopCardOf } from '../domain/evidence/stop-card.ts';
import { type StopCardLine, stopCardLines } from '../domain/evidence/stop-card-lines.ts';
import type { AlertStore } from '../ports/alert-store.ts';
import type { LedgerStore } from '../ports/ledger-store.ts';

export interface StopCardPorts {
  readonly alerts: Pick<AlertStore, 'get'>;
  readonly ledger: Pick<LedgerStore, 'pointers' | 'view'>;
}

export interface StopCardRequest {
  readonly exportName: string;
  readonly alertId: string;
  readonly person: Person | undefined;
  readonly names: SessionNames;
}

/** What somebody can type to stop the principal of an alert, with who else is hit as the newest data shows it. */
export async function askStopCard(
  { alerts, ledger }: StopCardPorts,
  { exportName, alertId, person, names }: StopCardRequest,
): Promise<readonly StopCardLine[]> {
  const alert = await alerts.get(exportName, alertId);
  if (alert === undefined) return [{ kind: 'title', text: 'There is no such alert here.' }];
  const { scope, currency } = alert.finding;
  const allowance = mayDecide(person, scope.team, 'read');
  if (!allowance.allowed) return [{ kind: 'title', text: allowance.reason }];
  const pointers = await ledger.pointers(exportName);
  const through = pointers.at(-1)?.dataThrough ?? 0;
  // The last day may lie in two months.
  const within = pointers.filter(({ billingPeriod }) => periodEnd(billingPeriod) > startOfHour(through - 24));
  const views = await Promise.all(within.map((pointer) => ledger.view(pointer)));
  const used = lastDayOf(
    views.flatMap(({ entries }) => entries),
    scope.principal,
    through,
    names,
  );
  return stopCardLines(
    stopCardOf({
      alertId,
      ...(scope.principal === undefined ? {} : { principal: scope.principal }),
      currency,
      lastDay: used.map((use) => ({ ...use, cost: parsePico(use.cost) })),
    }),
  );
}
