import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { Instant } from '../../domain/base/instant.ts';
import type { ChannelRef } from '../../domain/notification/channel-ref.ts';
import type { Channel, DeliveryResult } from '../../ports/channel.ts';
import { snsLetter, snsMessage } from './sns-message.ts';

export interface SnsChannelOptions {
  readonly client: SNSClient;
  readonly now?: () => Instant;
  /**
   * `sns` publishes JSON for programs, `email` a plain letter for people. Two topics, not two bodies in one (SNS's
   * MessageStructure): both together would share the limit of one message, and FIFO topics have no e-mail.
   */
  readonly kind?: 'sns' | 'email';
}

/**
 * The same facts as the Slack message: one message a change, attributes to filter by. A FIFO topic keeps the order of an
 * alert's messages and drops a repeat of the same outbox entry within five minutes.
 */
export function createSnsChannel({ client, now = Date.now, kind = 'sns' }: SnsChannelOptions): Channel {
  const requestOf = kind === 'sns' ? snsMessage : snsLetter;
  return {
    deliver: async (parcel) => {
      const { previous, notification } = parcel;
      if (previous !== undefined && notification.reason === 'updated') {
        return { outcome: 'sent', edited: false, spared: true, receipt: previous };
      }
      try {
        const { MessageId } = await client.send(new PublishCommand(requestOf(parcel)));
        return MessageId === undefined
          ? again(false, 'SNS answered without a message id')
          : sent({ kind, address: parcel.address }, MessageId, now());
      } catch (error) {
        return judgeSnsError(error);
      }
    },
  };
}

const sent = (channel: ChannelRef, providerId: string, sentAt: Instant): DeliveryResult => ({
  outcome: 'sent',
  edited: false,
  receipt: { channel, providerId, sentAt },
});

const RETRY_MS = 30_000;
const again = (surelyNotSent: boolean, why: string): DeliveryResult => ({
  outcome: 'again',
  afterMs: RETRY_MS,
  surelyNotSent,
  why,
});

/** Refused before anything was published. */
const SURELY_NOT_SENT =
  /^(Throttl|TooManyRequests|RequestLimitExceeded|KMSThrottling|ExpiredToken|RequestExpired)/;
const NEVER_CONNECTED = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN)$/;

/**
 * By the SDK's error name and status; throttling and failures of SNS or of the way there pass, anything else 4xx
 * (no such topic, no permission, an invalid parameter) does not. Messages are not repeated: they may hold the ARN.
 */
export function judgeSnsError(error: unknown): DeliveryResult {
  const { name, code, $metadata } = error as {
    name?: unknown;
    code?: unknown;
    $metadata?: { httpStatusCode?: number };
  };
  const status = $metadata?.httpStatusCode;
  const words = `${typeof name === 'string' ? name : 'unknown error'}${status === undefined ? '' : `, HTTP ${status}`}`;
  const why = `SNS did not take the message (${words})`;
  if (typeof name === 'string' && SURELY_NOT_SENT.test(name)) return again(true, why);
  if (typeof code === 'string' && NEVER_CONNECTED.test(code)) return again(true, why);
  if (status === undefined || status >= 500 || status === 408) return again(false, why);
  return status === 429 ? again(true, why) : { outcome: 'never', why };
}
