import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createSlackChannel } from '../../../shared/adapters/slack/slack-channel.ts';
import { composeNotification } from '../../../shared/domain/notification/compose.ts';
import { type SlackServer, startSlackServer } from '../../../shared/embedded/slack-server.ts';
import type { Channel, DeliveryResult, Parcel } from '../../../shared/ports/channel.ts';
import { TELLINGS } from '../../builders/tellings.ts';
import { aPointer } from '../../builders/transition.ts';

const NOW = Date.UTC(2026, 10, 17, 21, 6);
const notify = (telling: string) => composeNotification(TELLINGS[telling]!, aPointer, {});
const aParcel = (overrides: Partial<Parcel> = {}): Parcel => ({
  outboxId: 'spike-3f9a2c71#1#slack:#support-ai',
  address: '#support-ai',
  notification: notify('spike-first'),
  maybeRepeat: false,
  ...overrides,
});

let slack: SlackServer;
let bot: Channel;
let hook: Channel;

beforeAll(async () => {
  slack = await startSlackServer({ channels: ['#support-ai', '#ops'], clock: () => NOW });
});
afterAll(() => slack.stop());
beforeEach(() => {
  const rest = { apiUrl: slack.apiUrl, now: () => NOW };
  bot = createSlackChannel({ secrets: async () => ({ botToken: slack.token }), ...rest });
  hook = createSlackChannel({
    secrets: async () => ({
      webhooks: { '#ops': slack.webhookUrl('#ops'), '#gone': slack.webhookUrl('#gone') },
    }),
    ...rest,
  });
});

const receipt = (result: DeliveryResult) => {
  if (result.outcome !== 'sent') throw new Error(`not sent: ${result.why}`);
  return result.receipt;
};
const last = () => slack.messages().at(-1)!;

describe('by bot token', () => {
  test('one alert is one message: edited in place, its history in the thread', async () => {
    const first = await bot.deliver(aParcel());
    const count = slack.messages().length;
    const second = await bot.deliver(
      aParcel({ notification: notify('spike-grew'), previous: receipt(first) }),
    );
    expect(first).toMatchObject({ outcome: 'sent', edited: false, receipt: { sentAt: NOW } });
    expect(second).toMatchObject({ outcome: 'sent', edited: true, receipt: receipt(first) });
    expect(slack.messages()).toHaveLength(count);
    const message = slack.messages().find(({ ts }) => receipt(first).providerId.endsWith(ts))!;
    expect(receipt(first).providerId).toBe(`${message.channelId}:${message.ts}`);
    expect(message).toMatchObject({ text: notify('spike-grew').headline, edits: 1 });
    expect(message.replies.map(({ text }) => text)).toEqual([notify('spike-grew').change]);
  });

  test('numbers that moved on are edited without a word in the thread', async () => {
    const first = await bot.deliver(aParcel());
    const quiet = aParcel({ notification: notify('spike-updated'), previous: receipt(first) });
    expect(await bot.deliver(quiet)).toMatchObject({ outcome: 'sent', edited: true });
    const message = slack.messages().find(({ ts }) => receipt(first).providerId.endsWith(ts))!;
    expect(message).toMatchObject({ text: notify('spike-updated').headline, edits: 1, replies: [] });
  });

  test('numbers that moved on are spared where the message is out of reach', async () => {
    const previous = {
      channel: { kind: 'slack', address: '#support-ai' },
      providerId: 'C0000001:1.000001',
      sentAt: 1,
    } as const;
    const count = slack.messages().length;
    const result = await bot.deliver(aParcel({ notification: notify('spike-updated'), previous }));
    expect(result).toMatchObject({ outcome: 'sent', edited: false, spared: true });
    expect(slack.messages()).toHaveLength(count);
  });

  test('a message that can no longer be edited is followed by one that says so', async () => {
    const previous = {
      channel: { kind: 'slack', address: '#support-ai' },
      providerId: 'C0000001:1.000001',
      sentAt: 1,
    } as const;
    const result = await bot.deliver(aParcel({ notification: notify('spike-grew'), previous }));
    expect(result).toMatchObject({ outcome: 'sent', edited: false });
    expect(JSON.stringify(last().blocks)).toContain('its earlier message can no longer be edited');
  });

  test('what may be a repeat says so', async () => {
    await bot.deliver(aParcel({ maybeRepeat: true }));
    expect(JSON.stringify(last().blocks)).toContain('May be a repeat');
  });

  test('a rotated token is asked for again, once', async () => {
    const asked: (boolean | undefined)[] = [];
    const rotated = createSlackChannel({
      secrets: async (fresh) => {
        asked.push(fresh);
        return { botToken: fresh === true ? slack.token : 'xoxb-old' };
      },
      apiUrl: slack.apiUrl,
      now: () => NOW,
    });
    expect(await rotated.deliver(aParcel())).toMatchObject({ outcome: 'sent' });
    expect(asked).toEqual([undefined, true]);
  });

  test('a wrong token and an unknown channel are never sent, and no token is in the reason', async () => {
    const wrong = createSlackChannel({
      secrets: async () => ({ botToken: 'xoxb-canary' }),
      apiUrl: slack.apiUrl,
      now: () => NOW,
    });
    expect(await wrong.deliver(aParcel())).toEqual({ outcome: 'never', why: 'Slack refused: invalid_auth' });
    expect(await bot.deliver(aParcel({ address: '#nowhere' }))).toEqual({
      outcome: 'never',
      why: 'Slack refused: channel_not_found',
    });
  });

  test('a secret store that fails is tried again', async () => {
    const broken = createSlackChannel({
      secrets: () => Promise.reject(new Error('xoxb-canary')),
      now: () => NOW,
    });
    const result = await broken.deliver(aParcel());
    expect(result).toMatchObject({ outcome: 'again', surelyNotSent: true });
    expect(JSON.stringify(result)).not.toContain('canary');
  });
});

describe('by webhook', () => {
  test('what is no news is kept from a channel that cannot edit', async () => {
    const first = await hook.deliver(aParcel({ address: '#ops' }));
    const count = slack.messages().length;
    const quiet = { address: '#ops', notification: notify('spike-updated'), previous: receipt(first) };
    expect(await hook.deliver(aParcel(quiet))).toEqual({
      outcome: 'sent',
      edited: false,
      spared: true,
      receipt: receipt(first),
    });
    expect(slack.messages()).toHaveLength(count);
  });

  test('an update is a new message that says what it is', async () => {
    const first = await hook.deliver(aParcel({ address: '#ops' }));
    expect(receipt(first).providerId).toBe('webhook:2026-11-17T21:06:00.000Z');
    const second = await hook.deliver(
      aParcel({ address: '#ops', notification: notify('spike-resolved'), previous: receipt(first) }),
    );
    expect(second).toMatchObject({ outcome: 'sent', edited: false });
    const [before, after] = slack
      .messages()
      .filter(({ channel }) => channel === '#ops')
      .slice(-2);
    expect(before).toMatchObject({ by: 'webhook', edits: 0 });
    expect(JSON.stringify(after!.blocks)).toContain('A webhook cannot edit its earlier message');
  });

  test('a channel without a webhook, or whose webhook is gone, is never sent', async () => {
    expect(await hook.deliver(aParcel({ address: '#other' }))).toMatchObject({ outcome: 'never' });
    expect(await hook.deliver(aParcel({ address: '#gone' }))).toEqual({
      outcome: 'never',
      why: 'Slack answered HTTP 404 (no_service)',
    });
    expect(await hook.deliver(aParcel({ address: '__proto__' }))).toMatchObject({ outcome: 'never' });
  });
});

test('a channel that is written to too fast answers with the time to wait', async () => {
  const busy = await startSlackServer({ rateLimit: true });
  try {
    const channel = createSlackChannel({
      secrets: async () => ({ botToken: busy.token }),
      apiUrl: busy.apiUrl,
      now: () => NOW,
    });
    expect(await channel.deliver(aParcel())).toMatchObject({ outcome: 'sent' });
    expect(await channel.deliver(aParcel())).toEqual({
      outcome: 'again',
      afterMs: 1_000,
      surelyNotSent: true,
      why: 'Slack answered HTTP 429',
    });
    expect(busy.messages()).toHaveLength(1);
  } finally {
    await busy.stop();
  }
});
