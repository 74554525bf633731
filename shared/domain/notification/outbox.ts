import type { Instant } from '../base/instant.ts';
import type { NameStyle } from './names.ts';
import type { ChannelRef, Notification } from './notification.ts';

/** A message that must reach its channel: written in the same transaction as the transition that caused it. */
export interface OutboxEntry {
  /** `<alert id>#<alert version>#<channel kind>:<address>`: the same decision never makes two entries. */
  readonly id: string;
  readonly alertId: string;
  readonly alertVersion: number;
  readonly channel: ChannelRef;
  /** How people are named in it; in full where absent. */
  readonly names?: NameStyle;
  readonly notification: Notification;
  readonly createdAt: Instant;
  /** `overtaken`: it waited for the working day when something critical of its alert went out with newer facts. */
  readonly state: 'pending' | 'sent' | 'undeliverable' | 'overtaken';
  /** Attempts that may have reached the channel: over 0 at a claim means "this may be a repeat" and is marked so. */
  readonly attempts: number;
  readonly notBefore: Instant;
  /** Until then it waits for somebody's working day. */
  readonly held?: true;
  readonly lease?: { readonly token: string; readonly until: Instant };
  /** What the channel said when it was given up, and when that was. */
  readonly why?: string;
  readonly gaveUpAt?: Instant;
}

/** It waits for somebody's working day, and not for a channel that asked for time. */
export const isHeld = ({ state, held, notBefore, lease }: OutboxEntry, now: Instant): boolean =>
  state === 'pending' && held === true && notBefore > now && lease === undefined;

/**
 * Whether a newer message need not wait for an older one of its alert and channel: what is critical does not lie behind
 * what waits for the working day. The older one is then never sent, since the newer has newer facts.
 */
export const overtakes = (newer: OutboxEntry, older: OutboxEntry, now: Instant): boolean =>
  newer.notification.severity === 'critical' && isHeld(older, now);
