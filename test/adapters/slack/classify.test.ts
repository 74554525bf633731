import { describe, expect, test } from 'vitest';
import {
  judgeError,
  judgeNetwork,
  judgeStatus,
  judgeUnreadable,
} from '../../../shared/adapters/slack/classify.ts';

const NOW = Date.UTC(2026, 10, 17, 21, 0, 0);

describe('HTTP status of Slack', () => {
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
