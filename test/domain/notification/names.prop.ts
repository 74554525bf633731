import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { snsLetter, snsMessage } from '../../../shared/adapters/aws/sns-message.ts';
import { eventOf } from '../../../shared/adapters/pagerduty/event.ts';
import { alertMessage, changeMessage } from '../../../shared/adapters/slack/blocks.ts';
import { maskerOf, maskNames } from '../../../shared/domain/notification/mask-names.ts';
import { initialsOf, pseudonymOf } from '../../../shared/domain/notification/names.ts';
import type { Notification } from '../../../shared/domain/notification/notification.ts';
import { anyNotification } from '../../builders/hostile.ts';
import { aNotification } from '../../builders/outbox-entry.ts';

const RUNS = Number(process.env.BILLHOOK_NAMES_RUNS ?? 60);
const hash = (text: string): string => createHmac('sha256', 'a-key-of-tests').update(text).digest('hex');
const pseudonym = (name: string): string => pseudonymOf(name, hash);
const mask = maskerOf([], pseudonym);

const word = fc.stringMatching(/^[a-z]{4,9}$/);
const person = fc
  .tuple(word, word, word, fc.constantFrom('com', 'co.uk', 'example'))
  .map(([first, last, company, end]) => ({
    local: `q${first}.${last}`,
    mail: `q${first}.${last}@${company}.${end}`,
    name: `Q${first} Z${last}`,
  }));
type Person = { readonly local: string; readonly mail: string; readonly name: string };

/** The ways in which a person gets into a message. */
const MENTIONS: readonly ((person: Person) => string)[] = [
  ({ mail }) => mail,
  ({ mail }) => `federated-user/${mail}@123456789012`,
  ({ local }) => `user/${local}@123456789012 · claude-opus-4.6`,
  ({ local }) => `user/${local}, user/${local}.`,
  ({ mail }) => `arn:aws:sts::123456789012:assumed-role/Admin/${mail}`,
  ({ local }) => `arn:aws:sts::123456789012:assumed-role/Admin/${local}`,
  ({ mail }) => `Sessions: ${mail}, i-0abc (3 calls)`,
  ({ mail }) => `https://console.example/x?who=${encodeURIComponent(mail)}&y=1`,
  ({ mail, local }) => `${mail.slice(0, local.length + 1)}…`,
  ({ mail, local }) => `${mail.slice(0, local.length + 3)}…`,
  ({ mail }) => `<mailto:${mail}|${mail}>`,
  ({ mail }) => mail.toUpperCase(),
  ({ name }) => `Acknowledged by ${name}, Tue 17 Nov 09:00 UTC.`,
];

/** A random message whose every text, its data and links included, may mention somebody. */
const mentioning = fc
  .tuple(anyNotification, fc.array(person, { minLength: 1, maxLength: 3 }), fc.infiniteStream(fc.nat(999)))
  .map(([notification, people, dice]) => {
    const roll = (sides: number): number => (dice.next().value ?? 0) % sides;
    const mention = (): string => MENTIONS[roll(MENTIONS.length)]!(people[roll(people.length)]!);
    const filled: Notification = JSON.parse(
      JSON.stringify(notification, (key, value: unknown) =>
        typeof value === 'string' && !['reason', 'state', 'severity', 'rule', 'alertId'].includes(key)
          ? [value.slice(0, 80), mention(), mention()].join(' ')
          : value,
      ),
    );
    const data = { ...filled.data, principal: mention(), who: mention() };
    return { people, notification: { ...filled, data, people: people.map(({ name }) => name) } };
  });

describe('a channel that names people by pseudonyms or initials', () => {
  test.each([
    ['pseudonyms', pseudonym],
    ['initials', initialsOf],
  ])('%s: no message of any kind tells who they are', (_, namer) => {
    fc.assert(
      fc.property(mentioning, ({ notification, people }) => {
        const masked = maskNames(notification, namer);
        const parcel = { outboxId: 'a', address: 'arn', notification: masked, maybeRepeat: false };
        const told = [
          masked,
          alertMessage(masked),
          changeMessage(masked),
          snsMessage(parcel),
          snsLetter(parcel),
          eventOf(masked, 'key', []),
        ];
        const text = JSON.stringify(told).toLowerCase();
        for (const { local, mail, name } of people) {
          for (const secret of [local, mail, encodeURIComponent(mail), name])
            expect(text).not.toContain(secret.toLowerCase());
        }
        expect(text).not.toMatch(/q[a-z]+\.[a-z]+@[a-z]/);
      }),
      { numRuns: RUNS },
    );
  });
});

test.each([
  ['role/claims-agent@123456789012', 'role/claims-agent@123456789012'],
  ['sso/AdministratorAccess@123456789012', 'sso/AdministratorAccess@123456789012'],
  ['user/BedrockAPIKey-x1@123456789012', 'user/BedrockAPIKey-x1@123456789012'],
  ['$412.10 -> $388.00 @ 14:02', '$412.10 -> $388.00 @ 14:02'],
  ['npx billhook explain spike-3f9a2c71', 'npx billhook explain spike-3f9a2c71'],
  ['user/alice@123456789012', `user/${pseudonym('alice')}@123456789012`],
  ['federated-user/a.b@c.example@123456789012', `federated-user/${pseudonym('a.b@c.example')}@123456789012`],
  ['A.B@C.example and a.b@c.example.', `${pseudonym('a.b@c.example')} and ${pseudonym('a.b@c.example')}.`],
])('%s is shown as %s', (text, shown) => {
  expect(mask(text)).toBe(shown);
});

test('a name is taken for a person as a whole word alone', () => {
  const known = maskerOf(['Anna', 'Al', 'Anna Schmidt'], (name) => `<${name}>`);
  expect(known('Anna Schmidt, Anna. role/Anna-agent Annaberg Al')).toBe(
    '<Anna Schmidt>, <Anna>. role/Anna-agent Annaberg Al',
  );
});

test('nothing is changed but names, and who they were is not told', () => {
  const plain = aNotification({ people: ['Nobody Here'] });
  const { people: _, ...told } = plain;
  expect(maskNames(plain, pseudonym)).toEqual(told);
});

test.each([
  ['anna.schmidt@example.com', 'A. S.'],
  ['Anna Maria von Schmidt', 'A. M. V.'],
  ['jdoe', 'J.'],
  ['élodie-ñandu', 'É. Ñ.'],
  ['@', '?'],
])('the initials of %s are %s', (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});
