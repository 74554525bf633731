import type { HeapTexts } from '../kernels/heap-texts.ts';
import type { Decoder } from './column.ts';
import type { Encoding } from './encodings.ts';
import type { SchemaElement } from './metadata.ts';
import type { DataPage, DictionaryPage, HeapBytes } from './pages.ts';
import { need, spansOf } from './spans.ts';

/** The values of one column chunk as codes of a table, page by page. */
export interface PageCodes {
  dictionary(page: DictionaryPage): void;
  /** Entries of the dictionary as codes (i32), and how many. */
  entries(): { readonly codes: number; readonly size: number };
  /** Codes (i32) of all values of the page. */
  all(page: DataPage, to: number): void;
  /** Codes of the values at `count` ascending ordinals (i32), 0 at -1. */
  picked(page: DataPage, ordinals: number, count: number, to: number): void;
}

export const isDictionaryEncoded = (encoding: Encoding): boolean =>
  encoding === 'RLE_DICTIONARY' || encoding === 'PLAIN_DICTIONARY';

export function createPageCodes(decoder: Decoder, element: SchemaElement, table: HeapTexts): PageCodes {
  const { engine, scratch } = decoder;
  const { kernels } = engine;
  let codes = 0;
  let size = 0;
  return {
    dictionary({ count, body }) {
      checkDictionary(count, body);
      const spans = spansOf(decoder, body, count, 'PLAIN', element);
      codes = scratch.take('entries', count * 4);
      size = count;
      table.intern(spans, 0, count, codes);
    },
    entries: () => ({ codes, size }),
    all(page, to) {
      if (!isDictionaryEncoded(page.encoding)) {
        table.intern(spansOf(decoder, page.body, page.values, page.encoding, element), 0, page.values, to);
        return;
      }
      const runs = indicesOf(engine.heap.views.u8, page);
      allUsed(runs, kernels.expand(runs.at, runs.bytes, runs.width, page.values, codes, size, to));
    },
    picked(page, ordinals, count, to) {
      if (!isDictionaryEncoded(page.encoding)) {
        const spans = spansOf(decoder, page.body, page.values, page.encoding, element);
        table.intern(spans, ordinals, count, to);
        return;
      }
      const { at, bytes, width } = indicesOf(engine.heap.views.u8, page);
      const used = kernels.expandAt(at, bytes, width, page.values, ordinals, count, codes, size, to);
      allUsed({ bytes, width }, used);
    },
  };
}

/** A dictionary of more entries than its bytes can hold is damage; fixed widths are checked by their length. */
export function checkDictionary(count: number, body: HeapBytes): void {
  if (!(count >= 0 && count <= body.bytes)) throw new RangeError(`a dictionary of ${count}`);
}

export interface Indices {
  readonly at: number;
  readonly bytes: number;
  /** Bits of an index. */
  readonly width: number;
}

/** Where the dictionary indices of a page lie behind the byte that tells their width. */
export function indicesOf(memory: Uint8Array, { body, values }: DataPage): Indices {
  if (body.bytes === 0) {
    if (values > 0) throw new RangeError('the page ends early');
    return { at: body.at, bytes: 0, width: 0 };
  }
  return { at: body.at + 1, bytes: body.bytes - 1, width: memory[body.at]! };
}

/** Values that were damaged in their lengths mostly end before their page does, or behind it. */
export function allUsed({ bytes, width }: Pick<Indices, 'bytes' | 'width'>, used: number): void {
  need(used);
  // Of one entry there is nothing to say; some writers leave the runs out, others do not.
  if (used < bytes && width !== 0) throw new RangeError('the page goes on behind its values');
}
