import { type Failure, poison } from '../../../domain/base/failure.ts';
import type { HeapTexts } from '../kernels/heap-texts.ts';
import type { Selection } from '../source-block.ts';
import { checkTexts } from './claims.ts';
import { type ColumnBytes, type Decoder, rowsDiffer, walkPages } from './column.ts';
import { type MapHits, rowsOfSlots } from './map-keys.ts';
import { createPageCodes } from './page-codes.ts';
import type { DataPage } from './pages.ts';
import { lowerBound } from './picks.ts';
import { need } from './spans.ts';

/**
 * Reads the values of the entries that were found: `put` gets the codes (i32) of hits `from` to `from + count`. Throws
 * Failure `poison` where an entry's value does not stand in the row of its key.
 */
export function readValues(
  decoder: Decoder,
  column: ColumnBytes,
  table: HeapTexts,
  selection: Selection,
  hits: MapHits,
  put: (codes: number, from: number, count: number) => void,
): void {
  const { engine, scratch } = decoder;
  const { kernels, heap } = engine;
  const codes = createPageCodes(decoder, column.chunk.leaf.element, table);
  const known = table.size();
  let row = 0;
  let entry = 0;

  function pick(page: DataPage): void {
    const entries = heap.views.i32.subarray(hits.entries >> 2, (hits.entries >> 2) + hits.count);
    const from = lowerBound(entries, entry);
    const count = lowerBound(entries, entry + page.entries) - from;
    if (count === 0) return;
    const places = scratch.take('ordinals', count * 4);
    kernels.less(hits.entries + from * 4, count, entry, places);
    const slots = page.isEntry === 0 ? places : scratch.take('hitSlots', count * 4);
    if (page.isEntry !== 0) need(kernels.positionsOf(page.isEntry, page.slots, places, count, slots));
    checkSameRows(page, slots, from, count);
    const ordinals = page.hasValue === 0 ? slots : scratch.take('valueOrdinals', count * 4);
    if (page.hasValue !== 0) kernels.rank(page.hasValue, slots, count, 0, ordinals);
    const found = scratch.take('hitCodes', count * 4);
    codes.picked(page, ordinals, count, found);
    put(found, from, count);
  }

  function checkSameRows(page: DataPage, slots: number, from: number, count: number): void {
    const rows = rowsOfSlots(decoder, page, slots, count, row) >> 2;
    const { i32 } = heap.views;
    const indices = (hits.index >> 2) + from;
    const selected = selection.rows >> 2;
    for (let i = 0; i < count; i++)
      if (i32[rows + i] !== i32[selected + i32[indices + i]!]) throw unequal(column, hits.total, -1);
  }

  walkPages(decoder, column, {
    dictionary: codes.dictionary,
    data(page) {
      pick(page);
      row += page.rows;
      entry += page.entries;
    },
  });
  if (row !== column.rows) throw rowsDiffer(column, row);
  if (entry !== hits.total) throw unequal(column, hits.total, entry);
  checkTexts(engine, column, table, known, () => undefined);
}

const unequal = (column: ColumnBytes, keys: number, values: number): Failure =>
  poison('the map has more keys than values, or fewer', {
    file: column.file,
    column: column.column,
    expected: `${keys} values`,
    found: values === -1 ? 'other rows' : `${values}`,
  });
