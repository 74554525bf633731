import { randomUUID } from 'node:crypto';
import { type CreatedBy, createSequencer, eventBridgeOf, notificationOf, testEventOf } from './s3-event.ts';
import { NO_NOTIFICATIONS, type NotificationConfig, rulesFor } from './s3-notification-config.ts';
import { newRequestId } from './s3-reply.ts';
import type { S3Request } from './s3-request.ts';

export interface AnnouncerOptions {
  /** Puts a message into the queue of this ARN; rejects when there is no such queue. */
  readonly sendToQueue: (queueArn: string, body: string) => Promise<void>;
  /** Gets the EventBridge form of every creation in buckets whose configuration turns EventBridge on. */
  readonly sendToEventBridge?: (event: string) => Promise<void>;
  readonly onLog?: (line: string) => void;
}

/** Writes and sends the events, and knows how many are still under way. */
export function createAnnouncer(options: AnnouncerOptions, configs: ReadonlyMap<string, NotificationConfig>) {
  const sequencer = createSequencer();
  const sending = new Set<Promise<void>>();
  const track = (send: Promise<void>): void => {
    const noted = send.catch((error: unknown) => options.onLog?.(`S3 notification lost: ${String(error)}`));
    sending.add(noted);
    void noted.then(() => sending.delete(noted));
  };
  return {
    announce: (asked: S3Request, by: CreatedBy, stat: { size: number; eTag: string }): void => {
      const config = configs.get(asked.bucket) ?? NO_NOTIFICATIONS;
      const at = new Date();
      const { bucket, key } = asked;
      const object = { bucket, key, ...stat, by, at, sequencer: sequencer(at), requestId: newRequestId() };
      for (const rule of rulesFor(config, `ObjectCreated:${by}`, key))
        track(options.sendToQueue(rule.queueArn, JSON.stringify(notificationOf(object, rule.id))));
      if (config.eventBridge && options.sendToEventBridge !== undefined)
        track(options.sendToEventBridge(JSON.stringify(eventBridgeOf(object, randomUUID()))));
    },
    /** Sends the test event to each destination; false when one of them does not exist. */
    test: async (bucket: string, config: NotificationConfig): Promise<boolean> => {
      const body = JSON.stringify(testEventOf(bucket, new Date(), newRequestId()));
      const sent = config.queues.map((rule) => options.sendToQueue(rule.queueArn, body));
      return (await Promise.allSettled(sent)).every((result) => result.status === 'fulfilled');
    },
    pending: (): number => sending.size,
    settled: async (): Promise<void> => void (await Promise.all(sending)),
  };
}
