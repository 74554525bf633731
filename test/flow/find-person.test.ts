import { expect, test } from 'vitest';
import { maskerOf } from '../../shared/domain/notification/mask-names.ts';
import { pseudonymOf } from '../../shared/domain/notification/names.ts';
import { findPerson } from '../../shared/flow/find-person.ts';
import { nameHashOf } from '../../shared/runtime/name-hash.ts';
import { anEntry } from '../builders/entry.ts';
import { anAlert } from '../builders/transition.ts';

const hash = nameHashOf('a-key-of-tests-alone')!;
const mask = maskerOf(['Anna Schmidt'], (name) => pseudonymOf(name, hash));

const entries = [
  anEntry({ value: 'user/alice@123456789012' }),
  anEntry({
    value: 'sso/Admin@123456789012',
    sessions: { count: 2, sample: ['bob.jones@example.com', 'carol'] },
  }),
  anEntry({ value: 'federated-user/dan@example.com@123456789012' }),
  anEntry({ dimension: 'owner', value: 'user/nobody@123456789012' }),
];
const at = 1_000;
const by = { id: 'slack:U1', name: 'Anna Schmidt' };
const ports = {
  ledger: {
    pointers: async () => [{ version: '1' } as never],
    async *viewParts() {
      yield entries;
    },
  },
  alerts: { all: async () => [anAlert({ handling: { acknowledged: { by, at } } })] },
};
const who = async (text: string): Promise<readonly string[]> =>
  (await findPerson(ports, 'company-cur', text, hash)).map(({ name }) => name);

test.each([
  ['user/alice@123456789012', 'alice'],
  ['federated-user/dan@example.com@123456789012', 'dan@example.com'],
  ['arn:aws:sts::123456789012:assumed-role/Admin/carol', 'carol'],
  ['bob.jones@example.com', 'bob.jones@example.com'],
  ['Acknowledged by Anna Schmidt.', 'Anna Schmidt'],
])('the pseudonym that a message shows for %s leads back to %s', async (text, name) => {
  const pseudonym = /person-[0-9a-f]{6}/.exec(mask(text))?.[0] ?? 'none';
  expect(await who(pseudonym)).toEqual([name]);
  expect(await who(pseudonym.slice(0, -3))).toContain(name);
});

test('another key leads to nobody, and a tag is no person', async () => {
  const other = nameHashOf('another-key-of-tests')!;
  expect(await findPerson(ports, 'company-cur', pseudonymOf('alice', hash), other)).toEqual([]);
  expect(await who(pseudonymOf('nobody', hash))).toEqual([]);
});
