import { describe, expect, test } from 'vitest';
import {
  judgeError,
  judgeNetwork,
  judgeStatus,
  judgeUnreadable,
  retryAfterMs,
} from '../../../shared/adapters/slack/classify.ts';

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

describe('HTTP status', () => {
  const verdict = (status: number): string => {
    const result = judgeStatus({ status, retryAfter: '7', body: '' }, NOW);
    if (result === undefined) return 'by its body';
    return result.outcome === 'never'
      ? 'never'
      : `again, ${result.surelyNotSent ? 'not sent' : 'perhaps sent'}`;
  };

  test('each of 100 to 599 has one verdict', () => {
    const table: Record<string, number[]> = {};
    for (let status = 100; status <= 599; status += 1) (table[verdict(status)] ??= []).push(status);
    const range = (from: number, to: number) =>
      Array.from({ length: to - from + 1 }, (_, index) => from + index);
    expect(table['by its body']).toEqual([200]);
    expect(table['again, not sent']).toEqual([425, 429]);
    expect(table['again, perhaps sent']).toEqual([
      ...range(100, 199),
      ...range(201, 299),
      408,
      ...range(500, 599),
    ]);
    expect(table.never).toEqual(range(300, 499).filter((status) => ![408, 425, 429].includes(status)));
  });

  test('429 and 503 wait as they were told', () => {
    for (const status of [429, 503]) {
      expect(judgeStatus({ status, retryAfter: '7', body: '' }, NOW)).toMatchObject({ afterMs: 7_000 });
    }
  });

  test('only an error word of the body is repeated', () => {
    const why = (body: string) => judgeStatus({ status: 404, retryAfter: null, body }, NOW);
    expect(why('channel_not_found')).toMatchObject({ why: 'Slack answered HTTP 404 (channel_not_found)' });
    expect(why('<html>https://hooks.slack.com/services/T/B/secret</html>')).toMatchObject({
      why: 'Slack answered HTTP 404',
    });
  });
});

describe('Slack errors', () => {
  test.each([
    'invalid_blocks',
    'channel_not_found',
    'invalid_auth',
    'not_in_channel',
    'is_archived',
    'no_text',
  ])('%s is never tried again', (error) => {
    expect(judgeError(error, null, NOW).outcome).toBe('never');
  });

  test.each([
    ['ratelimited', true],
    ['request_timeout', true],
    ['internal_error', false],
    ['fatal_error', false],
    ['an_error_of_next_year', false],
  ])('%s is tried again, surely not sent: %s', (error, surelyNotSent) => {
    expect(judgeError(error, null, NOW)).toMatchObject({ outcome: 'again', surelyNotSent });
  });
});

test('a refused connection surely sent nothing, a cut one or nonsense perhaps did', () => {
  expect(judgeNetwork('ECONNREFUSED')).toMatchObject({ outcome: 'again', surelyNotSent: true });
  expect(judgeNetwork('ECONNRESET')).toMatchObject({ outcome: 'again', surelyNotSent: false });
  expect(judgeNetwork('TimeoutError')).toMatchObject({ outcome: 'again', surelyNotSent: false });
  expect(judgeUnreadable()).toMatchObject({ outcome: 'again', surelyNotSent: false });
});
