import { describe, expect, it } from 'vitest';
import {
  approximate,
  formatMoney,
  parsePico,
  picoOfNumber,
  picoText,
} from '../../../shared/domain/base/money.ts';

describe('formatMoney', () => {
  it.each([
    ['0', '$0.00'],
    ['1234.56', '$1,234.56'],
    ['1234567890.1', '$1,234,567,890.10'],
    ['999.995', '$1,000.00'],
    ['999.994999999999', '$999.99'],
    ['-3.1', '-$3.10'],
    ['-0.005', '-$0.0050'],
    ['0.01', '$0.01'],
    ['0.0149', '$0.01'],
    ['0.0042', '$0.0042'],
    ['0.00421', '$0.0042'],
    ['0.00996', '$0.01'],
    ['0.000996', '$0.0010'],
    ['-0.00999', '-$0.01'],
    ['0.000000000001', '$0.000000000001'],
    ['0.0000000000997', '$0.00000000010'],
  ])('%s reads %s', (amount, text) => expect(formatMoney(parsePico(amount))).toBe(text));

  it.each([
    ['USD', '$12.00'],
    ['EUR', '€12.00'],
    ['GBP', '£12.00'],
    ['JPY', '¥12.00'],
    ['INR', '₹12.00'],
  ])('writes %s by its symbol', (currency, text) => {
    expect(formatMoney(parsePico('12'), currency)).toBe(text);
  });

  it('names any other currency by its code', () => {
    const amount = parsePico('12');
    expect(formatMoney(amount, 'CHF')).toBe('12.00 CHF');
    expect(formatMoney(-amount, 'CHF')).toBe('-12.00 CHF');
    expect(formatMoney(amount, '')).toBe('12.00');
  });

  it('never shows something that was spent as nothing', () => {
    for (let pico = 1n; pico < 10n ** 13n; pico *= 3n) expect(formatMoney(pico)).toMatch(/[1-9]/);
  });
});

describe('picodollars', () => {
  it('round once, half away from zero, below the twelfth decimal', () => {
    expect(parsePico('0.0000000000005')).toBe(1n);
    expect(parsePico('-0.0000000000005')).toBe(-1n);
    expect(parsePico('0.00000000000049')).toBe(0n);
  });

  it('read back as they were written', () => {
    expect(picoText(parsePico('1.1315535'))).toBe('1.1315535');
    expect(approximate(parsePico('2.5'))).toBe(2.5);
  });

  it('take computed amounts to the microdollar, and refuse what is no amount', () => {
    expect(picoOfNumber(0.1 + 0.2)).toBe(300_000_000_000n);
    expect(picoOfNumber(-1.5)).toBe(-1_500_000_000_000n);
    for (const number of [Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => picoOfNumber(number)).toThrow(
        expect.objectContaining({
          kind: 'bug',
          message: 'a computed amount is no number',
          detail: { found: String(number) },
        }),
      );
    }
  });
});
