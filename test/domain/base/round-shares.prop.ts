import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePico, picoText } from '../../../shared/domain/base/money.ts';
import { roundShares } from '../../../shared/domain/base/round-shares.ts';

const CENT = 10_000_000_000n;
const amounts = fc.array(fc.bigInt({ min: -(10n ** 16n), max: 10n ** 16n }), { maxLength: 40 });

describe('rounded shares', () => {
  it('sum to the rounded whole and stay within a cent of themselves', () => {
    fc.assert(
      fc.property(amounts, (parts) => {
        const rounded = roundShares(parts);
        const total = parts.reduce((sum, part) => sum + part, 0n);
        const shown = rounded.reduce((sum, part) => sum + part, 0n);
        expect(shown % CENT).toBe(0n);
        expect(shown - total <= CENT / 2n && total - shown <= CENT / 2n).toBe(true);
        for (const [index, part] of parts.entries()) {
          const off = rounded[index]! - part;
          expect(rounded[index]! % CENT).toBe(0n);
          expect(off > -CENT && off < CENT).toBe(true);
        }
      }),
    );
  });

  it('give what is over to the largest remainders, of equals to the first', () => {
    const shares = (...texts: string[]) => roundShares(texts.map(parsePico)).map(picoText);
    expect(shares('0.331', '0.335', '0.334')).toEqual(['0.33', '0.34', '0.33']);
    expect(shares('5.001', '0.004', '-0.001', '0.006')).toEqual(['5', '0', '0', '0.01']);
    expect(shares('1.005', '1.005', '1.005', '1.005')).toEqual(['1.01', '1.01', '1', '1']);
  });

  it('leave whole cents as they are', () => {
    const parts = [123n * CENT, -5n * CENT, 0n];
    expect(roundShares(parts)).toEqual(parts);
  });
});
