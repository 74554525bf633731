import type { HeapTexts } from '../kernels/heap-texts.ts';
import type { Blocks } from '../scratch.ts';
import type { Selection } from '../source-block.ts';
import { checkTexts } from './claims.ts';
import { type ColumnBytes, type Decoder, rowsDiffer, walkPages } from './column.ts';
import { createPageCodes, indicesOf, isDictionaryEncoded } from './page-codes.ts';
import type { DataPage } from './pages.ts';
import { lowerBound } from './picks.ts';
import { need } from './spans.ts';

/** Entries of a map column with one of the wanted keys, in rows that are selected; in the order of the column. */
export interface MapHits {
  readonly count: number;
  /** Index of the row in the selection (i32), and the entry in its column (i32). */
  readonly index: number;
  readonly entries: number;
  /** Which of the wanted keys it is (i32); 0 where all are the same one. */
  readonly marks: number;
  /** Mark of all, where they are the same. */
  readonly only: number;
  /** Entries that the column has in all. */
  readonly total: number;
}

/** Marks are bytes. */
export const WANTED_KEYS_MAX = 250;

/**
 * Searches the keys of a map column: they are compared once for each entry of the dictionary, and the packed indices
 * are then searched for those entries alone; the maps themselves are never put together. `markOf` gives a wanted key's
 * code a number from 1, and others 0.
 */
export function findKeys(
  decoder: Decoder,
  column: ColumnBytes,
  table: HeapTexts,
  markOf: (code: number) => number,
  selection: Selection,
  blocks: Blocks,
): MapHits {
  const { engine, scratch } = decoder;
  const { kernels, heap } = engine;
  const { leaf } = column.chunk;
  const codes = createPageCodes(decoder, leaf.element, table);
  const known = table.size();
  const hits = growing(decoder, blocks, selection.count);
  let dictionaryMarks = 0;
  let row = 0;
  let entry = 0;

  /** Values of the page with a mark: their ordinals and marks in scratch memory. */
  function marked(page: DataPage): {
    readonly ordinals: number;
    readonly marks: number;
    readonly count: number;
    readonly only: number;
  } {
    const ordinals = scratch.take('hitOrdinals', page.values * 4);
    const found = scratch.take('hitCodes', page.values * 4);
    const byCode = isDictionaryEncoded(page.encoding) ? dictionaryMarks : 0;
    let count: number;
    let table8 = byCode;
    if (byCode !== 0) {
      const { at, bytes, width } = indicesOf(heap.views.u8, page);
      const { size } = codes.entries();
      count = need(kernels.findMarked(at, bytes, width, page.values, byCode, size, 0, ordinals, found));
    } else {
      const all = scratch.take('codes', page.values * 4);
      codes.all(page, all);
      table8 = marksOfCodes(table.size());
      count = kernels.selectMarked(all, page.values, table8, ordinals);
      need(kernels.gather(ordinals, count, all, page.values, found));
    }
    const { u8, i32 } = heap.views;
    let only = count === 0 ? 0 : u8[table8 + i32[found >> 2]!]!;
    for (let i = 0, at = found >> 2; i < count; i++, at++) {
      const mark = u8[table8 + i32[at]!]!;
      i32[at] = mark;
      if (mark !== only) only = 0;
    }
    return { ordinals, marks: found, count, only };
  }

  function marksOfCodes(size: number): number {
    const marks = scratch.take('marks', size);
    for (let code = 0; code < size; code++) heap.views.u8[marks + code] = markOf(code);
    return marks;
  }

  function collect(page: DataPage): void {
    const { ordinals, marks, count, only } = marked(page);
    if (count === 0) return;
    const slots = slotsOf(decoder, page, ordinals, count);
    const rows = rowsOfSlots(decoder, page, slots, count, row);
    const entries = entriesOfSlots(decoder, page, slots, count);
    const selected = heap.views.i32.subarray(selection.rows >> 2, (selection.rows >> 2) + selection.count);
    // A page may begin inside of a row that the page before began.
    const from = lowerBound(selected, row - 1);
    const until = lowerBound(selected, row + page.rows);
    const at = scratch.take('hitAt', count * 4);
    const index = scratch.take('hitIndex', count * 4);
    const joined = kernels.join(rows, count, selection.rows + from * 4, until - from, at, index);
    hits.add({ at, index, entries, marks, only, joined, count, from, entry });
  }

  walkPages(decoder, column, {
    dictionary(page) {
      codes.dictionary(page);
      const { codes: of, size } = codes.entries();
      dictionaryMarks = scratch.take('dictionaryMarks', size);
      const { u8, i32 } = heap.views;
      for (let i = 0; i < size; i++) u8[dictionaryMarks + i] = markOf(i32[(of >> 2) + i]!);
    },
    data(page) {
      collect(page);
      row += page.rows;
      entry += page.entries;
    },
  });
  if (row !== column.rows) throw rowsDiffer(column, row);
  checkTexts(engine, column, table, known, () => undefined);
  return hits.all(entry);
}

/** Slots of values by their ordinals. */
export function slotsOf(
  { engine, scratch }: Decoder,
  page: DataPage,
  ordinals: number,
  count: number,
): number {
  if (page.hasValue === 0) return ordinals;
  const slots = scratch.take('hitSlots', count * 4);
  need(engine.kernels.positionsOf(page.hasValue, page.slots, ordinals, count, slots));
  return slots;
}

/** Rows of slots; `row` is the first row that begins in the page. */
export function rowsOfSlots(
  { engine, scratch }: Decoder,
  page: DataPage,
  slots: number,
  count: number,
  row: number,
): number {
  const rows = scratch.take('hitRows', count * 4);
  if (page.continues === 0) engine.kernels.less(slots, count, -row, rows);
  else engine.kernels.rowsOf(page.continues, slots, count, row - 1, rows);
  return rows;
}

/** Entries of slots, counted from the first of the page. */
function entriesOfSlots({ engine, scratch }: Decoder, page: DataPage, slots: number, count: number): number {
  if (page.isEntry === 0) return slots;
  const entries = scratch.take('hitEntries', count * 4);
  engine.kernels.rank(page.isEntry, slots, count, 0, entries);
  return entries;
}

interface Page {
  readonly at: number;
  readonly index: number;
  readonly entries: number;
  readonly marks: number;
  readonly only: number;
  readonly joined: number;
  readonly count: number;
  readonly from: number;
  readonly entry: number;
}

/** The columns of the hits, larger as they come. That of the marks is only made where they differ. */
function growing({ engine }: Decoder, blocks: Blocks, expected: number) {
  const { kernels, heap } = engine;
  let capacity = Math.max(expected, 64);
  const newColumn = (): number => blocks.alloc(capacity * 4);
  let [index, entries, marks] = [newColumn(), newColumn(), 0];
  let count = 0;
  let only = 0;

  function larger(old: number): number {
    const column = newColumn();
    heap.views.u8.copyWithin(column, old, old + count * 4);
    return column;
  }

  function makeRoom(needed: number): void {
    if (needed <= capacity) return;
    capacity = Math.max(needed, capacity * 2);
    [index, entries, marks] = [larger(index), larger(entries), marks && larger(marks)];
  }

  return {
    add(page: Page): void {
      const { at, joined, count: found } = page;
      if (joined === 0) return;
      makeRoom(count + joined);
      const to = count * 4;
      kernels.less(page.index, joined, -page.from, index + to);
      need(kernels.gather(at, joined, page.entries, found, entries + to));
      kernels.less(entries + to, joined, -page.entry, entries + to);
      if (count === 0) only = page.only;
      if (page.only === 0 || page.only !== only) {
        if (marks === 0) {
          marks = newColumn();
          kernels.fill(marks, count, only);
        }
        only = 0;
      }
      if (marks !== 0) need(kernels.gather(at, joined, page.marks, found, marks + to));
      count += joined;
    },
    all: (total: number): MapHits => ({ count, index, entries, marks, only, total }),
  };
}
