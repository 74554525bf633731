import { type Failure, poison } from '../../domain/base/failure.ts';
import { BATCH_ROWS_MAX, CSV_COLUMNS_MAX, CSV_RECORD_BYTES_MAX } from './limits.ts';

/**
 * A scanner for RFC 4180 over bytes that only notes where the wanted fields are: no field becomes a string here. One
 * pass, so a row costs little more than looking at its bytes.
 */
export interface CsvFields {
  readonly bytes: Uint8Array;
  /** How many fields a row has here: the wanted columns in the caller's order. */
  readonly width: number;
  rows: number;
  /** Content of field f of row r, quotes left out, at index r × width + f; `ends` is negated (~) if it has doubled quotes. */
  starts: Int32Array;
  ends: Int32Array;
}

export interface CsvPlan {
  readonly file: string;
  /** Number of columns each record must have. */
  readonly columns: number;
  /** For each column of the file the wanted field it is, or -1. */
  readonly fieldOf: Int16Array;
  readonly width: number;
}

const [COMMA, QUOTE, CR, LF] = [0x2c, 0x22, 0x0d, 0x0a];

/** The bytes to scan, and whether the file ends with them. */
interface CsvPart {
  readonly from: number;
  readonly to: number;
  readonly last: boolean;
  /** 1-based row of the file that begins at `from`. */
  readonly firstRow: number;
}

/**
 * Scans whole records and returns where the first incomplete one begins; with `last`, the end of
 * the bytes ends a record too. Blank lines are skipped. Throws Failure `poison` with the row on records of another
 * width and on stray quotes.
 */
export function scanRecords(plan: CsvPlan, fields: CsvFields, part: CsvPart): number {
  const { from, to, last, firstRow } = part;
  let at = from;
  while (at < to && fields.rows < BATCH_ROWS_MAX) {
    const lineEnd = endOfBlankLine(fields.bytes, at, to);
    if (lineEnd > at) {
      at = lineEnd;
      continue;
    }
    reserve(fields);
    const next = scanRecord(plan, fields, at, part);
    if (next === -1) break;
    fields.rows++;
    at = next;
  }
  if (at < to && fields.rows === 0 && (last || to - at > CSV_RECORD_BYTES_MAX)) {
    const why = last ? 'the file ends inside a quoted value' : 'a row is longer than any export writes';
    throw malformed(plan.file, firstRow, why, 'a whole CSV row', `${to - at} bytes without an end`);
  }
  return at;
}

function endOfBlankLine(bytes: Uint8Array, at: number, to: number): number {
  if (bytes[at] === LF) return at + 1;
  return bytes[at] === CR && at + 1 < to && bytes[at + 1] === LF ? at + 2 : at;
}

function reserve(fields: CsvFields): void {
  if ((fields.rows + 1) * fields.width <= fields.starts.length) return;
  const starts = new Int32Array(fields.starts.length * 2);
  const ends = new Int32Array(fields.ends.length * 2);
  starts.set(fields.starts);
  ends.set(fields.ends);
  fields.starts = starts;
  fields.ends = ends;
}

/** Where the record that starts at `from` ends, or -1 if it is not complete. */
function scanRecord(plan: CsvPlan, fields: CsvFields, from: number, part: CsvPart): number {
  const { bytes, starts, ends, width } = fields;
  const { to, last } = part;
  const row = part.firstRow + fields.rows;
  const base = fields.rows * width;
  let column = 0;
  let at = from;
  while (true) {
    let start = at;
    let end: number;
    if (bytes[at] === QUOTE && at < to) {
      const close = closingQuote(bytes, at + 1, to, last);
      if (close.at === -1) return -1;
      start = at + 1;
      end = close.doubled ? ~close.at : close.at;
      at = close.at + 1;
    } else {
      at = endOfPlain(bytes, at, to);
      if (at >= to && !last) return -1;
      end = bytes[at] === LF && at < to && at > start && bytes[at - 1] === CR ? at - 1 : at;
      if (bytes[at] === QUOTE && at < to) throw stray(plan.file, row, column, bytes, at);
    }
    if (column < plan.columns) {
      const field = plan.fieldOf[column]!;
      if (field !== -1) {
        starts[base + field] = start;
        ends[base + field] = end;
      }
    }
    column++;
    if (at < to && bytes[at] === COMMA) {
      at++;
      if (at >= to && !last) return -1;
      continue;
    }
    if (at < to && bytes[at] === CR) at++;
    if (at >= to && !last) return -1;
    if (at < to && bytes[at] !== LF) throw stray(plan.file, row, column - 1, bytes, at);
    if (column !== plan.columns) throw wrongWidth(plan, row, column);
    return Math.min(at + 1, to);
  }
}

/** First comma, line feed or quote; a carriage return before a line feed is dropped by the caller. */
function endOfPlain(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to) {
    const byte = bytes[at]!;
    if (byte === COMMA || byte === LF || byte === QUOTE) return at;
    at++;
  }
  return at;
}

const NOT_CLOSED = { at: -1, doubled: false };

function closingQuote(
  bytes: Uint8Array,
  from: number,
  to: number,
  last: boolean,
): { at: number; doubled: boolean } {
  let doubled = false;
  // A loop of our own: maps are full of doubled quotes, and a native search for each would cost more than the bytes.
  for (let at = from; at < to; at++) {
    if (bytes[at] !== QUOTE) continue;
    if (at + 1 >= to) return last ? { at, doubled } : NOT_CLOSED;
    if (bytes[at + 1] !== QUOTE) return { at, doubled };
    doubled = true;
    at++;
  }
  return NOT_CLOSED;
}

const malformed = (file: string, row: number, message: string, expected: string, found: string): Failure =>
  poison(message, { file, row, expected, found });

const wrongWidth = (plan: CsvPlan, row: number, found: number): Failure =>
  malformed(
    plan.file,
    row,
    'a row does not have the columns of the header',
    `${plan.columns} values`,
    `${found} values`,
  );

function stray(file: string, row: number, column: number, bytes: Uint8Array, at: number): Failure {
  const found = JSON.stringify(new TextDecoder().decode(bytes.subarray(Math.max(0, at - 20), at + 20)));
  return malformed(
    file,
    row,
    `a stray quote in value ${column + 1}`,
    'quotes around whole values only',
    found,
  );
}

/** The text of a field, for the few that must become strings. */
export function fieldText(fields: CsvFields, row: number, field: number): string {
  const index = row * fields.width + field;
  const end = fields.ends[index]!;
  const text = decoder.decode(fields.bytes.subarray(fields.starts[index], end < 0 ? ~end : end));
  return end < 0 ? text.replaceAll('""', '"') : text;
}

const decoder = new TextDecoder();

/** The header's names and where the first record begins; undefined in a file of nothing but blank lines. */
export function readHeader(
  file: string,
  bytes: Uint8Array,
  last: boolean,
): { readonly names: readonly string[]; readonly next: number } | undefined {
  let from = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  for (let end = endOfBlankLine(bytes, from, bytes.length); end > from; ) {
    from = end;
    end = endOfBlankLine(bytes, from, bytes.length);
  }
  if (from >= bytes.length) return undefined;
  const lineEnd = bytes.indexOf(LF, from);
  const next = lineEnd === -1 ? bytes.length : lineEnd + 1;
  // Column names hold neither commas nor line ends, quoted or not.
  const names = decoder
    .decode(bytes.subarray(from, next))
    .split(',')
    .map((name) => name.trim().replace(/^"(.*)"$/, '$1'));
  if (names.length <= CSV_COLUMNS_MAX && (lineEnd !== -1 || last)) return { names, next };
  throw poison('not a CUR 2.0 data file', {
    file,
    expected: `a header line of at most ${CSV_COLUMNS_MAX} columns`,
    found: lineEnd === -1 ? 'no line end' : `${names.length} columns`,
  });
}
