import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDecimal, decimalText, parseDecimal } from '../../../shared/domain/base/decimal.ts';
import { picoOf, picoText } from '../../../shared/domain/base/money.ts';

const units = fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n });
const scale = fc.integer({ min: 0, max: 40 });

/** The slow, obvious way: everything as a whole number of 10^-60. */
function reference(text: string): bigint {
  const [mantissa = '', exponent = '0'] = text.toLowerCase().split('e');
  const [whole = '', fraction = ''] = mantissa.replace(/^[+-]/, '').split('.');
  const digits = BigInt(`${whole}${fraction}`) * (mantissa.startsWith('-') ? -1n : 1n);
  const shift = 60 - fraction.length + Number(exponent);
  return shift >= 0 ? digits * 10n ** BigInt(shift) : digits / 10n ** BigInt(-shift);
}

describe('decimal texts', () => {
  it('come back as they were, up to superfluous zeros', () => {
    fc.assert(
      fc.property(units, scale, (units, scale) => {
        const text = decimalText({ units, scale });
        expect(decimalText(parseDecimal(text))).toBe(text);
        expect(text).not.toMatch(/e|\.\d*0$|\.$|^-0$/);
        expect(reference(text)).toBe(units * 10n ** BigInt(60 - scale));
      }),
    );
  });

  it('of any double have exactly the value that is printed', () => {
    const money = fc
      .double({ min: -1e12, max: 1e12, noNaN: true })
      .filter((n) => Math.abs(n) > 1e-40 || n === 0);
    fc.assert(
      fc.property(money, (number) => {
        const text = String(number);
        expect(reference(decimalText(parseDecimal(text)))).toBe(reference(text));
        expect(Number(decimalText(parseDecimal(text)))).toBe(number === 0 ? 0 : number);
      }),
    );
  });

  it('add up like whole numbers', () => {
    fc.assert(
      fc.property(units, scale, units, scale, (unitsA, scaleA, unitsB, scaleB) => {
        const [a, b] = [
          { units: unitsA, scale: scaleA },
          { units: unitsB, scale: scaleB },
        ];
        const sum = reference(decimalText(addDecimal(a, b)));
        expect(sum).toBe(reference(decimalText(a)) + reference(decimalText(b)));
      }),
    );
  });

  it('round to picodollars by at most half of one, away from zero', () => {
    fc.assert(
      fc.property(units, scale, (units, scale) => {
        const exact = units * 10n ** BigInt(60 - scale);
        const rounded = picoOf({ units, scale }) * 10n ** 48n;
        const error = rounded - exact;
        const half = 10n ** 48n / 2n;
        expect(error <= half && error >= -half).toBe(true);
        if (error === half || error === -half) expect(error > 0n).toBe(exact > 0n);
      }),
    );
  });

  it('of picodollars keep every one of 38 digits', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 38n), max: 10n ** 38n }), (pico) => {
        expect(reference(picoText(pico))).toBe(pico * 10n ** 48n);
      }),
    );
  });
});
