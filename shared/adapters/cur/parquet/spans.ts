import { DAMAGED } from '../kernels/kernels.ts';
import type { Decoder } from './column.ts';
import type { Encoding } from './encodings.ts';
import type { SchemaElement } from './metadata.ts';
import type { HeapBytes } from './pages.ts';
import { UnsupportedError } from './unsupported.ts';

/** Where each value starts and ends (i32 addresses), in scratch memory. */
export interface Spans {
  readonly starts: number;
  readonly ends: number;
  readonly stride: 1;
}

const WIDTHS: Readonly<Record<string, number>> = { DOUBLE: 8, INT64: 8, FLOAT: 4, INT32: 4, INT96: 12 };

/** Bytes of a value of the column's type; undefined where each has a length of its own. */
const widthOf = ({ type, type_length: length }: SchemaElement): number | undefined =>
  type === 'FIXED_LEN_BYTE_ARRAY' ? (length ?? 0) : WIDTHS[type ?? ''];

/** All texts of a delta page together: more than any page unpacks to. */
const DELTA_TEXT_BYTES_MAX = 256 * 1024 * 1024;

/**
 * Values of any type and encoding but the dictionary's, as spans of bytes: texts as they are, numbers little-endian,
 * integers that were deltas as 64 bits. Throws RangeError on damage.
 */
export function spansOf(
  decoder: Decoder,
  body: HeapBytes,
  count: number,
  encoding: Encoding,
  element: SchemaElement,
): Spans {
  const { engine, scratch } = decoder;
  const { kernels } = engine;
  // Each value of a page takes a bit at least, but a page of equal lengths may be tiny: the slots were checked before.
  const starts = scratch.take('starts', count * 4);
  const ends = scratch.take('ends', count * 4);
  const width = widthOf(element);
  if (encoding === 'PLAIN') {
    need(
      width === undefined
        ? kernels.plainSpans(body.at, body.bytes, count, starts, ends)
        : kernels.fixedSpans(body.at, body.bytes, width, count, starts, ends),
    );
  } else if (encoding === 'DELTA_BINARY_PACKED' && (element.type === 'INT32' || element.type === 'INT64')) {
    const integers = scratch.take('integers', count * 8);
    need(kernels.deltas(body.at, body.bytes, count, integers));
    need(kernels.fixedSpans(integers, count * 8, 8, count, starts, ends));
  } else if (encoding === 'BYTE_STREAM_SPLIT' && width !== undefined) {
    const values = scratch.take('values', count * width);
    need(kernels.unsplit(body.at, body.bytes, width, count, values));
    need(kernels.fixedSpans(values, count * width, width, count, starts, ends));
  } else if (encoding === 'DELTA_LENGTH_BYTE_ARRAY' && width === undefined) {
    const lengths = scratch.take('lengths', count * 4);
    const used = need(kernels.lengths(body.at, body.bytes, count, lengths));
    need(kernels.lengthSpans(body.at + used, body.bytes - used, lengths, count, starts, ends));
  } else if (encoding === 'DELTA_BYTE_ARRAY' && element.type === 'BYTE_ARRAY') {
    prefixedSpans(decoder, body, count, { starts, ends });
  } else {
    const type = element.type ?? 'a column without a type';
    throw new UnsupportedError(`the encoding ${encoding} for ${type}`, { encoding });
  }
  return { starts, ends, stride: 1 };
}

/** Each text begins with so many bytes of the one before it. */
function prefixedSpans(
  { engine, scratch }: Decoder,
  body: HeapBytes,
  count: number,
  { starts, ends }: Pick<Spans, 'starts' | 'ends'>,
): void {
  const { kernels, heap } = engine;
  const prefixes = scratch.take('prefixes', count * 4);
  const suffixes = scratch.take('lengths', count * 4);
  const first = need(kernels.lengths(body.at, body.bytes, count, prefixes));
  const used = first + need(kernels.lengths(body.at + first, body.bytes - first, count, suffixes));
  let total = 0;
  const { i32 } = heap.views;
  for (let i = 0; i < count; i++) total += i32[(prefixes >> 2) + i]! + i32[(suffixes >> 2) + i]!;
  if (total > DELTA_TEXT_BYTES_MAX) throw new RangeError(`texts of ${total} bytes in one page`);
  const texts = scratch.take('texts', total);
  need(
    kernels.unprefix(
      body.at + used,
      body.bytes - used,
      prefixes,
      suffixes,
      count,
      texts,
      total,
      starts,
      ends,
    ),
  );
}

/** Throws where a kernel says that the bytes are damaged. */
export function need(status: number): number {
  if (status === DAMAGED) throw new RangeError('the values of a page are damaged');
  return status;
}
