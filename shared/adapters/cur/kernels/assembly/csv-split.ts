import { QUOTE, undouble, withoutCr } from './csv-bytes';
import { beginText, ends, findDelimiters, lastDoubled, lines, misplaced } from './csv-delimiters';

// `CSV_STOPS` of `csv-kernels.ts`.
const TEXT: i32 = 0;
const ROWS: i32 = 1;
const RECORD: i32 = 2;

/**
 * See `CsvKernels.splitCsv`. 64 bytes a step become bitmaps of quotes, commas and line ends; columns that nobody wants
 * are counted off without a look at them.
 */
export function splitCsv(text: usize, bytes: u32, plan: usize, spans: usize, rowsMax: u32, report: usize): i32 {
  const columns = load<i32>(plan);
  const rowBytes = 8 * load<u32>(plan, 4);
  const wanted = plan + 8;
  const textEnd = text + bytes;
  let rows: u32 = 0;
  let record = text;
  let slot = spans;
  let next = wanted;
  let needed = load<i32>(next);
  let column: i32 = 0;
  let from = text;
  let doubled: u32 = 0;
  beginText();
  for (let at = text; at < textEnd; at += 64) {
    findDelimiters(at, textEnd);
    let left = ends;
    let feeds = lines;
    while (left != 0) {
      const line = feeds & -feeds;
      const here = left & (line - 1);
      const before = <i32>popcnt(here);
      if (column + before > needed) {
        for (; column < needed - 1; column++) left &= left - 1;
        if (column < needed) from = at + <usize>ctz(left) + 1;
        if (column < needed) left &= left - 1;
        const end = at + <usize>ctz(left);
        left &= left - 1;
        doubled |= put(slot, from, end) & ~load<u32>(next, 4);
        slot += 8;
        next += 8;
        column = needed + 1;
        needed = load<i32>(next);
        from = end + 1;
        continue;
      }
      if (before > 0) from = at + 64 - <usize>clz(here);
      column += before;
      if (line == 0) break;
      const end = at + <usize>ctz(line);
      if (column == needed) doubled |= put(slot, from, withoutCr(from, end)) & ~load<u32>(next, 4);
      if (column + 1 == columns) {
        if (doubled != 0) undouble(spans + rows * rowBytes, rowBytes >> 3, wanted);
        doubled = 0;
        rows += 1;
      } else if (column > 0 || withoutCr(record, end) > record) return stop(report, record, RECORD, rows);
      record = end + 1;
      if (rows == rowsMax) return stop(report, record, ROWS, rows);
      slot = spans + rows * rowBytes;
      next = wanted;
      needed = load<i32>(next);
      column = 0;
      from = record;
      feeds ^= line;
      left &= -(line << 1);
    }
    if (misplaced != 0) return stop(report, record, RECORD, rows);
  }
  return stop(report, record, TEXT, rows);
}

/** Notes where a value is, without its quotes. Returns 1 if some of them may be doubled. */
// @ts-ignore: decorator
@inline
function put(slot: usize, from: usize, end: usize): u32 {
  const isQuoted = load<u8>(from) == QUOTE;
  store<u32>(slot, from + <usize>isQuoted);
  store<u32>(slot, end - <usize>isQuoted, 4);
  return <u32>(isQuoted && lastDoubled > from);
}

function stop(report: usize, record: usize, why: i32, rows: u32): i32 {
  store<u32>(report, record);
  store<i32>(report, why, 4);
  return rows;
}
