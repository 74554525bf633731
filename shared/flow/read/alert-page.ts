import type { Person } from '../../domain/access/person.ts';
import { isInScope, scopeOf } from '../../domain/access/scope.ts';
import { threadsOf } from '../../domain/alert/digest.ts';
import type { Instant } from '../../domain/base/instant.ts';
import type { StopCard } from '../../domain/evidence/stop-card.ts';
import type { StopRefusal } from '../../domain/evidence/stop-target.ts';
import { type ScopedPack, withinScope } from '../../domain/evidence/within-scope.ts';
import { type AlertLine, alertLineOf, lastTold } from '../../domain/notification/alert-line.ts';
import type { LabelledValue } from '../../domain/notification/notification.ts';
import { type OfferedDecision, offeredDecisions } from '../../domain/notification/offered-decisions.ts';
import type { OutboxEntry } from '../../domain/notification/outbox.ts';
import type { AlertStore } from '../../ports/alert-store.ts';
import type { Outbox } from '../../ports/outbox.ts';
import { type ExplainPorts, type ExplainSettings, evidenceFor, stopCardFor } from '../explain.ts';

export interface AlertPorts extends Omit<ExplainPorts, 'alerts'> {
  readonly alerts: Pick<AlertStore, 'get' | 'recent'>;
  readonly outbox: Pick<Outbox, 'sentFor'>;
}

export interface AlertSettings extends ExplainSettings {
  readonly exportName: string;
}

export interface AlertPage {
  readonly line: AlertLine;
  readonly offered: readonly OfferedDecision[];
  /** What it looks like and what it is made of, then what waiting costs, as its own message says it now. */
  readonly why: readonly LabelledValue[];
  readonly outlook: readonly LabelledValue[];
  /** Its own after those of the digest that told it first; oldest first. */
  readonly messages: readonly OutboxEntry[];
  readonly evidence?: ScopedPack;
  readonly stopCard?: StopCard | StopRefusal;
}

/** One alert with everything that its message rests on; undefined where there is none, or it is of another team. */
export async function alertPage(
  ports: AlertPorts,
  settings: AlertSettings,
  person: Person,
  asked: { readonly id: string; readonly now: Instant },
): Promise<AlertPage | undefined> {
  const { exportName } = settings;
  const scope = scopeOf(person);
  const alert = await ports.alerts.get(exportName, asked.id);
  if (alert === undefined || !isInScope(scope, alert.finding.scope.team)) return undefined;
  const [pointers, threads, pack] = await Promise.all([
    ports.ledger.pointers(exportName),
    Promise.all(threadsOf(alert).map((thread) => ports.outbox.sentFor(thread))),
    evidenceFor(ports, exportName, alert, settings),
  ]);
  const evidence = pack && withinScope(pack, scope);
  const newest = pointers.at(-1);
  if (newest === undefined) return undefined;
  const { why = [], outlook } = lastTold(alert, newest);
  return {
    line: alertLineOf(alert, newest, asked.now),
    offered: offeredDecisions(alert, person, asked.now),
    ...{ why, outlook, messages: threads.flat() },
    ...(evidence === undefined ? {} : { evidence }),
    // Whoever else uses the principal is hit as well, and is named only to who may know of them.
    ...(pack === undefined || evidence === undefined
      ? {}
      : { stopCard: stopCardFor({ ...pack, lastDay: evidence.lastDay }) }),
  };
}
