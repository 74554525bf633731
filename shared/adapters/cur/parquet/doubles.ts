import type { Blocks } from '../scratch.ts';
import type { Selection } from '../source-block.ts';
import { outside } from './claims.ts';
import { type ColumnBytes, checkRows, type Decoder, walkPages } from './column.ts';
import type { SchemaElement } from './metadata.ts';
import { allUsed, indicesOf, isDictionaryEncoded } from './page-codes.ts';
import type { DataPage, DictionaryPage, HeapBytes } from './pages.ts';
import { picksOf } from './picks.ts';
import { need } from './spans.ts';
import { UnsupportedError } from './unsupported.ts';

/** Smallest and largest value that the footer names; infinite where it names none. */
export interface Bounds {
  readonly low: number;
  readonly high: number;
}

/**
 * A column of doubles or floats (f64), NaN for null: of all rows, or of the selected ones alone. Throws Failure `poison`
 * on a value outside of the bounds; what is not finite is left to the caller.
 */
export function readDoubles(
  decoder: Decoder,
  column: ColumnBytes,
  bounds: Bounds,
  blocks: Blocks,
  selection?: Selection,
): number {
  checkRows(column);
  const { engine, scratch } = decoder;
  const { kernels } = engine;
  const reader = createPageDoubles(decoder, column.chunk.leaf.element);
  const out = blocks.alloc((selection?.count ?? column.rows) * 8);
  let row = 0;

  const check = (page: DataPage, values: number, count: number): void => {
    const index = kernels.firstOutside(values, count, bounds.low, bounds.high);
    if (index === -1) return;
    const value = engine.heap.views.f64[(values >> 3) + index]!;
    // The row is only right in a page without nulls; another value would name the damage no better.
    if (value < bounds.low || value > bounds.high)
      throw outside(column, row + (page.hasValue === 0 ? index : 0), String(value));
  };
  const whole = (page: DataPage): void => {
    const to = out + row * 8;
    const values = page.hasValue === 0 ? to : scratch.take('numbers', page.values * 8);
    reader.all(page, values);
    check(page, values, page.values);
    if (page.hasValue !== 0) kernels.spreadDoubles(page.hasValue, page.slots, values, Number.NaN, to);
  };
  const part = (page: DataPage, rows: Selection): void => {
    const { ordinals, count, from } = picksOf(decoder, rows, page, row);
    if (count === 0) return;
    const values = scratch.take('numbers', page.values * 8);
    reader.all(page, values);
    check(page, values, page.values);
    need(kernels.gatherDoubles(ordinals, count, values, page.values, out + from * 8));
    if (page.hasValue === 0) return;
    const { i32, f64 } = engine.heap.views;
    for (let i = 0; i < count; i++)
      if (i32[(ordinals >> 2) + i] === -1) f64[(out >> 3) + from + i] = Number.NaN;
  };

  walkPages(decoder, column, {
    dictionary: reader.dictionary,
    data(page) {
      if (selection === undefined) whole(page);
      else part(page, selection);
      row += page.slots;
    },
  });
  return out;
}

interface PageDoubles {
  dictionary(page: DictionaryPage): void;
  all(page: DataPage, to: number): void;
}

function createPageDoubles({ engine, scratch }: Decoder, element: SchemaElement): PageDoubles {
  const { kernels } = engine;
  let entries = 0;
  let size = 0;

  const plain = (body: HeapBytes, count: number, to: number): void => {
    if (element.type === 'FLOAT') need(kernels.floats(body.at, body.bytes, count, to));
    else need(kernels.doubles(body.at, body.bytes, count, to));
  };
  const split = (body: HeapBytes, count: number, to: number): void => {
    const width = element.type === 'FLOAT' ? 4 : 8;
    if (count * width !== body.bytes) need(-1);
    const values = scratch.take('values', count * width);
    need(kernels.unsplit(body.at, body.bytes, width, count, values));
    plain({ at: values, bytes: count * width }, count, to);
  };

  return {
    dictionary({ count, body }) {
      if (!(count >= 0 && count * 4 <= body.bytes)) throw new RangeError(`a dictionary of ${count}`);
      entries = scratch.take('entryNumbers', count * 8);
      size = count;
      plain(body, count, entries);
      kernels.iota(scratch.take('identity', count * 4), count, 0);
    },
    all(page, to) {
      if (page.encoding === 'PLAIN') return plain(page.body, page.values, to);
      if (page.encoding === 'BYTE_STREAM_SPLIT') return split(page.body, page.values, to);
      if (!isDictionaryEncoded(page.encoding))
        throw new UnsupportedError(`the encoding ${page.encoding} for numbers`, { encoding: page.encoding });
      const runs = indicesOf(engine.heap.views.u8, page);
      const indices = scratch.take('indices', page.values * 4);
      const identity = scratch.take('identity', size * 4);
      allUsed(runs, kernels.expand(runs.at, runs.bytes, runs.width, page.values, identity, size, indices));
      need(kernels.gatherDoubles(indices, page.values, entries, size, to));
    },
  };
}
