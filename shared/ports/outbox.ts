import type { Instant } from '../domain/base/instant.ts';
import type { ChannelRef, Receipt } from '../domain/notification/notification.ts';
import type { OutboxEntry } from '../domain/notification/outbox.ts';

export interface Outbox {
  /**
   * Takes the entry for this sender: only if it is pending, due, unleased (or its lease ran out) and no older entry of
   * the same alert and channel is still pending; held ones that it `overtakes` are marked so and are no hindrance.
   * Counts an attempt. Undefined: not now, or done.
   */
  claim(id: string, token: string, now: Instant, leaseUntil: Instant): Promise<OutboxEntry | undefined>;
  /** Marks it sent and keeps the receipt; `false` if the lease was lost meanwhile. */
  confirm(id: string, token: string, receipt: Receipt): Promise<boolean>;
  /** Gives it back for `notBefore`; `uncount` takes back the attempt when the channel surely did not take it. */
  release(id: string, token: string, notBefore: Instant, uncount: boolean): Promise<void>;
  /** Never to be tried again; shown by `alerts show` and reported. */
  giveUp(id: string, token: string, why: string, at: Instant): Promise<void>;
  /** Ids of pending entries due at `now`, oldest first. */
  due(now: Instant, limit: number): Promise<readonly string[]>;
  /** Messages given up at `since` or later, oldest first: the operator is told of them by another way. */
  undeliverable(since: Instant): Promise<readonly OutboxEntry[]>;
  /** Newest receipt of this alert in this channel, so that later news edits the same message. */
  receipt(alertId: string, channel: ChannelRef): Promise<Receipt | undefined>;
  /** Messages of one alert, oldest first, for `alerts show` and `explain`. */
  sentFor(alertId: string): Promise<readonly OutboxEntry[]>;
}
