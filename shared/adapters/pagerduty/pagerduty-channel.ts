import type { Instant } from '../../domain/base/instant.ts';
import type { Channel, DeliveryResult, Parcel } from '../../ports/channel.ts';
import { postJson } from '../http/post.ts';
import {
  type Answer,
  again,
  judgeNetwork,
  judgeStatus,
  judgeUnreadable,
  never,
  type Receiver,
  type Refusal,
} from '../http/verdict.ts';
import { dedupKeyOf, eventOf } from './event.ts';

/** What the secret store holds of one service: its integration key, and where the account lives. */
export interface PagerDutySecret {
  readonly routingKey: string;
  readonly region: 'us' | 'eu';
}

export interface PagerDutyChannelOptions {
  /** Asked for each message, so it should cache. By the name in the address; undefined where there is none. */
  readonly secretOf: (name: string) => Promise<PagerDutySecret | undefined>;
  readonly now: () => Instant;
  /** For tests alone: another server than PagerDuty's. */
  readonly testOrigin?: string;
}

const ORIGINS: Readonly<Record<PagerDutySecret['region'], string>> = {
  us: 'https://events.pagerduty.com',
  eu: 'https://events.eu.pagerduty.com',
};
export const PAGERDUTY: Receiver = { name: 'PagerDuty', takesBy: (status) => status === 202 };
const SECRETS_RETRY_MS = 60_000;
const REPEAT = 'May be a repeat: an earlier try got no answer.';

/**
 * PagerDuty's Events API v2: news of a firing alert triggers (the dedup key keeps it one incident), an acknowledgement
 * acknowledges, an end resolves. Numbers that only moved on are spared. Its address is the name of a routing key.
 * https://developer.pagerduty.com/docs/events-api-v2/overview/
 */
export function createPagerDutyChannel({ secretOf, now, testOrigin }: PagerDutyChannelOptions): Channel {
  return {
    deliver: async (parcel) => {
      const { previous, notification, address } = parcel;
      if (previous !== undefined && notification.reason === 'updated') {
        return { outcome: 'sent', edited: false, spared: true, receipt: previous };
      }
      let secret: PagerDutySecret | undefined;
      try {
        secret = await secretOf(address);
      } catch {
        return again(SECRETS_RETRY_MS, true, 'the secret with the PagerDuty key could not be read');
      }
      if (secret === undefined) return never('the secret holds no PagerDuty key of this name');
      const event = eventOf(notification, secret.routingKey, parcel.maybeRepeat ? [REPEAT] : []);
      const answer = await postJson(
        `${testOrigin ?? ORIGINS[secret.region]}/v2/enqueue`,
        JSON.stringify(event),
      );
      return 'code' in answer
        ? judgeNetwork(PAGERDUTY, answer.code)
        : (refusalOf(answer, now()) ?? sent(parcel, now()));
    },
  };
}

const sent = ({ address, notification }: Parcel, sentAt: Instant): DeliveryResult => ({
  outcome: 'sent',
  edited: false,
  receipt: { channel: { kind: 'pagerduty', address }, providerId: dedupKeyOf(notification.alertId), sentAt },
});

/** A 202 counts with PagerDuty's own words only: a proxy's login page may be one as well. */
function refusalOf(answer: Answer, now: Instant): Refusal | undefined {
  const status = statusWord(answer.body);
  const refusal = judgeStatus(PAGERDUTY, answer, now, status ?? '');
  return refusal ?? (status === 'success' ? undefined : judgeUnreadable(PAGERDUTY));
}

/** `success`, `invalid event`, …: nothing else of a body is repeated, since it may quote the key. */
function statusWord(body: string): string | undefined {
  try {
    const { status } = JSON.parse(body) as { status?: unknown };
    return typeof status === 'string' && /^[a-z][a-z ]{1,40}$/.test(status) ? status : undefined;
  } catch {
    return undefined;
  }
}
