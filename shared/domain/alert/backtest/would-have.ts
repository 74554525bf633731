import type { Instant } from '../../base/instant.ts';
import type { DeliveryOrder } from '../../delivery/order.ts';
import type { Finding } from '../../evaluation/finding.ts';
import type { Alert, Transition, TransitionReason } from '../alert.ts';
import { lastToldAt } from '../last-told.ts';
import { type Comparison, compareAlerts } from './compare.ts';
import { isHeard } from './incident.ts';

/** One message that would have been sent. */
export interface BacktestMessage {
  readonly at: Instant;
  /** The delivery that it would have been about. */
  readonly delivery: DeliveryOrder;
  readonly alertId: string;
  readonly reason: TransitionReason;
  readonly finding: Finding;
}

export const messagesOf = (
  transitions: readonly Transition[],
  at: Instant,
  delivery: DeliveryOrder,
): readonly BacktestMessage[] =>
  transitions
    .filter(isHeard)
    .map(({ reason, after }) => ({ at, delivery, alertId: after.id, reason, finding: after.finding }));

/** "Would have fired 4 times: 3 known incidents, 1 unknown." */
export interface Fired {
  readonly times: number;
  /** Really alerted, too. */
  readonly matched: number;
  /** Never alerted: a false alarm, or an incident that was missed. */
  readonly unknown: number;
}

export interface WouldHave extends Comparison {
  readonly fired: Fired;
}

/** What of both people heard since `from`, of one team or all of them. */
export function wouldHave(
  replayed: readonly Alert[],
  real: readonly Alert[],
  { from, to, team }: { readonly from: Instant; readonly to: Instant; readonly team?: string },
): WouldHave {
  const asked = (alert: Alert): boolean =>
    alert.untold !== true && (team === undefined || alert.finding.scope.team === team);
  const heard = (alert: Alert): boolean => lastToldAt(alert) >= from && alert.startsAt <= to;
  const all = compareAlerts(replayed.filter(asked), real.filter(asked));
  const same = all.same.filter((pair) => heard(pair.replayed) || heard(pair.real));
  const onlyReplayed = all.onlyReplayed.filter(heard);
  return {
    same,
    onlyReplayed,
    onlyReal: all.onlyReal.filter(heard),
    fired: {
      times: same.length + onlyReplayed.length,
      matched: same.length,
      unknown: onlyReplayed.length,
    },
  };
}
