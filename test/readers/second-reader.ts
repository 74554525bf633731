import { type Data, DataType, type RecordBatch, TimeUnit, tableFromIPC } from 'apache-arrow';
import { parquetMetadata } from 'hyparquet';
import { readParquet } from 'parquet-wasm/node';
import { CUR, type CurWord } from '../../shared/adapters/cur/columns.ts';
import { type RawFile, type RawMap, type RawRow, type RawValue, WORDS } from './raw-row.ts';

/** The same file by a reader that shares nothing with ours: Rust's parquet crate, through WebAssembly and Arrow. */
export function readBySecond(bytes: Uint8Array): RawFile {
  const { num_rows, schema } = parquetMetadata(new Uint8Array(bytes).buffer);
  // It refuses map columns of a file without row groups, where there is nothing to read.
  if (num_rows === 0n) {
    const names = schema.map(({ name }) => name.toLowerCase());
    return { words: WORDS.filter((word) => names.includes(CUR[word].name)), rows: [] };
  }
  const columns = WORDS.map((word) => CUR[word].name);
  const table = tableFromIPC(
    readParquet(bytes, {
      columns: [...columns, ...columns.map((name) => name.toUpperCase())],
    }).intoIPCStream(),
  );
  const placeOf = (word: CurWord): number =>
    table.schema.fields.findIndex(({ name }) => name.toLowerCase() === CUR[word].name);
  const words = WORDS.filter((word) => placeOf(word) >= 0);
  return {
    words,
    rows: table.batches.flatMap((batch) => rowsOf(batch, words, placeOf)),
  };
}

function rowsOf(
  batch: RecordBatch,
  words: readonly CurWord[],
  placeOf: (word: CurWord) => number,
): readonly RawRow[] {
  const columns = new Map(
    words.map((word) => [word, valuesOf(batch.getChildAt(placeOf(word))!.data[0]!)] as const),
  );
  return Array.from({ length: batch.numRows }, (_, row) => {
    const cells = WORDS.map((word) => [word, columns.get(word)?.(row) ?? null] as const);
    return Object.fromEntries(cells) as Record<CurWord, RawValue>;
  });
}

type Column = (row: number) => RawValue;

function valuesOf(data: Data): Column {
  const { type } = data;
  const value = rawOf(data, type);
  return (row) => (data.getValid(row) ? value(row) : null);
}

/** Read from Arrow's buffers, as its own format says: no conversion of Arrow's library stands in between. */
function rawOf(data: Data, type: DataType): Column {
  if (DataType.isUtf8(type)) return textsOf(data);
  if (DataType.isDecimal(type)) return (row) => decimalAt(data.values, row, type.scale, data.stride);
  if (DataType.isTimestamp(type)) {
    const perMilli = {
      [TimeUnit.MILLISECOND]: 1n,
      [TimeUnit.MICROSECOND]: 1_000n,
      [TimeUnit.NANOSECOND]: 1_000_000n,
    };
    const unit = type.unit === TimeUnit.SECOND ? undefined : perMilli[type.unit];
    if (unit === undefined) throw new TypeError('times in seconds');
    return (row) => Number(BigInt(data.values[row]) / unit);
  }
  if (DataType.isMap(type)) return mapsOf(data);
  if (DataType.isFloat(type)) return (row) => Number(data.values[row]);
  throw new TypeError(`the second reader gives ${String(type)}`);
}

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const textsOf =
  (data: Data): ((row: number) => string) =>
  (row) =>
    UTF8.decode(data.values.subarray(data.valueOffsets[row], data.valueOffsets[row + 1]));

function mapsOf(data: Data): (row: number) => RawMap {
  const [keys, values] = data.children[0]!.children;
  const [keyAt, valueAt] = [textsOf(keys!), valuesOf(values!)];
  return (row) => {
    const entries: (readonly [string, string | null])[] = [];
    for (let at = data.valueOffsets[row]!; at < data.valueOffsets[row + 1]!; at += 1) {
      const value = valueAt(at);
      entries.push([keyAt(at), value === null ? null : String(value)]);
    }
    return entries;
  };
}

/** Four little-endian words, two's complement, and a scale, as decimal text. */
function decimalAt(words: Uint32Array, row: number, scale: number, stride: number): string {
  let units = 0n;
  for (let word = stride - 1; word >= 0; word -= 1)
    units = (units << 32n) | BigInt(words[row * stride + word]!);
  units = BigInt.asIntN(stride * 32, units);
  const digits = String(units < 0n ? -units : units).padStart(scale + 1, '0');
  return `${units < 0n ? '-' : ''}${digits.slice(0, digits.length - scale)}.${digits.slice(digits.length - scale)}0`;
}
