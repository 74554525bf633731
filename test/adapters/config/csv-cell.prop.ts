import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvCell, unguarded } from '../../../shared/adapters/config/csv-cell.ts';

const text = fc.string({
  unit: fc.constantFrom('=', '+', '-', '@', '＝', "'", '"', ',', ';', '\t', '\n', '\r', ' ', 'a', '1', '.'),
  maxLength: 12,
});

test('a cell gives back any text, and no formula begins in it however a line is split', () => {
  fc.assert(
    fc.property(text, text, (one, other) => {
      const line = `${csvCell(one)},${csvCell(other)}\n`;
      const [cells = []]: string[][] = parse(line, { record_delimiter: '\n', skip_empty_lines: false });
      expect(cells.map(unguarded)).toEqual([one, other]);
      for (const cell of line.split(/[,;\t\r\n"]/)) {
        expect(/^[=+@＝＋－＠-]/.test(cell) && !/^-?\d+(\.\d+)?$/.test(cell)).toBe(false);
      }
    }),
    { numRuns: 3_000 },
  );
});
