import { mayDecide } from '../domain/access/may.ts';
import type { Actor, Person } from '../domain/access/person.ts';
import type { Alert } from '../domain/alert/alert.ts';
import { applyDecision } from '../domain/alert/apply-decision.ts';
import type { Decided, Decision } from '../domain/alert/decision.ts';
import { retryable } from '../domain/base/failure.ts';
import type { Instant } from '../domain/base/instant.ts';
import type { ComposeSettings } from '../domain/notification/compose.ts';
import { decidedText } from '../domain/notification/decided-words.ts';
import type { AlertStore } from '../ports/alert-store.ts';
import type { Telemetry } from '../ports/telemetry.ts';
import { type TellPorts, tellDecision } from './tell-decision.ts';

export interface DecidePorts extends TellPorts {
  readonly alerts: AlertStore;
  readonly telemetry: Telemetry;
}

export interface DecideRequest {
  readonly exportName: string;
  readonly alertId: string;
  readonly decision: Decision;
  /** Undefined: a stranger, who decides nothing. */
  readonly person: Person | undefined;
  readonly actor: Actor;
  /** When it was decided; now where absent. A replay of the past passes its own time. */
  readonly at?: Instant;
}

export type DecideResult =
  | {
      readonly outcome: 'decided';
      readonly alert: Alert;
      /** What happens now, in a sentence or two for the person. */
      readonly text: string;
      /** Ids of outbox entries that were written. */
      readonly queued: readonly string[];
    }
  | {
      readonly outcome: 'refused';
      readonly because: 'unknown-alert' | 'not-allowed' | Extract<Decided, { outcome: 'refused' }>['reason'];
      readonly text: string;
    };

/** Deliveries and other people change alerts too; nobody loses this often unless something is wrong. */
const TRIES_MAX = 6;

/**
 * A person's decision about an alert: stored with the edits of its messages in every channel it was told in. Throws
 * Failure `retryable` where the alert keeps changing meanwhile.
 */
export async function decideAlert(
  ports: DecidePorts,
  request: DecideRequest,
  settings: ComposeSettings,
): Promise<DecideResult> {
  const decidedBy = { by: request.actor, at: request.at ?? ports.clock.now() };
  const { exportName, alertId, decision, person } = request;
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    const alert = await ports.alerts.get(exportName, alertId);
    if (alert === undefined) return refused('unknown-alert', 'There is no such alert here.');
    const allowance = mayDecide(person, alert.finding.scope.team, 'decide');
    if (!allowance.allowed) return refused('not-allowed', allowance.reason);
    const result = applyDecision(alert, decision, decidedBy);
    if (result.outcome === 'refused') return refused(result.reason, result.text);
    const { transition, outbox } = await tellDecision(ports, exportName, result.transition, settings);
    if ((await ports.alerts.decide(exportName, transition, outbox)) === 'committed') {
      ports.telemetry.event('alert decided', { id: alertId, reason: transition.reason });
      ports.telemetry.count('AlertsDecided', 1);
      const { after } = transition;
      const queued = outbox.map(({ id }) => id);
      return { outcome: 'decided', alert: after, text: decidedText(decision, after, decidedBy.at), queued };
    }
  }
  throw retryable('the alert keeps changing; try again in a moment', { file: alertId });
}

const refused = (
  because: Extract<DecideResult, { outcome: 'refused' }>['because'],
  text: string,
): DecideResult => ({ outcome: 'refused', because, text });
