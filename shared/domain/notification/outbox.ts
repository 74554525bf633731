import type { Instant } from '../base/instant.ts';
import type { ChannelRef, Notification } from './notification.ts';

/** A message that must reach its channel: written in the same transaction as the transition that caused it. */
export interface OutboxEntry {
  /** `<alert id>#<alert version>#<channel kind>:<address>`: the same decision never makes two entries. */
  readonly id: string;
  readonly alertId: string;
  readonly alertVersion: number;
  readonly channel: ChannelRef;
  readonly notification: Notification;
  readonly createdAt: Instant;
  readonly state: 'pending' | 'sent' | 'undeliverable';
  /** Attempts that may have reached the channel: over 0 at a claim means "this may be a repeat" and is marked so. */
  readonly attempts: number;
  readonly notBefore: Instant;
  readonly lease?: { readonly token: string; readonly until: Instant };
  /** What the channel said when it was given up. */
  readonly why?: string;
}
