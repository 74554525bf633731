import { describe, expect, test } from 'vitest';
import type { NotifyResult } from '../../shared/flow/notify.ts';
import { patiently } from '../../shared/runtime/patience.ts';

const SENT: NotifyResult = { outcome: 'sent', edited: false };
const later = (afterMs: number): NotifyResult => ({ outcome: 'later', why: 'rate limited', afterMs });

/** Gives the results one after the other, the last one for ever. */
const sending = (...results: readonly NotifyResult[]) => {
  let calls = 0;
  const send = async () => results[Math.min(calls++, results.length - 1)]!;
  return { send, calls: () => calls };
};

describe('patience with a channel', () => {
  test('a short pause is waited for within the invocation', async () => {
    const { send, calls } = sending(later(1), SENT);
    expect(await patiently(send)).toEqual(SENT);
    expect(calls()).toBe(2);
  });

  test('a long pause is left to the schedule', async () => {
    const { send, calls } = sending(later(30_000), SENT);
    expect(await patiently(send)).toEqual(later(30_000));
    expect(calls()).toBe(1);
  });

  test('a channel that keeps asking for time is given up after three tries', async () => {
    const { send, calls } = sending(later(1));
    expect(await patiently(send)).toEqual(later(1));
    expect(calls()).toBe(3);
  });
});
