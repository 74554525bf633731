import type { Selection } from '../source-block.ts';
import type { Decoder } from './column.ts';
import type { DataPage } from './pages.ts';

/** Selected rows that lie in one page: ordinals of their values in it (i32, -1 for a null), and their place in the selection. */
export interface Picks {
  readonly ordinals: number;
  readonly count: number;
  readonly from: number;
}

/** The part of the selection in a page of a flat column that begins at `firstRow`. */
export function picksOf(
  { engine, scratch }: Decoder,
  selection: Selection,
  page: DataPage,
  firstRow: number,
): Picks {
  const { kernels, heap } = engine;
  const rows = heap.views.i32.subarray(selection.rows >> 2, (selection.rows >> 2) + selection.count);
  const from = lowerBound(rows, firstRow);
  const count = lowerBound(rows, firstRow + page.slots) - from;
  const ordinals = scratch.take('ordinals', count * 4);
  if (page.hasValue === 0) kernels.less(selection.rows + from * 4, count, firstRow, ordinals);
  else kernels.rank(page.hasValue, selection.rows + from * 4, count, firstRow, ordinals);
  return { ordinals, count, from };
}

/** Index of the first value that is not below `least`. */
export function lowerBound(ascending: Int32Array, least: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle]! < least) low = middle + 1;
    else high = middle;
  }
  return low;
}
