import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SNS_MESSAGE_BYTES_MAX } from '../../../shared/adapters/aws/sns-limits.ts';
import { snsMessage } from '../../../shared/adapters/aws/sns-message.ts';
import { alertMessage, changeMessage } from '../../../shared/adapters/slack/blocks.ts';
import { MESSAGE_CHARS_MAX } from '../../../shared/adapters/slack/limits.ts';
import { composeNotification } from '../../../shared/domain/notification/compose.ts';
import { composeDigest } from '../../../shared/domain/notification/compose-digest.ts';
import { HEADLINE_MAX } from '../../../shared/domain/notification/headline.ts';
import type { Notification } from '../../../shared/domain/notification/notification.ts';
import { validateBlocks } from '../../../shared/embedded/slack-validate.ts';
import { type AnyTold, anyTold } from '../../builders/any-transition.ts';
import { aPointer } from '../../builders/transition.ts';

/** A hundred thousand were run once; `BILLHOOK_RANDOM_ALERTS=100000` does it again. */
const RUNS = Number(process.env.BILLHOOK_RANDOM_ALERTS ?? 400);
const SEED = Number(process.env.BILLHOOK_SEED ?? Date.now() % 1_000_000);
const LONG_MS = 3_600_000;

test(
  `an alert of any kind and state is inside the limits of Slack and SNS, and its first line stands alone (seed ${SEED})`,
  () => {
    fc.assert(
      fc.property(anyTold, (told) => {
        const notification = composeNotification(told.transition, aPointer, told.settings);
        expectAlone(notification);
        expectInside(notification);
      }),
      { numRuns: RUNS, seed: SEED },
    );
  },
  LONG_MS,
);

test(
  `so is what is told together (seed ${SEED})`,
  () => {
    const together = fc.array(anyTold, { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(together, fc.constantFrom(undefined, 'team', 'flood'), (all, kind) => {
        const members = all.map(({ transition }, index): AnyTold['transition'] => ({
          ...transition,
          after: {
            ...transition.after,
            id: `${transition.after.id}${index}`,
            digest: { id: 'digest-1a2b3c4d', version: 0, ...(kind === undefined ? {} : { kind }) },
          },
        }));
        const notification = composeDigest(members, 2, aPointer, all[0]!.settings);
        expectAlone(notification);
        expectInside(notification);
      }),
      { numRuns: Math.ceil(RUNS / 20), seed: SEED },
    );
  },
  LONG_MS,
);

/** State, who, how much: whoever reads no more than that knows what to do. */
function expectAlone({ headline, parts }: Notification): void {
  const { word, subject, amount, when } = parts!;
  expect(headline.length).toBeLessThanOrEqual(HEADLINE_MAX);
  expect(headline.isWellFormed()).toBe(true);
  expect(headline).not.toMatch(/[\n\r]/);
  expect(headline.startsWith(`${word} · `)).toBe(true);
  const told = headline.slice(word.length + ' · '.length);
  // A grapheme of many units may leave a character or two.
  const shown = told.slice(
    0,
    told.indexOf(` · ${amount}`) < 0 ? undefined : told.lastIndexOf(` · ${amount}`),
  );
  expect(shown.length).toBeGreaterThan(0);
  expect(shown === subject || subject.startsWith(shown.replace(/…$/, '')) || shown.length >= 14).toBe(true);
  expect(headline).toContain(amount.slice(0, 24));
  // Nothing but the subject is cut; where even a short one has no room beside them, the time is left out whole.
  const fits = `${word} ·  · ${amount}`.length + 16 <= HEADLINE_MAX;
  if (fits) expect([amount, `${amount}, ${when}`].some((end) => headline.endsWith(` · ${end}`))).toBe(true);
}

function expectInside(notification: Notification): void {
  for (const buttons of [true, false]) {
    const message = alertMessage(notification, { buttons, remarks: ['May be a repeat.'] });
    expect(validateBlocks(message.blocks)).toBeUndefined();
    const text = JSON.stringify(message.blocks);
    expect(text.length).toBeLessThanOrEqual(MESSAGE_CHARS_MAX);
    expect(text.isWellFormed()).toBe(true);
    expect(message.text.length).toBeLessThanOrEqual(600);
    expect(message.text.replace(/&(amp|lt|gt);/g, '')).not.toMatch(/[&<>]/);
    expectCounted(notification, text);
  }
  if (notification.change !== '') expect(validateBlocks(changeMessage(notification).blocks)).toBeUndefined();
  const parcel = {
    outboxId: 'a#1#sns',
    address: 'arn:aws:sns:eu-west-1:1:a.fifo',
    notification,
    maybeRepeat: false,
  };
  const { Message, Subject } = snsMessage(parcel);
  expect(Buffer.byteLength(`${Message}${Subject}`, 'utf8')).toBeLessThan(SNS_MESSAGE_BYTES_MAX);
  expect(() => JSON.parse(Message!) as unknown).not.toThrow();
}

/** What is in no list of the message is counted by it. */
function expectCounted({ facts, contributors, notes }: Notification, text: string): void {
  const counted = [...text.matchAll(/and (\d+) more/g)].reduce((sum, [, count]) => sum + Number(count), 0);
  const most = facts.length + contributors.length + notes.length;
  if (facts.length > 10 || contributors.length > 8) expect(counted).toBeGreaterThan(0);
  expect(counted).toBeLessThanOrEqual(most);
}
