import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CsvFields, fieldText, scanRecords } from '../../../shared/adapters/cur/csv-scan.ts';
import { Failure } from '../../../shared/domain/base/failure.ts';
import { utf8 } from '../../builders/cur-file.ts';

const COLUMNS = 3;
const plan = { file: 'x', columns: COLUMNS, fieldOf: Int16Array.of(2, -1, 0), width: 3 };

/** All rows with the last column as field 0 and the first as field 2, scanned in windows that end anywhere. */
function scan(text: string, cut: number): string[][] {
  const whole = utf8(text);
  const rows: string[][] = [];
  let from = 0;
  for (const [to, last] of [
    [Math.min(cut, whole.length), false],
    [whole.length, true],
  ] as const) {
    while (from < to) {
      // Bytes behind the window are stale in the reader's buffer: they must not be looked at.
      const bytes = whole.slice();
      bytes.fill(0x22, to);
      const size = 3 * 4;
      const fields: CsvFields = {
        bytes,
        width: 3,
        rows: 0,
        starts: new Int32Array(size),
        ends: new Int32Array(size),
      };
      const next = scanRecords(plan, fields, { from, to, last, firstRow: rows.length + 1 });
      for (let row = 0; row < fields.rows; row++)
        rows.push([fieldText(fields, row, 2), fieldText(fields, row, 0)]);
      if (next === from) break;
      from = next;
    }
  }
  return rows;
}

const cell = fc.string({
  unit: fc.constantFrom('a', 'é', ',', '"', '\n', '\r\n', ' ', '7', '{'),
  maxLength: 6,
});
const quoted = (value: string, always: boolean): string =>
  always || /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;

describe('the CSV scanner', () => {
  it('reads back what was written, wherever the windows end', () => {
    const row = fc.tuple(
      cell,
      cell,
      cell.map((text) => `${text}.`),
    );
    fc.assert(
      fc.property(
        fc.array(row),
        fc.boolean(),
        fc.constantFrom('\n', '\r\n'),
        fc.nat(200),
        (rows, always, end, cut) => {
          const text = rows
            .map((values) => values.map((value) => quoted(value, always)).join(',') + end)
            .join('');
          expect(scan(text, cut)).toEqual(rows.map(([first, , third]) => [first, third]));
        },
      ),
      { numRuns: 3_000 },
    );
  });

  it('agrees with csv-parse on any text: the same rows, or both refuse', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', ',', ',', ',', '"', '\n'), maxLength: 24 });
    fc.assert(
      fc.property(text, fc.nat(24), (content, cut) => {
        let expected: string[][] | undefined;
        try {
          const rows = parse(content, { skip_empty_lines: true, record_delimiter: '\n' }) as string[][];
          if (rows.every((row) => row.length === COLUMNS)) expected = rows.map((row) => [row[0]!, row[2]!]);
        } catch {}
        let found: string[][] | undefined;
        try {
          found = scan(content, cut);
        } catch (error) {
          if (!(error instanceof Failure)) throw error;
        }
        expect(found).toEqual(expected);
      }),
      { numRuns: 10_000 },
    );
  });
});
