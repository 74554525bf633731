import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  daysOf,
  lastDays,
  rangeBefore,
  rangeQuery,
} from '../../functions/console/src/components/range/range.ts';
import { match } from '../../functions/console/src/router/match.ts';
import { axisMoney, moneyText, picoOf, roughMoney, sumText } from '../../functions/console/src/text/money.ts';
import { growthText, shareText } from '../../functions/console/src/text/percent.ts';
import { daysText, lengthText } from '../../functions/console/src/text/time.ts';
import { formatMoney, picoText } from '../../shared/domain/base/money.ts';

const CENT = 10_000_000_000n;
const pico = fc.bigInt({ min: -(10n ** 22n), max: 10n ** 22n });

describe('amounts as the console writes them', () => {
  test('are those of the messages in Slack, to the cent, whatever the amount', () => {
    fc.assert(
      fc.property(pico, fc.constantFrom('USD', 'EUR', 'CHF'), (amount, currency) => {
        fc.pre(amount === 0n || amount >= CENT || amount <= -CENT);
        expect(moneyText(picoText(amount), currency).replace('−', '-')).toBe(formatMoney(amount, currency));
      }),
    );
  });

  test('never read as nothing where something was spent', () => {
    expect(moneyText('0.0042', 'USD')).toBe('<$0.01');
    expect(moneyText('-0.0000001', 'CHF')).toBe('−<0.01 CHF');
    expect(moneyText('0.000000000000', 'USD')).toBe('$0.00');
  });

  test('are summed without loss', () => {
    fc.assert(
      fc.property(fc.array(pico, { maxLength: 20 }), (amounts) => {
        const sum = amounts.reduce((total, amount) => total + amount, 0n);
        expect(sumText(amounts.map(picoText))).toBe(picoText(sum));
        expect(picoOf(picoText(sum))).toBe(sum);
      }),
    );
  });

  test.each([
    [0, '$0'],
    [3.2, '$3.20'],
    [52.41, '$52'],
    [9_871.4, '$9,871'],
    [12_340, '$12.3k'],
    [99_960, '$100k'],
    [999_600, '$1M'],
    [-1_240_000, '−$1.2M'],
  ])('%d is about %s', (amount, text) => {
    expect(roughMoney(amount, 'USD')).toBe(text);
  });

  test('on one axis have cents together or not at all', () => {
    expect(axisMoney([0, 10, 20], 'USD')).toEqual(['$0', '$10', '$20']);
    expect(axisMoney([0, 0.5, 1], 'USD')).toEqual(['$0', '$0.50', '$1.00']);
  });
});

test.each([
  [0.0004, '<0.1 %'],
  [0.0413, '4.1 %'],
  [0.42, '42 %'],
  [0, '0 %'],
])('a share of %d is %s', (share, text) => {
  expect(shareText(share)).toBe(text);
});

test.each([
  [12.4, '+12 %'],
  [-3.44, '−3.4 %'],
  [0.01, '±0 %'],
  [1_800, '19×'],
])('growth of %d percent is %s', (percent, text) => {
  expect(growthText(percent)).toBe(text);
});

describe('ranges of days', () => {
  test('end with the last day that there is data of', () => {
    expect(lastDays('2026-11-19T06:00:00Z', 14)).toEqual({ from: '2026-11-06', to: '2026-11-19' });
    expect(lastDays('2026-11-19T00:00:00Z', 1)).toEqual({ from: '2026-11-18', to: '2026-11-18' });
  });

  test('are compared with as many days right before, also over the end of summer time', () => {
    const range = { from: '2026-10-20', to: '2026-11-02' };
    expect(rangeBefore(range)).toEqual({ from: '2026-10-06', to: '2026-10-19' });
    expect(daysOf(rangeBefore(range))).toBe(daysOf(range));
  });

  test('of an address that cannot be are not asked for', () => {
    expect(rangeQuery({ from: '2026-11-06', to: '2026-11-06' })).toEqual({
      from: '2026-11-06T00:00:00.000Z',
      to: '2026-11-07T00:00:00.000Z',
    });
    const impossible = [
      {},
      { from: '2026-11-06' },
      { from: '2026-11-07', to: '2026-11-06' },
      { from: 'x', to: '2026-13-40' },
    ];
    expect(impossible.map(rangeQuery)).toEqual([{}, {}, {}, {}]);
  });

  test('read as people say them', () => {
    expect(daysText('2026-11-06', '2026-11-19')).toBe('6 to 19 Nov');
    expect(daysText('2026-10-28', '2026-11-03')).toBe('28 Oct to 3 Nov');
    expect(daysText('2026-11-03', '2026-11-03')).toBe('3 Nov');
    expect([40_000, 3_600_000, 47 * 3_600_000, 72 * 3_600_000].map(lengthText)).toEqual([
      '1 minute',
      '1 hour',
      '47 hours',
      '3 days',
    ]);
  });
});

test('an address leads to its page with its names decoded, and a broken one to none', () => {
  expect(match('/teams/:team', '/teams/a%20%2Fb')).toEqual({ team: 'a /b' });
  expect(match('/teams/:team', '/teams')).toBeUndefined();
  expect(match('/teams/:team', '/teams/%E0%A4')).toBeUndefined();
  expect(match('/', '/')).toEqual({});
});
