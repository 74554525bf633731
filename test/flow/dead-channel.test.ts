import { describe, expect, test } from 'vitest';
import { reconcile } from '../../shared/flow/reconcile.ts';
import type { Channel, DeliveryResult } from '../../shared/ports/channel.ts';
import { createFlowWorld, SWEEP } from '../builders/flow-world.ts';
import { anOutboxEntry } from '../builders/outbox-entry.ts';

const DEAD = '#archived';

/** Ten alerts, each told in a channel that is dead in some way and in one that works. */
function burst(answer: () => DeliveryResult) {
  const world = createFlowWorld();
  const createdAt = world.ports.clock.now();
  for (let n = 0; n < 10; n += 1) {
    for (const address of [DEAD, `#team-${n}`]) {
      const entry = anOutboxEntry(1, {
        alertId: `spike-${n}`,
        createdAt,
        channel: { kind: 'slack', address },
      });
      world.tables.outbox.set(entry.id, { entry });
    }
  }
  const slack: Channel = {
    deliver: async (parcel) =>
      parcel.address === DEAD ? answer() : world.ports.channels.slack.deliver(parcel),
  };
  const ports = { ...world.ports, channels: { ...world.ports.channels, slack } };
  const states = (address: string) =>
    [...world.tables.outbox.values()]
      .filter(({ entry }) => entry.channel.address === address)
      .map(({ entry }) => entry.state);
  return { world, states, send: () => reconcile(ports, { ...SWEEP, task: 'send' }) };
}

describe('a dead channel holds up nobody else', () => {
  test.each<[string, () => DeliveryResult]>([
    ['is archived', () => ({ outcome: 'never', why: 'Slack refused: is_archived' })],
    [
      'does not answer',
      () => ({ outcome: 'again', afterMs: 60_000, surelyNotSent: false, why: 'no answer' }),
    ],
    [
      'asks for an hour',
      () => ({ outcome: 'again', afterMs: 3_600_000, surelyNotSent: true, why: 'rate limited' }),
    ],
  ])('one that %s: every other message is out after one round', async (_, answer) => {
    const { world, send } = burst(answer);
    await send();
    const told = world.parcels.map(({ address }) => address);
    expect(told.toSorted()).toEqual(Array.from({ length: 10 }, (_each, n) => `#team-${n}`));
  });

  test('what it never took is kept with the reason, counted for the alarm, and told in the log once a message', async () => {
    const { world, states, send } = burst(() => ({ outcome: 'never', why: 'Slack refused: is_archived' }));
    for (let round = 0; round < 3; round += 1) {
      await send();
      world.after(300_000);
    }
    expect(states(DEAD)).toEqual(Array(10).fill('undeliverable'));
    expect(world.counts.get('MessagesUndeliverable')).toBe(10);
    expect(world.events.filter((event) => event === 'message undeliverable')).toHaveLength(10);
    expect(
      [...world.tables.outbox.values()].filter(({ entry }) => entry.why?.includes('is_archived')),
    ).toHaveLength(10);
  });
});
