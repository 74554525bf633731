import fc from 'fast-check';

/** Values with all that needs care in a CSV: delimiters, quotes, both line ends, more than a step of the scanner. */
export const csvValue = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('', 'a', '0.0', 'USD') },
  {
    weight: 3,
    arbitrary: fc.string({ unit: fc.constantFrom('a', 'é', ',', '"', '\n', '\r\n', ' '), maxLength: 9 }),
  },
  {
    weight: 1,
    arbitrary: fc.string({ unit: fc.constantFrom('b', '"', ','), minLength: 60, maxLength: 140 }),
  },
);

export interface CsvStyle {
  readonly lineEnd: '\n' | '\r\n';
  /** Quotes around values that need none. */
  readonly quotesAll: boolean;
  /** A blank line before each record of such an index. */
  readonly blankEvery: number;
}

export const csvStyle: fc.Arbitrary<CsvStyle> = fc.record({
  lineEnd: fc.constantFrom('\n', '\r\n'),
  quotesAll: fc.boolean(),
  blankEvery: fc.integer({ min: 1, max: 9 }),
});

export const csvText = (rows: readonly (readonly string[])[], style: CsvStyle): string =>
  rows
    .map((values, index) => {
      const line = values.map((value) => written(value, style.quotesAll)).join(',') + style.lineEnd;
      return index % style.blankEvery === 0 ? style.lineEnd + line : line;
    })
    .join('');

const written = (value: string, quoted: boolean): string =>
  quoted || /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;

/** Any text of the bytes that mean something. */
export const anyText = (maxLength: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom('a', 'b', ',', ',', ',', '"', '\n', '\r'), maxLength });
