import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SNS_MESSAGE_BYTES_MAX } from '../../../shared/adapters/aws/sns-limits.ts';
import { snsMessage, snsSubject } from '../../../shared/adapters/aws/sns-message.ts';
import { anyNotification, named } from '../../builders/hostile.ts';

const parcel = (notification: Parameters<typeof snsMessage>[0]['notification'], outboxId = 'a#1#sns') => ({
  outboxId,
  address: 'arn:aws:sns:eu-west-1:123456789012:alerts.fifo',
  notification,
  maybeRepeat: false,
});
const bytesOf = (input: ReturnType<typeof snsMessage>): number =>
  [
    input.Message!,
    input.Subject!,
    ...Object.entries(input.MessageAttributes!).flatMap(([name, { DataType, StringValue }]) => [
      name,
      DataType!,
      StringValue!,
    ]),
  ].reduce((sum, text) => sum + Buffer.byteLength(text, 'utf8'), 0);

describe('SNS messages', () => {
  test('stay below the byte limit for any Unicode and are JSON that names what was left out', () => {
    // A random piece repeated: drawing 80,000 random characters would take longer than all the rest.
    const long = fc
      .tuple(
        fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }),
        fc.integer({ min: 50_000, max: 90_000 }),
      )
      .map(([piece, size]) => piece.repeat(Math.ceil(size / piece.length)));
    const big = fc
      .tuple(
        anyNotification,
        long,
        fc.constantFrom('notes', 'facts', 'contributors', 'headline', 'team', 'data', 'links'),
      )
      .map(([notification, text, where]) => {
        const pair = { label: text, value: text, url: text };
        const values = {
          notes: [text],
          facts: [pair],
          contributors: [pair],
          links: [pair],
          headline: text,
          team: text,
          data: { [text]: text },
        };
        return { ...notification, [where]: values[where] };
      });
    fc.assert(
      fc.property(big, (notification) => {
        const input = snsMessage(parcel(notification));
        expect(bytesOf(input)).toBeLessThan(SNS_MESSAGE_BYTES_MAX);
        const body = JSON.parse(input.Message!) as Record<string, unknown>;
        for (const list of ['facts', 'outlook', 'contributors', 'notes', 'links']) {
          expect(list in body || (body.omitted as string[]).includes(list)).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('have subjects and attributes that SNS takes', () => {
    fc.assert(
      fc.property(anyNotification, (notification) => {
        const { Subject, MessageAttributes, MessageGroupId } = snsMessage(parcel(notification));
        expect(Subject).toMatch(/^[\x21-\x7e][\x20-\x7e]{0,98}$/);
        expect(MessageGroupId).toMatch(/^[\x21-\x7e]{1,128}$/);
        for (const { StringValue } of Object.values(MessageAttributes!)) {
          expect(StringValue).not.toBe('');
          expect(StringValue!.isWellFormed()).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('of different decisions are never taken for duplicates', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        const id = (outboxId: string) => snsMessage(parcel(named('x'), outboxId)).MessageDeduplicationId;
        expect(id(one) === id(other)).toBe(one === other);
      }),
    );
  });
});

test('a subject keeps its meaning in ASCII', () => {
  expect(snsSubject('WARNING · Zoë’s team · ≈ €12, 3.4× usual — was 1 → 2')).toBe(
    "WARNING - Zoe's team - ~ EUR 12, 3.4x usual - was 1 -> 2",
  );
  expect(snsSubject('東京\n')).toBe('??');
  expect(snsSubject('')).toBe('Billhook alert');
});
