import { expect, test } from 'vitest';
import type { NameStyle } from '../../shared/domain/notification/names.ts';
import { sendMessage } from '../../shared/flow/notify.ts';
import type { NameHash } from '../../shared/ports/name-hash.ts';
import { nameHashOf } from '../../shared/runtime/name-hash.ts';
import { createFlowWorld } from '../builders/flow-world.ts';
import { aNotification, anOutboxEntry } from '../builders/outbox-entry.ts';

async function told(names: NameStyle | undefined, nameHash?: NameHash) {
  const world = createFlowWorld();
  const notification = aNotification({
    notes: ['By anna@example.com.'],
    people: ['Anna'],
    change: 'Anna said so.',
  });
  const entry = anOutboxEntry(1, {
    createdAt: world.ports.clock.now(),
    notification,
    ...(names === undefined ? {} : { names }),
  });
  world.tables.outbox.set(entry.id, { entry });
  const result = await sendMessage(
    { ...world.ports, ...(nameHash === undefined ? {} : { nameHash }) },
    entry.id,
  );
  const parcel = world.parcels[0]?.notification;
  expect(parcel ?? {}).not.toHaveProperty('people');
  return { result, parcel, stored: world.tables.outbox.get(entry.id)?.entry };
}

test('a channel is told names as it wants them', async () => {
  expect((await told(undefined)).parcel).toMatchObject({
    notes: ['By anna@example.com.'],
    change: 'Anna said so.',
  });
  expect((await told('initials')).parcel).toMatchObject({ notes: ['By A..'], change: 'A. said so.' });
  const { parcel } = await told('pseudonym', async () => nameHashOf('a-key-of-tests-alone'));
  const [, mail] = /^By (person-[0-9a-f]{6})\.$/.exec(parcel?.notes[0] ?? '') ?? [];
  expect(mail).toBeDefined();
  const other = await told('pseudonym', async () => nameHashOf('another-key-of-tests'));
  expect(other.parcel?.notes[0]).not.toContain(mail);
});

test('without a key nobody is named, and the message says why', async () => {
  expect((await told('pseudonym')).parcel).toMatchObject({
    notes: ['By person-hidden.', expect.stringContaining('namesKey')],
    change: 'person-hidden said so.',
  });
});

test('while the key cannot be read the message waits, and no try is counted', async () => {
  const { result, parcel, stored } = await told('pseudonym', () => Promise.reject(new Error('throttled')));
  expect(result).toMatchObject({ outcome: 'later', afterMs: 60_000 });
  expect(parcel).toBeUndefined();
  expect(stored).toMatchObject({ state: 'pending', attempts: 0 });
});
