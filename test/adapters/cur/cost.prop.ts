import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CostColumn, newCostColumn, setDecimal, setText } from '../../../shared/adapters/cur/cost.ts';
import { type Decimal, decimalText, parseDecimal } from '../../../shared/domain/base/decimal.ts';
import { picoOfDouble } from './kernels/pico-rule.ts';

const place = () => ({ file: 'x', row: 1, column: 'cost' });
/** The one row of a column as a decimal, whichever of the two forms it took. */
function costOf(set: (column: CostColumn) => void): Decimal {
  const column = newCostColumn(1);
  set(column);
  const exact = column.exact.get(0);
  expect(Number.isNaN(column.pico[0])).toBe(exact !== undefined);
  return exact ?? { units: BigInt(column.pico[0]!), scale: 12 };
}
const fast = (pico: number): Decimal => ({ units: BigInt(pico), scale: 12 });
const same = (a: Decimal, b: Decimal): void => expect(decimalText(a)).toBe(decimalText(b));

/** Prices as bills have them: up to 13 decimals, most of them under the fast path's bound, some above. */
const price = fc
  .tuple(
    fc.integer({ min: -2_000_000_000, max: 2_000_000_000 }),
    fc.nat({ max: 999_999 }),
    fc.nat({ max: 13 }),
  )
  .map(([high, low, decimals]) => ({ units: BigInt(high) * 1_000_000n + BigInt(low), scale: decimals }));
const anyDouble = fc
  .double({ noNaN: true, min: -1e15, max: 1e15 })
  .filter((x) => x === 0 || Math.abs(x) > 1e-40);
const double = fc.oneof(
  anyDouble,
  price.map((value) => Number(decimalText(value))),
);

describe('costs', () => {
  it('from doubles are the decimal that the double prints as', () => {
    fc.assert(
      fc.property(double, (value) => {
        const pico = picoOfDouble(value);
        if (!Number.isNaN(pico)) same(fast(pico), parseDecimal(String(value)));
      }),
      { numRuns: 20_000 },
    );
  });

  it('from text are exact, exponents and all', () => {
    const written = fc.oneof(
      price.map(decimalText),
      fc
        .tuple(price, fc.integer({ min: -14, max: 4 }))
        .map(([value, exponent]) => `${decimalText(value)}E${exponent}`),
      double.map(String),
    );
    fc.assert(
      fc.property(written, (text) => {
        same(
          costOf((column) => setText(column, 0, text, place)),
          parseDecimal(text),
        );
      }),
      { numRuns: 20_000 },
    );
  });

  it('take the same form whatever they were read from', () => {
    fc.assert(
      fc.property(price, ({ units, scale }) => {
        const text = decimalText({ units, scale });
        const columns = [newCostColumn(1), newCostColumn(1)];
        setText(columns[0]!, 0, text, place);
        setDecimal(columns[1]!, 0, parseDecimal(text));
        expect(columns[0]).toEqual(columns[1]);
      }),
      { numRuns: 5_000 },
    );
  });
});
