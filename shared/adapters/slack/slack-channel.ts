import type { Instant } from '../../domain/base/instant.ts';
import type { Receipt } from '../../domain/notification/notification.ts';
import type { Channel, DeliveryResult, Parcel } from '../../ports/channel.ts';
import { alertMessage, changeMessage } from './blocks.ts';
import { type Bot, type BotResult, createBot, isOutOfReach, type MessagePlace } from './bot.ts';
import { isTokenRefused } from './classify.ts';
import { type SlackSecrets, safeWebhookUrl } from './secrets.ts';
import { postToWebhook } from './webhook.ts';

export interface SlackChannelOptions {
  /** Asked for each message, so it should cache; `fresh` true asks past the cache after Slack refused the token. */
  readonly secrets: (fresh?: boolean) => Promise<SlackSecrets>;
  /** Base address of the Web API; Slack's own where it is absent. */
  readonly apiUrl?: string;
  readonly now: () => Instant;
}

const REPEAT = 'May be a repeat: an earlier try got no answer, so it is not known whether it arrived.';
const SECRETS_RETRY_MS = 60_000;

/**
 * Slack, by bot token where there is one, else by the channel's incoming webhook. With a token one alert is one
 * message, edited in place with its history in the thread; a webhook posts follow-ups and says so.
 * `providerId`: `<channel id>:<ts>`, or `webhook:<time>`.
 */
export function createSlackChannel(options: SlackChannelOptions): Channel {
  return {
    deliver: async (parcel) => {
      const secrets = await options.secrets().catch(() => undefined);
      if (secrets === undefined) return secretUnread;
      if (secrets.botToken === undefined || secrets.botToken === '') {
        return deliverByWebhook(parcel, secrets, options);
      }
      return deliverByBot(parcel, secrets.botToken, options, { buttons: hasApp(secrets) });
    },
  };
}

interface Shown {
  readonly buttons: boolean;
}

/** Without the signing secret no click could be told from somebody else's request: a button would do nothing. */
const hasApp = ({ signingSecret = '' }: SlackSecrets): boolean => signingSecret !== '';

/** A webhook cannot edit: what is no news is kept to itself. */
const sparedOf = (receipt: Receipt): DeliveryResult => ({
  outcome: 'sent',
  edited: false,
  spared: true,
  receipt,
});

const secretUnread: DeliveryResult = {
  outcome: 'again',
  afterMs: SECRETS_RETRY_MS,
  surelyNotSent: true,
  why: 'the secret with the Slack token could not be read',
};

async function deliverByBot(
  parcel: Parcel,
  token: string,
  options: SlackChannelOptions,
  shown: Shown,
): Promise<DeliveryResult> {
  const botOf = (value: string): Bot => createBot(value, options.apiUrl, options.now);
  let bot = botOf(token);
  let result = await tell(bot, parcel, shown);
  if (result.outcome === 'refused' && isTokenRefused(result.error)) {
    // The token may have been rotated since it was cached; a bad one is the same when asked for again.
    const fresh = await options.secrets(true).catch(() => undefined);
    if (fresh?.botToken !== undefined && fresh.botToken !== token) {
      bot = botOf(fresh.botToken);
      result = await tell(bot, parcel, shown);
    }
  }
  if (result.outcome === 'refused') return result.refusal;
  const { place, edited, spared } = result;
  return {
    outcome: 'sent',
    edited,
    ...(spared === undefined ? {} : { spared }),
    receipt: receiptOf(parcel, `${place.channel}:${place.ts}`, options.now()),
  };
}

type Told =
  | (Extract<BotResult, { outcome: 'done' }> & { readonly edited: boolean; readonly spared?: true })
  | Extract<BotResult, { outcome: 'refused' }>;

/** Edits the alert's message where there is one and Slack still lets it be edited, else posts. */
async function tell(bot: Bot, parcel: Parcel, shown: Shown): Promise<Told> {
  const { previous, notification, address, maybeRepeat } = parcel;
  const place = previous === undefined ? undefined : placeOf(previous.providerId);
  if (place !== undefined) {
    const edit = await bot.edit(place, alertMessage(notification, shown));
    if (edit.outcome === 'done') return replied(bot, parcel, place);
    if (!isOutOfReach(edit)) return edit;
    if (notification.reason === 'updated') return { outcome: 'done', place, edited: false, spared: true };
  }
  const remarks = [
    ...(previous === undefined
      ? []
      : [`Update of alert ${notification.alertId}: its earlier message can no longer be edited.`]),
    ...(maybeRepeat ? [REPEAT] : []),
  ];
  const post = await bot.post(address, alertMessage(notification, { ...shown, remarks }));
  return post.outcome === 'done' ? { ...post, edited: false } : post;
}

/** The history line. The edit is what counts: where a thread is closed, the alert has still been told. */
async function replied(bot: Bot, { notification, maybeRepeat }: Parcel, place: MessagePlace): Promise<Told> {
  const done: Told = { outcome: 'done', place, edited: true };
  if (notification.change === '') return done;
  const reply = await bot.post(
    place.channel,
    changeMessage(notification, maybeRepeat ? [REPEAT] : []),
    place,
  );
  return reply.outcome === 'refused' && reply.refusal.outcome === 'again' ? reply : done;
}

async function deliverByWebhook(
  parcel: Parcel,
  secrets: SlackSecrets,
  { apiUrl, now }: SlackChannelOptions,
): Promise<DeliveryResult> {
  const { address, notification, previous, maybeRepeat } = parcel;
  if (previous !== undefined && notification.reason === 'updated') return sparedOf(previous);
  const webhooks = new Map(Object.entries(secrets.webhooks ?? {}));
  const configured = webhooks.get(address);
  if (configured === undefined) {
    return { outcome: 'never', why: 'there is neither a Slack bot token nor a webhook for this channel' };
  }
  const url = safeWebhookUrl(configured, apiUrl);
  if (url === undefined) {
    return {
      outcome: 'never',
      why: 'the webhook for this channel is not an https://hooks.slack.com address',
    };
  }
  const remarks = [
    ...(previous === undefined
      ? []
      : [
          `Update of alert ${notification.alertId}. A webhook cannot edit its earlier message; this one replaces it.`,
        ]),
    ...(maybeRepeat ? [REPEAT] : []),
  ];
  const refusal = await postToWebhook(url, alertMessage(notification, { remarks, buttons: false }), now);
  if (refusal !== undefined) return refusal;
  const sentAt = now();
  return {
    outcome: 'sent',
    edited: false,
    receipt: receiptOf(parcel, `webhook:${new Date(sentAt).toISOString()}`, sentAt),
  };
}

const receiptOf = ({ address }: Parcel, providerId: string, sentAt: Instant): Receipt => ({
  channel: { kind: 'slack', address },
  providerId,
  sentAt,
});

/** Undefined for receipts of a webhook, which name no message. */
function placeOf(providerId: string): MessagePlace | undefined {
  const match = /^([A-Z][A-Z0-9]{1,30}):(\d{1,12}\.\d{1,9})$/.exec(providerId);
  return match === null ? undefined : { channel: match[1]!, ts: match[2]! };
}
