import { CSV_STOPS } from '../csv-kernels.ts';
import type { Views } from '../heap.ts';

const [COMMA, QUOTE, CR, LF] = [0x2c, 0x22, 0x0d, 0x0a];

export function splitCsv(
  views: Views,
  text: number,
  bytes: number,
  plan: number,
  spans: number,
  rowsMax: number,
  report: number,
): number {
  const { u8, i32 } = views;
  const textEnd = text + bytes;
  const [columns, width, wanted] = [i32[plan >> 2]!, i32[(plan >> 2) + 1]!, (plan >> 2) + 2];
  let rows = 0;
  let record = text;
  let why: number = CSV_STOPS.text;
  records: while (record < textEnd) {
    let slot = (spans >> 2) + 2 * rows * width;
    let next = wanted;
    let mustUndouble = false;
    let column = 0;
    let at = record;
    while (true) {
      const from = at;
      at = behindValue(u8, from, textEnd);
      if (at >= textEnd) break records;
      const byte = u8[at]!;
      if (byte !== COMMA && byte !== LF) {
        why = CSV_STOPS.record;
        break records;
      }
      if (column === i32[next]) {
        const end = byte === LF && at > from && u8[at - 1] === CR ? at - 1 : at;
        const quote = u8[from] === QUOTE ? 1 : 0;
        i32[slot++] = from + quote;
        i32[slot++] = end - quote;
        if (i32[next + 1] === 0 && isDoubled) mustUndouble = true;
        next += 2;
      }
      column++;
      at++;
      if (byte === LF) break;
    }
    if (column === columns) {
      if (mustUndouble) undouble(u8, i32, (spans >> 2) + 2 * rows * width, width, wanted);
      rows++;
    } else if (column > 1 || (at - record > 1 && (at - record > 2 || u8[record] !== CR))) {
      why = CSV_STOPS.record;
      break;
    }
    record = at;
    if (rows === rowsMax) {
      why = CSV_STOPS.rows;
      break;
    }
  }
  i32[report >> 2] = record;
  i32[(report >> 2) + 1] = why;
  return rows;
}

/** Whether the value last passed has doubled quotes. */
let isDoubled = false;

/** Where the delimiter behind a value is, what stands there instead of one, or the end of the text. */
function behindValue(u8: Uint8Array, from: number, textEnd: number): number {
  let at = from;
  isDoubled = false;
  if (u8[at] !== QUOTE) {
    while (at < textEnd && u8[at] !== COMMA && u8[at] !== LF && u8[at] !== QUOTE) at++;
    return at;
  }
  for (at++; at < textEnd; at++) {
    if (u8[at] !== QUOTE) continue;
    if (at + 1 >= textEnd || u8[at + 1] !== QUOTE) break;
    isDoubled = true;
    at++;
  }
  at++;
  const isLineEnd = at < textEnd && u8[at] === CR && (at + 1 >= textEnd || u8[at + 1] === LF);
  return isLineEnd ? at + 1 : at;
}

/** Doubled quotes of a record's values become single ones, in place, but for columns that keep them. */
function undouble(u8: Uint8Array, i32: Int32Array, slots: number, width: number, wanted: number): void {
  for (let field = 0; field < width; field++) {
    if (i32[wanted + 2 * field + 1] !== 0) continue;
    const slot = slots + 2 * field;
    const end = i32[slot + 1]!;
    let to = i32[slot]!;
    for (let at = to; at < end; at++) {
      const byte = u8[at]!;
      u8[to++] = byte;
      if (byte === QUOTE) at++;
    }
    i32[slot + 1] = to;
  }
}
