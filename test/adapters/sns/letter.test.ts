import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SNS_MESSAGE_BYTES_MAX } from '../../../shared/adapters/aws/sns-limits.ts';
import { snsLetter } from '../../../shared/adapters/aws/sns-message.ts';
import type { Parcel } from '../../../shared/ports/channel.ts';
import { anyNotification } from '../../builders/hostile.ts';
import { aNotification } from '../../builders/outbox-entry.ts';

const aParcel = (overrides: Partial<Parcel> = {}): Parcel => ({
  outboxId: 'spike-1#1#email:arn',
  address: 'arn:aws:sns:eu-west-1:123456789012:billhook-prod-to-finance',
  notification: aNotification(),
  maybeRepeat: false,
  ...overrides,
});

test('a subscriber by e-mail reads a letter: headline, facts, what it costs, link and command', () => {
  const { Subject, Message, MessageStructure, MessageAttributes } = snsLetter(aParcel());
  expect(Subject).toBe('support: claims-agent spends $148.20/h on claude-opus-4.6, usually $3.02/h');
  expect(MessageStructure).toBeUndefined();
  expect(MessageAttributes).toMatchObject({
    severity: { StringValue: 'critical' },
    team: { StringValue: 'support' },
  });
  expect(Message).toBe(`support: claims-agent spends $148.20/h on claude-opus-4.6, usually $3.02/h

Began: 2026-11-17 02:00 UTC

If nobody acts:
  until morning: $2,903.51

Who and what:
  role/claims-agent@123456789012: $1,480.43

96 % of the rise of the team.

Evidence: https://billhook.example/alerts/spike-3f9a2c71

Data complete through 13:00 UTC
npx billhook explain spike-3f9a2c71
`);
});

test('a letter says what people decided, and names commands where a message has buttons; a report has none', () => {
  const actions = [{ name: 'acknowledge', label: 'Ack' }] as const;
  const notification = aNotification({ decisions: ['Acknowledged by Anna.'], actions });
  const { Message } = snsLetter(aParcel({ notification }));
  expect(Message).toContain('\n\nAcknowledged by Anna.\n\n');
  expect(Message).toMatch(/\nAck: npx billhook alerts ack spike-3f9a2c71\n$/);
  const report = aNotification({ actions, data: { report: 'weekly' } });
  expect(snsLetter(aParcel({ notification: report })).Message).not.toContain('npx');
});

test('a later letter says that it replaces the earlier one, and a possible repeat that it is one', () => {
  const previous = { channel: { kind: 'email', address: 'arn' }, providerId: 'm', sentAt: 1 } as const;
  const { Message } = snsLetter(aParcel({ previous, maybeRepeat: true }));
  expect(Message).toMatch(
    /^Update of alert spike-3f9a2c71; this letter replaces the earlier one\.\nMay be a repeat:/,
  );
});

test('a long list is counted, and no name breaks a line or the limit', () => {
  const rows = Array.from({ length: 15 }, (_, n) => ({ label: `who ${n}`, value: 'a\nb\u202ec' }));
  expect(snsLetter(aParcel({ notification: aNotification({ contributors: rows }) })).Message).toContain(
    '  who 11: a bc\n  and 3 more\n',
  );
  fc.assert(
    fc.property(anyNotification, (notification) => {
      const { Message, Subject } = snsLetter(aParcel({ notification }));
      expect(Buffer.byteLength(`${Message}${Subject}`)).toBeLessThan(SNS_MESSAGE_BYTES_MAX);
      expect(Message).not.toMatch(/[^\P{Cc}\n]|\p{Cs}|\p{NChar}|[\u202a-\u202e]/u);
    }),
    { numRuns: 100 },
  );
});
