import type { Actor } from '../access/person.ts';
import type { Instant } from '../base/instant.ts';
import type { BillingPeriod } from '../base/period.ts';
import type { DeliveryOrder } from '../delivery/order.ts';
import type { Finding } from '../evaluation/finding.ts';
import type { Handling, Mute } from './handling.ts';

/** Hash of the labels only: the identity of an alert (Alertmanager's word). */
export type Fingerprint = string;

/**
 * What the data says. `pending`: found while something keeps it still, so that nobody was told yet. How it ended
 * (resolved, withdrawn, period closed) is the reason of its last change; what people decided is its handling.
 */
export type AlertState = 'pending' | 'firing' | 'resolved';

/** Why an alert changed; told and stored, never a bare boolean. */
export type TransitionReason =
  | 'first'
  | 'threshold' // a higher budget threshold was crossed
  | 'grew' // the burn rate doubled since it was told a day ago, or another order of magnitude is lost
  | 'updated' // a new delivery moved the numbers on; the message is kept true without a sound
  | 'revised' // a delivery changed the amount by more than rounding
  | 'resolved' // the finding is gone and stayed gone
  | 'fired-again'
  | 'period-closed'
  | 'withdrawn' // a delivery took the reason back
  | 'acknowledged'
  | 'unacknowledged'
  | 'ack-lapsed' // acknowledged, and it still grew without anybody's word
  | 'snoozed'
  | 'snooze-ended'
  | 'verdict' // somebody said what it was: real, planned or noise
  | 'not-mine'
  | 'muted' // a silence, a plan or another alert speaks or keeps still for it
  | 'unmuted'; // what kept it still is over, or was left

/** A finding with a life. `version` grows by one with each stored change. */
export interface Alert {
  /** Fingerprint and start: one incident. Short enough to type: `spike-3f9a2c71`. */
  readonly id: string;
  readonly fingerprint: Fingerprint;
  readonly labels: Readonly<Record<string, string>>;
  readonly state: AlertState;
  readonly version: number;
  readonly startsAt: Instant;
  readonly endsAt?: Instant;
  /** The finding as last judged; kept when resolved. */
  readonly finding: Finding;
  /** The finding as last told, for growth. */
  readonly told: Finding;
  /** Newest delivery it was judged from; an older one may not change it. */
  readonly judgedFrom: DeliveryOrder;
  /** The period of that delivery: a late one of an earlier month is older than any of this month, whatever its time. */
  readonly judgedPeriod: BillingPeriod;
  /** Deliveries in a row without the finding; resolves after RESOLVE_AFTER. */
  readonly quiet: number;
  /** Time of the first of those deliveries. */
  readonly quietSince?: Instant;
  readonly history: readonly AlertChange[];
  readonly handling?: Handling;
  /** What keeps it still; on one that ended so, what did. */
  readonly mute?: Mute;
  /** Nobody was told of it so far. */
  readonly untold?: true;
  /** Where it was first told together with others. */
  readonly digest?: DigestPlace;
}

/** An alert's place in a message that tells several. */
export interface DigestPlace {
  /** Thread of that message: `digest-1a2b3c4d`. */
  readonly id: string;
  /**
   * `team`: what one delivery found of one team. `flood`: what it found for one channel, where that is much. Absent:
   * what the first look of an installation found for one channel.
   */
  readonly kind?: 'team' | 'flood';
  /** Version of the digest that was written with the alert's last change; 0 where none was. */
  readonly version: number;
  /** It had news since: from there on it has messages of its own. */
  readonly left?: true;
}

export interface AlertChange {
  readonly at: Instant;
  readonly reason: TransitionReason;
  readonly delivery: DeliveryOrder;
  /** One plain sentence, e.g. `$412.10 -> $388.00`. */
  readonly note: string;
  /** Who decided it; absent where a delivery or time did. */
  readonly by?: Actor;
}

/** A decided change: the alert as it will be stored, and why. `tell` false: stored but not sent to anyone. */
export interface Transition {
  readonly reason: TransitionReason;
  readonly before?: Alert;
  readonly after: Alert;
  readonly tell: boolean;
}
