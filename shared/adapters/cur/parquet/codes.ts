import type { HeapTexts } from '../kernels/heap-texts.ts';
import type { Blocks } from '../scratch.ts';
import type { Selection } from '../source-block.ts';
import { checkTexts } from './claims.ts';
import { type ColumnBytes, checkRows, type Decoder, walkPages } from './column.ts';
import { isDecimal } from './numbers.ts';
import { createPageCodes } from './page-codes.ts';
import type { DataPage } from './pages.ts';
import { picksOf } from './picks.ts';

/**
 * Codes (i32) of a column outside of maps, 0 for null: of all rows, or of the selected ones alone. Any type will do:
 * values are told apart by their bytes, and what they mean is worked out once for each code.
 */
export function readCodes(
  decoder: Decoder,
  column: ColumnBytes,
  table: HeapTexts,
  blocks: Blocks,
  selection?: Selection,
): number {
  checkRows(column);
  const { engine, scratch } = decoder;
  const codes = createPageCodes(decoder, column.chunk.leaf.element, table);
  const known = table.size();
  const out = blocks.alloc((selection?.count ?? column.rows) * 4);
  let row = 0;

  const whole = (page: DataPage): void => {
    const to = out + row * 4;
    const values = page.hasValue === 0 ? to : scratch.take('codes', page.values * 4);
    codes.all(page, values);
    if (page.hasValue !== 0) engine.kernels.spread(page.hasValue, page.slots, values, to);
  };
  const part = (page: DataPage, rows: Selection): void => {
    const { ordinals, count, from } = picksOf(decoder, rows, page, row);
    if (count > 0) codes.picked(page, ordinals, count, out + from * 4);
  };

  walkPages(decoder, column, {
    dictionary: codes.dictionary,
    data(page) {
      if (selection === undefined) whole(page);
      else part(page, selection);
      row += page.slots;
    },
  });
  if (column.chunk.leaf.element.type !== 'BYTE_ARRAY' || isDecimal(column.chunk.leaf.element)) return out;
  checkTexts(engine, column, table, known, (bad) => {
    const start = out >> 2;
    const index = engine.heap.views.i32
      .subarray(start, start + (selection?.count ?? column.rows))
      .findIndex((code) => bad.has(code));
    return index === -1 || selection === undefined
      ? index
      : engine.heap.views.i32[(selection.rows >> 2) + index]!;
  });
  return out;
}
