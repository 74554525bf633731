/**
 * From the text of a CSV file to spans and numbers. https://www.rfc-editor.org/rfc/rfc4180
 * A span is two i32 side by side: the addresses where a text starts and ends.
 */
export interface CsvKernels {
  /**
   * Spans of the wanted columns of the whole records at `text`, which is where a record begins: span f of record r at
   * spans + (r × width + f) × 8, quotes left out. Blank lines are skipped. Doubled quotes become single ones in the text
   * itself, but for columns that keep them. Returns how many records, and into `report` (two i32) the address where the
   * next one begins and why it ended there: see `CSV_STOPS`.
   *
   * `plan` is i32: columns a record must have (at least 2), width, and for each wanted column, ascending, its number and
   * 1 where doubled quotes are kept; behind them stands 2^31 - 1.
   */
  splitCsv(text: number, bytes: number, plan: number, spans: number, rowsMax: number, report: number): number;
  /**
   * Whole picodollars (f64) of decimal texts such as `0.0165` or `-7.0E-10`; text i is from starts[i × stride] to
   * ends[i × stride]. NaN for what is blank or no plain number, has more than 15 digits or 12 decimals, or may not be
   * under $1,000. Returns how many are NaN.
   */
  picoOfTexts(starts: number, ends: number, stride: number, count: number, out: number): number;
  /**
   * Doubles of decimal texts at the given picks: exactly what `Number` gives, or NaN where the text is blank, has more
   * than 15 digits or a large exponent, or is no plain number. Returns how many are NaN.
   */
  doublesOfTexts(
    starts: number,
    ends: number,
    stride: number,
    picks: number,
    count: number,
    out: number,
  ): number;
}

/** Why `splitCsv` ended: at a record without an end, at `rowsMax`, or before a record that is not as it should be. */
export const CSV_STOPS = { text: 0, rows: 1, record: 2 } as const;

/** Stands behind the wanted columns of a plan. */
export const CSV_PLAN_END = 2 ** 31 - 1;
