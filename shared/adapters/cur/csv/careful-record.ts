import { type Failure, poison } from '../../../domain/base/failure.ts';
import type { Views } from '../kernels/heap.ts';
import type { CsvPlan } from './plan.ts';

const [COMMA, QUOTE, CR, LF] = [0x2c, 0x22, 0x0d, 0x0a];

/** A record to read: from where, up to where there is text, and whether the file ends there. */
export interface RecordPlace {
  readonly from: number;
  readonly to: number;
  readonly last: boolean;
  /** 1-based row of the file. */
  readonly row: number;
}

/**
 * What `splitCsv` does not decide: one record, byte by byte. Its spans go to `slot` as those of the kernel; with `last`
 * the end of the text ends it too. Returns where the next record begins, -1 where more text is needed. Throws Failure
 * `poison` with the row on another number of columns and on stray quotes.
 */
export function readCarefully(views: Views, plan: CsvPlan, slot: number, place: RecordPlace): number {
  const { u8, i32 } = views;
  const { from, to, last } = place;
  let field = 0;
  let column = 0;
  let at = from;
  while (true) {
    let start = at;
    let end: number;
    if (at < to && u8[at] === QUOTE) {
      start = at + 1;
      end = closingQuote(u8, start, to, last);
      if (end === -1) return -1;
      at = end + 1;
    } else {
      at = endOfPlain(u8, at, to);
      end = at < to && u8[at] === LF && at > start && u8[at - 1] === CR ? at - 1 : at;
      if (at < to && u8[at] === QUOTE) return refuseQuote(u8, plan.file, place, column, at);
    }
    if (column === plan.fields[field]?.column) {
      i32[(slot >> 2) + 2 * field] = start;
      i32[(slot >> 2) + 2 * field + 1] = end;
      field++;
    }
    column++;
    if (at < to && u8[at] === COMMA) {
      at++;
      if (at >= to && !last) return -1;
      continue;
    }
    if (at < to && u8[at] === CR) at++;
    if (at >= to && !last) return -1;
    if (at < to && u8[at] !== LF) return refuseQuote(u8, plan.file, place, column - 1, at);
    if (column !== plan.columns) throw wrongWidth(plan, place.row, column);
    undouble(views, plan, slot);
    return Math.min(at + 1, to);
  }
}

/** First comma, line feed or quote. */
function endOfPlain(u8: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to && u8[at] !== COMMA && u8[at] !== LF && u8[at] !== QUOTE) at++;
  return at;
}

/** The quote that is not doubled, -1 where the text ends before one is known to be single. */
function closingQuote(u8: Uint8Array, from: number, to: number, last: boolean): number {
  for (let at = from; at < to; at++) {
    if (u8[at] !== QUOTE) continue;
    if (at + 1 >= to) return last ? at : -1;
    if (u8[at + 1] !== QUOTE) return at;
    at++;
  }
  return -1;
}

/** Doubled quotes become single ones in place: only in a record that will not be looked at again. */
function undouble({ u8, i32 }: Views, plan: CsvPlan, slot: number): void {
  plan.fields.forEach(({ keepsDoubled }, field) => {
    if (keepsDoubled) return;
    const span = (slot >> 2) + 2 * field;
    const end = i32[span + 1]!;
    let to = i32[span]!;
    for (let at = to; at < end; at++) {
      const byte = u8[at]!;
      u8[to++] = byte;
      if (byte === QUOTE) at++;
    }
    i32[span + 1] = to;
  });
}

export const malformed = (
  file: string,
  row: number,
  message: string,
  expected: string,
  found: string,
): Failure => poison(message, { file, row, expected, found });

const wrongWidth = (plan: CsvPlan, row: number, found: number): Failure =>
  malformed(
    plan.file,
    row,
    'a row does not have the columns of the header',
    `${plan.columns} values`,
    `${found} values`,
  );

const SHOWN_BYTES = 20;

/** Throws with the text around the quote; -1 where more of it has to be there first, as that may not depend on chunks. */
function refuseQuote(
  u8: Uint8Array,
  file: string,
  { from, to, last, row }: RecordPlace,
  column: number,
  at: number,
): -1 {
  if (to - at < SHOWN_BYTES && !last) return -1;
  const around = u8.slice(Math.max(from, at - SHOWN_BYTES), Math.min(to, at + SHOWN_BYTES));
  const found = JSON.stringify(new TextDecoder().decode(around));
  throw malformed(
    file,
    row,
    `a stray quote in value ${column + 1}`,
    'quotes around whole values only',
    found,
  );
}
