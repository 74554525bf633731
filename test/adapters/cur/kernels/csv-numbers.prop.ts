import fc from 'fast-check';
import { expect, test } from 'vitest';
import { numberOf } from '../../../../shared/adapters/cur/number-text.ts';
import { parseDecimal } from '../../../../shared/domain/base/decimal.ts';
import { utf8 } from '../../../builders/cur-file.ts';
import { onBoth, type Run } from './on-both.ts';

const digits = (maxLength: number) => fc.string({ unit: fc.constantFrom(...'0123456789'), maxLength });

/** As exports write them, and as nobody does. */
const number = fc
  .tuple(
    fc.constantFrom('', '-', '', '+'),
    fc.oneof(digits(4), digits(17)),
    fc.oneof(
      fc.constant(''),
      digits(12).map((text) => `.${text}`),
      digits(20).map((text) => `.${text}`),
    ),
    fc.oneof(
      fc.constant(''),
      fc.tuple(fc.constantFrom('e', 'E', 'e-', 'E-', 'e+'), digits(4)).map((e) => e.join('')),
    ),
  )
  .map((parts) => parts.join(''));
const anything = fc.oneof(
  { weight: 6, arbitrary: number },
  { weight: 1, arbitrary: fc.double().map(String) },
  { weight: 1, arbitrary: fc.string({ unit: fc.constantFrom(...'01.-+eE x'), maxLength: 8 }) },
);

/** Spans of the texts, one i32 between each start and the next one's. */
function spansOf(run: Run, texts: readonly string[]): number {
  const bytes = texts.map(utf8);
  const at = run.bytes(Buffer.concat(bytes));
  let end = at;
  return run.ints(bytes.flatMap(({ length }) => [end, (end += length), 7]));
}

const sameBits = (a: number, b: number): boolean => Object.is(a, b);

test('costs are exactly the decimals that are written, or left to the careful way', () => {
  fc.assert(
    fc.property(fc.array(anything, { maxLength: 20 }), (texts) => {
      const { left, pico } = onBoth((run) => {
        const spans = spansOf(run, texts);
        const out = run.room(8 * texts.length);
        const left = run.kernels.picoOfTexts(spans, spans + 4, 3, texts.length, out);
        return { left, pico: run.takeDoubles(out, texts.length) };
      });
      expect(left).toBe(pico.filter(Number.isNaN).length);
      texts.forEach((text, i) => {
        if (/^-?\d{1,2}\.\d{1,12}$/.test(text)) expect(pico[i]).not.toBeNaN();
        if (Number.isNaN(pico[i])) return;
        const { units, scale } = parseDecimal(text);
        expect([text, BigInt(pico[i]!) * 10n ** BigInt(scale)]).toEqual([text, units * 10n ** 12n]);
        expect(sameBits(pico[i]!, -0)).toBe(false);
      });
    }),
    { numRuns: 2_000 },
  );
});

test('amounts are exactly what Number makes of them, or left to it', () => {
  fc.assert(
    fc.property(fc.array(anything, { maxLength: 20 }), fc.nat(1), (texts, first) => {
      const picks = texts.map((_, i) => i).filter((i) => i % 2 === first);
      const { left, values } = onBoth((run) => {
        const spans = spansOf(run, texts);
        const out = run.room(8 * picks.length);
        const left = run.kernels.doublesOfTexts(spans, spans + 4, 3, run.ints(picks), picks.length, out);
        return { left, values: run.takeDoubles(out, picks.length) };
      });
      expect(left).toBe(values.filter(Number.isNaN).length);
      picks.forEach((pick, i) => {
        const text = texts[pick]!;
        if (/^-?(?=[\d.]{1,15}$)\d+(\.\d+)?$/.test(text)) expect(values[i]).not.toBeNaN();
        if (!Number.isNaN(values[i]))
          expect([text, sameBits(values[i]!, numberOf(text))]).toEqual([text, true]);
      });
    }),
    { numRuns: 2_000 },
  );
});
