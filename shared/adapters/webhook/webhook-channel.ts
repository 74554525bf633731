import { createHash } from 'node:crypto';
import type { Instant } from '../../domain/base/instant.ts';
import { machineBody } from '../../domain/notification/machine-body.ts';
import type { Channel, DeliveryResult, Parcel } from '../../ports/channel.ts';
import { again, judgeNetwork, judgeStatus, never, type Receiver } from '../http/verdict.ts';
import { type GuardedCall, guardedPost, type TestNetwork } from './guarded-post.ts';
import { signedHeaders } from './signature.ts';

/** What the secret store holds of one webhook. */
export interface WebhookSecret {
  readonly url: string;
  /** Newest first; one, or two while a key is being changed. */
  readonly signingKeys: readonly string[];
}

export interface WebhookChannelOptions {
  /** Asked for each message, so it should cache. By the name in the address; undefined where there is none. */
  readonly secretOf: (name: string) => Promise<WebhookSecret | undefined>;
  readonly now: () => Instant;
  /** For tests alone: a network without the internet. */
  readonly testNetwork?: TestNetwork;
}

export const WEBHOOK: Receiver = { name: 'the webhook', takesBy: (status) => status >= 200 && status <= 299 };
const SECRETS_RETRY_MS = 60_000;
/** Receivers commonly take a megabyte; more than a message with full evidence ever has. */
const BODY_BYTES_MAX = 256_000;

/**
 * The facts of a message as signed JSON to an address of the operator's choice: `<name>@<host>`, of which the host is
 * allowed by billhook.yml and the rest lies in the secret. What it answers besides the status is not looked at. One
 * call a change; numbers that only moved on are spared. `providerId`: the delivery id.
 */
export function createWebhookChannel(options: WebhookChannelOptions): Channel {
  return {
    deliver: async (parcel) => {
      const { previous, notification } = parcel;
      if (previous !== undefined && notification.reason === 'updated') {
        return { outcome: 'sent', edited: false, spared: true, receipt: previous };
      }
      const [, name, host] = /^([^@]+)@(.+)$/s.exec(parcel.address) ?? [];
      if (name === undefined || host === undefined) return never('not the name of a webhook and its host');
      let secret: WebhookSecret | undefined;
      try {
        secret = await options.secretOf(name);
      } catch {
        return again(SECRETS_RETRY_MS, true, 'the secret with the webhook could not be read');
      }
      if (secret === undefined) return never('the secret holds no webhook of this name');
      return call(parcel, { url: secret.url, host }, secret.signingKeys, options);
    },
  };
}

async function call(
  parcel: Parcel,
  place: Pick<GuardedCall, 'url' | 'host'>,
  keys: readonly string[],
  { now, testNetwork }: WebhookChannelOptions,
): Promise<DeliveryResult> {
  const { notification, outboxId, maybeRepeat, address } = parcel;
  const deliveryId = createHash('sha256').update(outboxId).digest('hex').slice(0, 32);
  const body = machineBody(notification, { deliveryId, outboxId, maybeRepeat }, BODY_BYTES_MAX);
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'billhook',
    ...signedHeaders(deliveryId, body, keys, now()),
  };
  const result = await guardedPost({ ...place, headers, body }, testNetwork);
  if (result.outcome === 'refused') return never(`the webhook was not called: ${result.why}`);
  if (result.outcome === 'no-answer') return judgeNetwork(WEBHOOK, result.code);
  return (
    judgeStatus(WEBHOOK, result.answer, now()) ?? {
      outcome: 'sent',
      edited: false,
      receipt: { channel: { kind: 'webhook', address }, providerId: deliveryId, sentAt: now() },
    }
  );
}
