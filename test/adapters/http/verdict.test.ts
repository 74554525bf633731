import { describe, expect, test } from 'vitest';
import { retryAfterMs } from '../../../shared/adapters/http/retry-after.ts';
import { judgeNetwork, judgeStatus, type Receiver } from '../../../shared/adapters/http/verdict.ts';
import { PAGERDUTY } from '../../../shared/adapters/pagerduty/pagerduty-channel.ts';
import { SLACK } from '../../../shared/adapters/slack/classify.ts';
import { WEBHOOK } from '../../../shared/adapters/webhook/webhook-channel.ts';

const NOW = Date.UTC(2026, 10, 17, 21, 0, 0);

describe('Retry-After', () => {
  test.each([
    ['0', 0],
    ['1', 1_000],
    ['30', 30_000],
    [' 30 ', 30_000],
    ['3600', 3_600_000],
    ['999999999', 86_400_000],
    [null, 30_000],
    ['', 30_000],
    ['abc', 30_000],
    ['-5', 30_000],
    ['1.5', 30_000],
    ['Tue, 17 Nov 2026 21:01:30 GMT', 90_000],
    ['Tue, 17 Nov 2026 20:00:00 GMT', 0],
    ['Tue, 99 Nov 2026 20:00:00 GMT', 30_000],
    ['2026-11-17T21:01:30Z', 30_000],
  ])('%j waits %i ms', (header, ms) => {
    expect(retryAfterMs(header, NOW)).toBe(ms);
  });
});

describe('one table of HTTP statuses for all channels', () => {
  const verdict = (receiver: Receiver, status: number): string => {
    const result = judgeStatus(receiver, { status, retryAfter: '7', body: '' }, NOW);
    if (result === undefined) return 'taken';
    return result.outcome === 'never'
      ? 'never'
      : `again, ${result.surelyNotSent ? 'not sent' : 'perhaps sent'}`;
  };
  const range = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, index) => from + index);

  test.each([
    [SLACK, [200]],
    [PAGERDUTY, [202]],
    [WEBHOOK, range(200, 299)],
  ])('each of 100 to 599 has one verdict: %o', (receiver, taken) => {
    const table: Record<string, number[]> = {};
    for (let status = 100; status <= 599; status += 1) (table[verdict(receiver, status)] ??= []).push(status);
    expect(table).toEqual({
      taken,
      'again, not sent': [425, 429],
      'again, perhaps sent': [
        ...range(100, 299).filter((status) => !taken.includes(status)),
        408,
        ...range(500, 599),
      ],
      never: range(300, 499).filter((status) => ![408, 425, 429].includes(status)),
    });
  });

  test('429 and 503 wait as they were told, and who answered is named', () => {
    for (const status of [429, 503]) {
      expect(judgeStatus(PAGERDUTY, { status, retryAfter: '7', body: '' }, NOW)).toMatchObject({
        afterMs: 7_000,
        why: `PagerDuty answered HTTP ${status}`,
      });
    }
  });

  test('a refused connection surely sent nothing, a cut one perhaps did', () => {
    expect(judgeNetwork(WEBHOOK, 'ECONNREFUSED')).toMatchObject({ outcome: 'again', surelyNotSent: true });
    expect(judgeNetwork(WEBHOOK, 'ECONNRESET')).toMatchObject({ outcome: 'again', surelyNotSent: false });
    expect(judgeNetwork(WEBHOOK, 'TimeoutError')).toMatchObject({ outcome: 'again', surelyNotSent: false });
  });
});
