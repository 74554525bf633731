import { expect, test } from 'vitest';
import { restingChannel } from '../../../shared/adapters/http/resting-channel.ts';
import { pacedChannel } from '../../../shared/adapters/slack/paced-channel.ts';
import { sendMessage } from '../../../shared/flow/notify.ts';
import type { Channel, DeliveryResult } from '../../../shared/ports/channel.ts';
import { createFlowWorld } from '../../builders/flow-world.ts';
import { anOutboxEntry } from '../../builders/outbox-entry.ts';

const CALL_MS = 10_000;

/** Slack channels of which one takes the whole time of a call and never answers; time is simulated. */
function withDeadChannel() {
  const world = createFlowWorld();
  let elapsed = 0;
  const calls: { readonly address: string; readonly id: string; readonly at: number }[] = [];
  const slack: Channel = {
    deliver: async (parcel): Promise<DeliveryResult> => {
      calls.push({ address: parcel.address, id: parcel.outboxId, at: elapsed });
      if (parcel.address !== '#dead') return world.ports.channels.slack.deliver(parcel);
      elapsed += CALL_MS;
      return { outcome: 'again', afterMs: 30_000, surelyNotSent: false, why: 'no answer' };
    },
  };
  const clock = { elapsed: () => elapsed, wait: async (ms: number) => void (elapsed += ms) };
  const channel = pacedChannel(
    restingChannel(slack, () => elapsed),
    clock,
  );
  const ports = { ...world.ports, channels: { ...world.ports.channels, slack: channel } };
  const queue = (addresses: readonly string[], count: number): readonly string[] =>
    Array.from({ length: count }, (_, n) =>
      addresses.map((address) => {
        const createdAt = world.ports.clock.now();
        const entry = anOutboxEntry(1, {
          alertId: `spike-${n}`,
          createdAt,
          channel: { kind: 'slack', address },
        });
        world.tables.outbox.set(entry.id, { entry });
        return entry.id;
      }),
    ).flat();
  return { world, ports, calls, queue, elapsed: () => elapsed, pass: (ms: number) => void (elapsed += ms) };
}

test('a channel that never answers costs its sender one call in half a minute, and the others wait no longer', async () => {
  const { world, ports, calls, queue, elapsed } = withDeadChannel();
  const ids = queue(['#dead', '#a', '#b'], 50);
  for (const id of ids) await sendMessage(ports, id);
  expect(world.parcels).toHaveLength(100);
  expect(calls.filter(({ address }) => address === '#dead').length).toBeLessThanOrEqual(2);
  // Without the rest: fifty calls of ten seconds.
  expect(elapsed()).toBeLessThanOrEqual(2 * CALL_MS + 50 * 1_000);
});

test('what was put off keeps its attempts, and is tried again when the rest is over', async () => {
  const { world, ports, calls, queue, pass } = withDeadChannel();
  const [first, second] = queue(['#dead'], 2) as [string, string];
  await sendMessage(ports, first);
  expect(await sendMessage(ports, second)).toMatchObject({ outcome: 'later', why: 'no answer' });
  expect(world.tables.outbox.get(second)?.entry).toMatchObject({ state: 'pending', attempts: 0 });
  world.after(40_000);
  pass(40_000);
  await sendMessage(ports, second);
  expect(calls.map(({ id }) => id)).toEqual([first, second]);
  expect(world.tables.outbox.get(second)?.entry).toMatchObject({ attempts: 1 });
});
