import { describe, expect, test } from 'vitest';
import { pacedChannel } from '../../../shared/adapters/slack/paced-channel.ts';
import { sendMessage } from '../../../shared/flow/notify.ts';
import type { Channel, DeliveryResult, Parcel } from '../../../shared/ports/channel.ts';
import { createFlowWorld } from '../../builders/flow-world.ts';
import { aNotification, anOutboxEntry } from '../../builders/outbox-entry.ts';

/** A Slack that takes `callMs` for an answer, and notes what came when. */
function slackOf(callMs: number, answer?: () => DeliveryResult) {
  let now = 0;
  const calls: {
    readonly address: string;
    readonly id: string;
    readonly from: number;
    readonly to: number;
  }[] = [];
  const slack: Channel = {
    deliver: async ({ address, outboxId }) => {
      const from = now;
      now += callMs;
      calls.push({ address, id: outboxId, from, to: now });
      const receipt = {
        channel: { kind: 'slack' as const, address },
        providerId: `C1:${calls.length}.0`,
        sentAt: now,
      };
      return answer?.() ?? { outcome: 'sent', edited: false, receipt };
    },
  };
  const clock = { elapsed: () => now, wait: async (ms: number) => void (now += ms) };
  const gaps = (address: string) => {
    const own = calls.filter((call) => call.address === address);
    return own.slice(1).map((call, index) => call.from - own[index]!.to);
  };
  return { channel: pacedChannel(slack, clock), calls, gaps, now: () => now };
}
const aParcel = (outboxId: string, address: string): Parcel => ({
  outboxId,
  address,
  notification: aNotification(),
  maybeRepeat: false,
});

describe('a channel of Slack', () => {
  test('is given ten thousand messages of a burst at one a second, in their order', async () => {
    const { channel, calls, gaps, now } = slackOf(40);
    const ids = Array.from({ length: 10_000 }, (_, index) => `message-${index}`);
    for (const id of ids) await channel.deliver(aParcel(id, '#search-ai'));
    expect(calls.map(({ id }) => id)).toEqual(ids);
    expect(Math.min(...gaps('#search-ai'))).toBe(1_000);
    expect(now()).toBe(10_000 * 40 + 9_999 * 1_000);
  });

  test('does not wait for others, nor after a second without a message', async () => {
    const { channel, calls, now } = slackOf(500);
    for (const address of ['#a', '#b', '#c']) await channel.deliver(aParcel('first', address));
    expect(now()).toBe(1_500);
    // Its last message ended a second ago.
    await channel.deliver(aParcel('second', '#a'));
    expect(calls.at(-1)).toMatchObject({ address: '#a', from: 1_500 });
  });

  test('keeps its pace after a refusal and after an error too', async () => {
    const again: DeliveryResult = { outcome: 'again', afterMs: 1, surelyNotSent: true, why: 'rate limited' };
    const answers: (() => DeliveryResult)[] = [
      () => again,
      () => {
        throw new Error('boom');
      },
      () => again,
    ];
    const { channel, gaps } = slackOf(10, () => answers.shift()!());
    await channel.deliver(aParcel('1', '#a'));
    await channel.deliver(aParcel('2', '#a')).catch(() => undefined);
    await channel.deliver(aParcel('3', '#a'));
    expect(gaps('#a')).toEqual([1_000, 1_000]);
  });

  test('that many write to at a time gives the later ones back, surely not sent', async () => {
    const waiting: (() => void)[] = [];
    let sent = 0;
    const slack: Channel = {
      deliver: async ({ address }) => {
        sent += 1;
        const receipt = { channel: { kind: 'slack' as const, address }, providerId: 'C1:1.0', sentAt: 0 };
        return { outcome: 'sent', edited: false, receipt };
      },
    };
    const channel = pacedChannel(slack, {
      elapsed: () => 0,
      wait: () => new Promise<void>((resolve) => waiting.push(resolve)),
    });
    const all = Array.from({ length: 8 }, (_, index) => channel.deliver(aParcel(`${index}`, '#a')));
    for (const wake of waiting) wake();
    const results = await Promise.all(all);
    expect(sent).toBe(6);
    expect(results.slice(6)).toEqual(
      Array(2).fill(expect.objectContaining({ outcome: 'again', afterMs: 6_000, surelyNotSent: true })),
    );
  });
});

test('the messages of an alert stay in their order while their channel is paced, and those of another one pass', async () => {
  const world = createFlowWorld();
  const { channel, calls, gaps } = slackOf(50);
  const createdAt = world.ports.clock.now();
  const entries = [1, 2, 3].flatMap((version) =>
    ['a', 'b', 'c', 'd'].map((alertId) =>
      anOutboxEntry(version, {
        alertId,
        createdAt,
        channel: { kind: 'slack', address: alertId === 'd' ? '#calm' : '#busy' },
      }),
    ),
  );
  // The order in which a stream hands them over is not the order of versions.
  for (const entry of entries) world.tables.outbox.set(entry.id, { entry });
  for (let round = 0; round < 3; round += 1) {
    for (const entry of entries.toReversed()) {
      await sendMessage({ ...world.ports, channels: { ...world.ports.channels, slack: channel } }, entry.id);
    }
  }
  expect(calls).toHaveLength(12);
  for (const alertId of ['a', 'b', 'c', 'd']) {
    const own = calls.filter(({ id }) => id.startsWith(`${alertId}#`));
    expect(own.map(({ id }) => Number(id.split('#')[1]))).toEqual([1, 2, 3]);
  }
  expect(Math.min(...gaps('#busy'))).toBe(1_000);
});
