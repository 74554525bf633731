import { describe, expect, test } from 'vitest';
import { parsePico } from '../../../shared/domain/base/money.ts';
import {
  estimateText,
  hourText,
  lastDayText,
  shareText,
  timesText,
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

  test('of a window name the second day only where it is another', () => {
    const from = hour('2026-11-17T02:00:00Z');
    expect(windowText(from, from + 11)).toBe('Tue 17 Nov 02:00–13:00 UTC (11 h)');
    expect(windowText(from, from + 38)).toBe('Tue 17 Nov 02:00 – Wed 18 Nov 16:00 UTC (38 h)');
  });
});
