import { expect, test } from 'vitest';
import { messageLines } from '../../functions/cli/alert-text.ts';
import { explainJson } from '../../functions/cli/explain-text.ts';
import { aPack } from '../builders/evidence.ts';
import { anOutboxEntry } from '../builders/outbox-entry.ts';
import { anAlert } from '../builders/transition.ts';

const MESSAGES = [
  anOutboxEntry(1, { state: 'sent', attempts: 1 }),
  anOutboxEntry(2, { state: 'undeliverable', why: 'Slack refused: is_archived' }),
];

test('a message that was given up says why, one that was sent says nothing', () => {
  expect(messageLines(MESSAGES).map((line) => line.slice(0, 66))).toEqual([
    expect.stringMatching(/^slack #support-ai {2}sent {2}support/),
    expect.stringMatching(/^slack #support-ai {2}undeliverable: Slack refused: is_archived {2}/),
  ]);
  expect(explainJson({ alert: anAlert(), messages: MESSAGES, pack: aPack() }).messages).toMatchObject([
    { state: 'sent' },
    { state: 'undeliverable', why: 'Slack refused: is_archived' },
  ]);
});
