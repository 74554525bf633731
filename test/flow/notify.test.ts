import { describe, expect, test } from 'vitest';
import { HOUR_MS } from '../../shared/domain/base/instant.ts';
import type { OutboxEntry } from '../../shared/domain/notification/outbox.ts';
import { sendMessage } from '../../shared/flow/notify.ts';
import type { DeliveryResult } from '../../shared/ports/channel.ts';
import { createFlowWorld, type FlowWorld } from '../builders/flow-world.ts';
import { anOutboxEntry } from '../builders/outbox-entry.ts';

const MINUTE_MS = 60_000;
/** A minute for the call, and five for clocks that differ. */
const LEASE_MS = 6 * MINUTE_MS;
const again = (surelyNotSent: boolean, afterMs = MINUTE_MS): DeliveryResult => ({
  outcome: 'again',
  afterMs,
  surelyNotSent,
  why: surelyNotSent ? 'rate limited' : 'no answer in time',
});

/** The messages of an alert's first versions, all due. */
function queued(count = 1, overrides: Partial<OutboxEntry> = {}) {
  const world = createFlowWorld();
  const createdAt = world.ports.clock.now();
  const entries = Array.from({ length: count }, (_, n) => anOutboxEntry(n + 1, { createdAt, ...overrides }));
  for (const entry of entries) world.tables.outbox.set(entry.id, { entry });
  return { world, ids: entries.map(({ id }) => id), id: entries[0]!.id };
}
const send = (world: FlowWorld, id: string) => sendMessage(world.ports, id);
const stored = ({ tables }: FlowWorld, id: string) => tables.outbox.get(id)!.entry;

describe('a message', () => {
  test('is sent once, and its receipt is kept', async () => {
    const { world, id } = queued();
    expect(await send(world, id)).toEqual({ outcome: 'sent', edited: false });
    expect(await send(world, id)).toEqual({ outcome: 'nothing-to-do' });
    expect(world.parcels).toStrictEqual([
      {
        outboxId: id,
        address: '#support-ai',
        notification: stored(world, id).notification,
        maybeRepeat: false,
      },
    ]);
    const { alertId, channel } = stored(world, id);
    expect(await world.ports.outbox.receipt(alertId, channel)).toMatchObject({ providerId: 'message-1' });
    expect([...world.counts]).toEqual([['MessagesPosted', 1]]);
    expect(world.events).toEqual([]);
  });

  test('that was spared, for nothing need be told, is counted as such', async () => {
    const { world, id } = queued();
    const receipt = { channel: stored(world, id).channel, providerId: 'spared', sentAt: 0 };
    world.answers.push({ outcome: 'sent', receipt, edited: false, spared: true });
    expect(await send(world, id)).toEqual({ outcome: 'sent', edited: false });
    expect([...world.counts]).toEqual([['MessagesSpared', 1]]);
  });

  test('of the same alert edits the one before, which must be out first', async () => {
    const { world, ids } = queued(2);
    expect(await send(world, ids[1]!)).toEqual({ outcome: 'nothing-to-do' });
    await send(world, ids[0]!);
    expect(await send(world, ids[1]!)).toEqual({ outcome: 'sent', edited: true });
    expect(world.parcels[1]!.previous).toMatchObject({ providerId: 'message-1' });
    expect([...world.counts]).toEqual([
      ['MessagesPosted', 1],
      ['MessagesEdited', 1],
    ]);
  });

  test('goes through the channel of its kind', async () => {
    const channel = { kind: 'sns', address: 'arn:aws:sns:us-east-1:123456789012:alerts' } as const;
    const { world, id } = queued(1, { channel });
    const slack = { deliver: () => Promise.reject(new Error('not for Slack')) };
    const channels = { ...world.ports.channels, slack };
    await sendMessage({ ...world.ports, channels }, id);
    expect(world.parcels.map(({ address }) => address)).toEqual([channel.address]);
  });

  test('that does not exist is nothing to do', async () => {
    expect(await send(createFlowWorld(), 'nobody#1#slack:#x')).toEqual({ outcome: 'nothing-to-do' });
  });
});

describe('a channel that says "not now"', () => {
  test.each([
    [true, 0, false],
    [false, 1, true],
  ])(
    'surely not sent: %s, leaves %i attempts, and the next try is marked as a repeat: %s',
    async (sure, attempts, marked) => {
      const { world, id } = queued();
      world.answers.push(again(sure));
      expect(await send(world, id)).toMatchObject({ outcome: 'later', afterMs: MINUTE_MS });
      expect(stored(world, id)).toMatchObject({ state: 'pending', attempts });
      expect(stored(world, id).lease).toBeUndefined();
      world.after(MINUTE_MS - 1);
      expect(await send(world, id)).toEqual({ outcome: 'nothing-to-do' });
      world.after(1);
      expect(await send(world, id)).toEqual({ outcome: 'sent', edited: false });
      expect(world.parcels.map(({ maybeRepeat }) => maybeRepeat)).toEqual([false, marked]);
    },
  );

  test('may say so for a fortnight; then the message is given up, and the next of its alert goes out', async () => {
    const { world, ids } = queued(2);
    const [id, next] = ids as [string, string];
    let tries = 0;
    let result = await send(world, 'none');
    for (; tries < 400 && result.outcome !== 'undeliverable'; tries += 1) {
      world.answers.push(again(true, HOUR_MS));
      result = await send(world, id);
      if (result.outcome === 'later') world.after(HOUR_MS);
    }
    expect(tries).toBe(14 * 24 + 1);
    expect(result).toEqual({ outcome: 'undeliverable', why: 'rate limited' });
    expect(stored(world, id)).toMatchObject({ state: 'undeliverable', why: 'rate limited' });
    expect(world.counts.get('MessagesUndeliverable')).toBe(1);
    expect(await send(world, next)).toEqual({ outcome: 'sent', edited: false });
  });

  test('and may have sent it, gets twenty tries: nobody should see it more often', async () => {
    const { world, id } = queued();
    const outcomes: string[] = [];
    for (let n = 0; n < 20; n += 1) {
      world.answers.push(again(false));
      outcomes.push((await send(world, id)).outcome);
      world.after(MINUTE_MS);
    }
    expect(outcomes).toEqual([...Array.from({ length: 19 }, () => 'later'), 'undeliverable']);
    expect(world.parcels).toHaveLength(20);
    expect(await send(world, id)).toEqual({ outcome: 'nothing-to-do' });
  });

  test('for good, is believed at once', async () => {
    const { world, id } = queued();
    world.answers.push({ outcome: 'never', why: 'channel_not_found' });
    expect(await send(world, id)).toEqual({ outcome: 'undeliverable', why: 'channel_not_found' });
    expect(stored(world, id)).toMatchObject({ state: 'undeliverable', why: 'channel_not_found' });
    expect(world.log).toEqual([{ event: 'message undeliverable', id, why: 'channel_not_found' }]);
  });
});

describe('two senders', () => {
  test('never hold one message at a time', async () => {
    const { world, id } = queued();
    world.mishaps.before('channel.deliver', async () => {
      world.after(MINUTE_MS - 1);
      expect(await send(world, id)).toEqual({ outcome: 'nothing-to-do' });
    });
    await send(world, id);
    expect(world.parcels).toHaveLength(1);
  });

  test('where the first outlived its lease, both sent: the second is marked, its receipt stays, and it is told', async () => {
    const { world, id } = queued();
    world.mishaps.before('outbox.confirm', async () => {
      world.after(LEASE_MS);
      expect(await send(world, id)).toEqual({ outcome: 'sent', edited: false });
    });
    expect(await send(world, id)).toEqual({ outcome: 'sent', edited: false });
    expect(world.parcels.map(({ maybeRepeat }) => maybeRepeat)).toEqual([false, true]);
    expect(world.log).toEqual([{ event: 'lease lost after sending', id }]);
    const { alertId, channel } = stored(world, id);
    expect(await world.ports.outbox.receipt(alertId, channel)).toMatchObject({ providerId: 'message-2' });
  });

  test('whose clocks differ by five minutes never have the same message in hand', async () => {
    const { world, id } = queued();
    const ahead = {
      ...world.ports,
      clock: { ...world.ports.clock, now: () => world.after(0) + 5 * MINUTE_MS },
    };
    world.mishaps.before('channel.deliver', async () => {
      expect(await sendMessage(ahead, id)).toEqual({ outcome: 'nothing-to-do' });
    });
    expect(await send(world, id)).toEqual({ outcome: 'sent', edited: false });
    expect(world.parcels).toHaveLength(1);
  });

  test('a sender that stalled after its claim gives the message back unsent, and it counts as not tried', async () => {
    const { world, id } = queued();
    world.mishaps.before('outbox.receipt', () => void world.after(MINUTE_MS));
    expect(await send(world, id)).toMatchObject({ outcome: 'later', why: 'the sender was stalled' });
    expect(world.parcels).toEqual([]);
    expect(stored(world, id)).toMatchObject({ state: 'pending', attempts: 0 });
    expect(await send(world, id)).toEqual({ outcome: 'sent', edited: false });
    expect(world.parcels.map(({ maybeRepeat }) => maybeRepeat)).toEqual([false]);
  });

  test('a sender has half a minute from its claim to its call', async () => {
    const { world, id } = queued();
    world.mishaps.before('outbox.receipt', () => void world.after(30_001));
    expect(await send(world, id)).toMatchObject({ outcome: 'later' });
    world.mishaps.before('outbox.receipt', () => void world.after(30_000));
    expect(await send(world, id)).toMatchObject({ outcome: 'sent' });
  });
});

test('a message over which every sender dies is given up after twenty, so that later news gets through', async () => {
  const { world, ids } = queued(2);
  const [id, next] = ids as [string, string];
  let dead = 0;
  for (let n = 0; n < 30 && stored(world, id).state === 'pending'; n += 1) {
    world.mishaps.atOperation('channel.deliver', 'before');
    await send(world, id).catch(() => (dead += 1));
    world.mishaps.clear();
    world.after(LEASE_MS);
  }
  expect(dead).toBe(20);
  expect(stored(world, id)).toMatchObject({ state: 'undeliverable', why: expect.stringContaining('20') });
  expect(await send(world, next)).toMatchObject({ outcome: 'sent' });
});
