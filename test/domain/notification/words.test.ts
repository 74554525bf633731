import { describe, expect, test } from 'vitest';
import { parsePico } from '../../../shared/domain/base/money.ts';
import {
  estimateText,
  hourText,
  lastDayText,
  principalWords,
  shareText,
  timesText,
  tokenWords,
  windowText,
} from '../../../shared/domain/notification/words.ts';
import { hour } from '../../builders/transition.ts';

test.each([
  ['148.2', '3.0245', '49×'],
  ['10', '3', '3.3×'],
  ['9.96', '1', '10×'],
  ['9.94', '1', '9.9×'],
  ['5', '10', '0.5×'],
  ['12345', '1', 'over 9,999×'],
  ['1234.5', '1', '1,235×'],
  ['999.4', '1', '999×'],
  ['9999.6', '1', '10,000×'],
  ['10000', '1', 'over 9,999×'],
  ['0', '3', '0.0×'],
  ['5', '0', undefined],
  ['-5', '3', undefined],
])('%s against a usual %s is %s', (actual, usual, words) => {
  expect(timesText(parsePico(actual), parsePico(usual))).toBe(words);
});

test.each([
  [1, '100 %'],
  [0.999, '99 %'],
  [0.962, '96 %'],
  [0.01, '1 %'],
  [0.0042, '0.4 %'],
  [0.00001, '0.1 %'],
  [0, '0 %'],
])('a share of %d is %s', (share, words) => {
  expect(shareText(share)).toBe(words);
});

test.each([
  ['47030.8612', '$47,031'],
  ['99.99', '$99.99'],
  ['100.5', '$101'],
  ['0.004', '$0.0040'],
  ['-2500.5', '-$2,501'],
])('an estimate of %s is %s', (amount, words) => {
  expect(estimateText(parsePico(amount), 'USD')).toBe(words);
});

describe('times', () => {
  test('are UTC days and hours', () => {
    expect(hourText(hour('2026-11-01T00:00:00Z'))).toBe('Sun 1 Nov 00:00');
    expect(lastDayText('2028-02')).toBe('29 Feb');
  });

  test('have English names for every weekday and month', () => {
    const days = Array.from({ length: 7 }, (_, day) => hourText(hour('2026-11-16T05:00:00Z') + 24 * day));
    expect(days.map((day) => day.slice(0, 3)).join(' ')).toBe('Mon Tue Wed Thu Fri Sat Sun');
    const months = Array.from({ length: 12 }, (_, month) =>
      lastDayText(`2026-${`${month + 1}`.padStart(2, '0')}`),
    );
    expect(months.map((day) => day.slice(3)).join(' ')).toBe(
      'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec',
    );
  });

  test('of a window name the second day only where it is another', () => {
    const from = hour('2026-11-17T02:00:00Z');
    expect(windowText(from, from + 11)).toBe('Tue 17 Nov 02:00–13:00 UTC (11 h)');
    expect(windowText(from, from + 38)).toBe('Tue 17 Nov 02:00 – Wed 18 Nov 16:00 UTC (38 h)');
  });
});

test.each([
  ['input', 'input'],
  ['output', 'output'],
  ['cache-read', 'cache reads'],
  ['cache-write', 'cache writes'],
  ['other', 'other usage'],
] as const)('tokens of kind %s are %s', (kind, words) => {
  expect(tokenWords(kind)).toBe(words);
});

test.each([
  ['role/claims-agent@123456789012', { name: 'role/claims-agent', account: '123456789012' }],
  ['user/ann@example.com@123456789012', { name: 'user/ann@example.com', account: '123456789012' }],
  ['role/a\nb@123456789012', { name: 'role/a b', account: '123456789012' }],
  ['@123456789012', { name: 'a caller without a name', account: '123456789012' }],
  ['role/etl', { name: 'role/etl' }],
  ['role/etl@1234567890123', { name: 'role/etl@1234567890123' }],
  ['role/etl@123456789012/x', { name: 'role/etl@123456789012/x' }],
  ['\u200b', { name: 'a caller without a name' }],
  ['none', { name: 'calls without a caller' }],
])('the principal %j has a name, and an account where it bears one', (id, words) => {
  expect(principalWords(id)).toStrictEqual(words);
});
