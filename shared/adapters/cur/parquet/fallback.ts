import { type Compressors, type FileMetaData, parquetMetadata, parquetRead } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import type { ReadRange } from '../../../ports/charge-source.ts';
import type { SchemaElement } from './metadata.ts';
import { type PlainValues, plainPage } from './plain-pages.ts';
import type { CurSource, Leaf } from './schema.ts';

/** A file as the general reader wants it. */
export interface SlowFile {
  readonly file: string;
  readonly bytes: number;
  /** The footer's own bytes with its length and the magic behind them. */
  readonly footer: Uint8Array;
  readonly read: ReadRange;
}

/**
 * Reads one column of one row group with hyparquet, which knows every layout and takes ten times as long, and gives its
 * chunks back in the plainest layout: by leaf, one uncompressed page each. The footer must have been walked over: the
 * parser makes lists as long as it says. Throws errors of any kind on what it cannot read either: callers wrap them.
 *
 * Imports nothing that reading without it needs: all that is shared would be one more file to load at each start.
 */
export async function rewriteColumn(
  slow: SlowFile,
  source: CurSource,
  from: number,
  rows: number,
): Promise<ReadonlyMap<Leaf, { readonly bytes: Uint8Array; readonly slots: number }>> {
  const leaves = source.shape === 'leaf' ? [source.leaf] : [source.key, source.value];
  const values = await rawColumn(slow, leaves[0]!.path.split('.')[0]!, from, rows);
  if (values.length !== rows) throw new RangeError(`${values.length} rows instead of ${rows}`);
  return new Map(
    leaves.map((leaf, index) => {
      const plain = source.shape === 'leaf' ? flatValues(values, leaf) : mapValues(values, leaf, index);
      return [leaf, { bytes: plainPage(plain, leaf.maxDef, leaf.maxRep), slots: plain.slots }];
    }),
  );
}

/** The general reader's LZ4 stumbles over nothing packed, the values of a page of nulls or a dictionary of none. */
const unpackers: Compressors = Object.fromEntries(
  Object.entries(compressors).map(([codec, unpack]) => [
    codec,
    (packed: Uint8Array, length: number) => (length === 0 ? new Uint8Array() : unpack(packed, length)),
  ]),
);

/** Footers as the general reader has them: parsing one takes longer than most columns. */
const footers = new WeakMap<SlowFile, FileMetaData>();

/** Without the types that would give values a meaning. */
function plainMetadata(slow: SlowFile): FileMetaData {
  const known = footers.get(slow);
  if (known !== undefined) return known;
  const metadata = parquetMetadata(slow.footer, { geoparquet: false });
  const schema = metadata.schema.map(({ converted_type: _, logical_type: __, ...element }) => element);
  footers.set(slow, { ...metadata, schema });
  return { ...metadata, schema };
}

/** Values as they are stored: bytes, integers and doubles, without any meaning. */
async function rawColumn(slow: SlowFile, column: string, from: number, rows: number): Promise<unknown[]> {
  const { bytes, read } = slow;
  const file = {
    byteLength: bytes,
    slice: async (start: number, end = bytes) => {
      const got = await read(start, end);
      return got.slice().buffer;
    },
  };
  const values: unknown[] = [];
  await parquetRead({
    file,
    metadata: plainMetadata(slow),
    columns: [column],
    rowStart: from,
    rowEnd: from + rows,
    compressors: unpackers,
    utf8: false,
    // The legacy time would become a date even so.
    parsers: { timestampFromNanoseconds: (nanos) => nanos },
    onComplete: (all: unknown[][]) => {
      for (const [value] of all) values.push(value);
    },
  });
  return values;
}

function flatValues(values: readonly unknown[], leaf: Leaf): PlainValues {
  const there = values.filter(isThere);
  return {
    body: plainBody(there, leaf.element),
    slots: values.length,
    rows: values.length,
    definition: Uint8Array.from(values, (value) => (isThere(value) ? leaf.maxDef : 0)),
    repetition: new Uint8Array(),
  };
}

/** One half of the maps: a row without entries has one slot that is none. */
function mapValues(rows: readonly unknown[], leaf: Leaf, half: number): PlainValues {
  const there: unknown[] = [];
  const definition: number[] = [];
  const repetition: number[] = [];
  for (const row of rows) {
    const entries = entriesOf(row);
    if (entries.length === 0) {
      definition.push(leaf.entryDef - 1);
      repetition.push(0);
    }
    entries.forEach((entry, index) => {
      const value = entry[half];
      repetition.push(index === 0 ? 0 : 1);
      definition.push(isThere(value) ? leaf.maxDef : leaf.entryDef);
      if (isThere(value)) there.push(value);
    });
  }
  return {
    body: plainBody(there, leaf.element),
    slots: definition.length,
    rows: rows.length,
    definition: Uint8Array.from(definition),
    repetition: Uint8Array.from(repetition),
  };
}

const isThere = (value: unknown): boolean => value !== null && value !== undefined;

/** `{ entries: [{ key, value }, …] }`, whatever the group and its two columns are called. */
function entriesOf(row: unknown): readonly (readonly unknown[])[] {
  const [entries] = typeof row === 'object' && row !== null ? Object.values(row) : [];
  if (!Array.isArray(entries)) return [];
  return entries.map((entry: Readonly<Record<string, unknown>>) => Object.values(entry));
}

/** The PLAIN encoding. https://parquet.apache.org/docs/file-format/data-pages/encodings/ */
function plainBody(values: readonly unknown[], element: SchemaElement): Uint8Array {
  const parts = values.map((value) => plainValue(value, element));
  const body = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    body.set(part, at);
    at += part.length;
  }
  return body;
}

function plainValue(value: unknown, { type }: SchemaElement): Uint8Array {
  if (value instanceof Uint8Array) return type === 'BYTE_ARRAY' ? prefixed(value) : value;
  if (typeof value === 'number' || typeof value === 'bigint') {
    if (type === 'DOUBLE') return new Uint8Array(Float64Array.of(Number(value)).buffer);
    if (type === 'FLOAT') return new Uint8Array(Float32Array.of(Number(value)).buffer);
    if (type === 'INT32') return new Uint8Array(Int32Array.of(Number(value)).buffer);
    if (type === 'INT64') return new Uint8Array(BigInt64Array.of(BigInt(value)).buffer);
    if (type === 'INT96') return int96(BigInt(value));
  }
  throw new TypeError(`a value of type ${typeof value} for ${type ?? 'no type'}`);
}

function prefixed(text: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(4 + text.length);
  new DataView(bytes.buffer).setUint32(0, text.length, true);
  bytes.set(text, 4);
  return bytes;
}

const DAY_NANOS = 86_400_000_000_000n;
const JULIAN_DAY_1970 = 2_440_588n;

/** Nanoseconds since 1970 as the legacy time they were. */
function int96(nanos: bigint): Uint8Array {
  const bytes = new Uint8Array(12);
  const view = new DataView(bytes.buffer);
  const inDay = ((nanos % DAY_NANOS) + DAY_NANOS) % DAY_NANOS;
  view.setBigUint64(0, inDay, true);
  view.setInt32(8, Number((nanos - inDay) / DAY_NANOS + JULIAN_DAY_1970), true);
  return bytes;
}
