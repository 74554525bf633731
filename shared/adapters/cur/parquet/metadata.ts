import { createChunkNames } from './chunk-names.ts';
import { ENCODINGS, type Encoding } from './encodings.ts';
import { createThriftReader, type ThriftReader } from './thrift.ts';

// The parts of a Parquet footer that reading needs, under the names of the format.
// https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift

const TYPES = [
  'BOOLEAN',
  'INT32',
  'INT64',
  'INT96',
  'FLOAT',
  'DOUBLE',
  'BYTE_ARRAY',
  'FIXED_LEN_BYTE_ARRAY',
] as const;
const REPETITIONS = ['REQUIRED', 'OPTIONAL', 'REPEATED'] as const;
const CONVERTED: Readonly<Record<number, string>> = {
  0: 'UTF8',
  1: 'MAP',
  5: 'DECIMAL',
  6: 'DATE',
  9: 'TIMESTAMP_MILLIS',
  10: 'TIMESTAMP_MICROS',
  17: 'INT_32',
  18: 'INT_64',
  19: 'JSON',
  20: 'BSON',
};
const LOGICAL: Readonly<Record<number, string>> = {
  1: 'STRING',
  2: 'MAP',
  5: 'DECIMAL',
  6: 'DATE',
  8: 'TIMESTAMP',
};
const UNITS: Readonly<Record<number, TimeUnit>> = { 1: 'MILLIS', 2: 'MICROS', 3: 'NANOS' };
const CODECS = ['UNCOMPRESSED', 'SNAPPY', 'GZIP', 'LZO', 'BROTLI', 'LZ4', 'ZSTD', 'LZ4_RAW'] as const;

export type PhysicalType = (typeof TYPES)[number];
export type Codec = (typeof CODECS)[number];
export type TimeUnit = 'MILLIS' | 'MICROS' | 'NANOS';

export interface SchemaElement {
  readonly name: string;
  readonly type?: PhysicalType;
  readonly type_length?: number;
  readonly repetition_type?: (typeof REPETITIONS)[number];
  readonly num_children: number;
  /** A number as text where reading makes no difference by it. */
  readonly converted_type?: string;
  readonly scale?: number;
  readonly logical_type?: { readonly type: string; readonly unit?: TimeUnit };
}

/** Smallest and largest value as the bytes they are in the footer. */
export interface Statistics {
  readonly min?: Uint8Array;
  readonly max?: Uint8Array;
  readonly min_value?: Uint8Array;
  readonly max_value?: Uint8Array;
}

export interface ColumnMetaData {
  readonly path: string;
  readonly type: PhysicalType | undefined;
  readonly codec: Codec | undefined;
  /** What the column's pages are said to be encoded in. */
  readonly encodings: readonly (Encoding | undefined)[];
  readonly num_values: number;
  readonly total_uncompressed_size: number;
  readonly total_compressed_size: number;
  readonly data_page_offset: number;
  readonly dictionary_page_offset: number;
  readonly statistics: Statistics;
}

export interface RowGroup {
  /** By index of the leaf; only those that were wanted. */
  readonly columns: ReadonlyMap<number, ColumnMetaData>;
  /** Paths by index of the leaf: of columns that were wanted, and of the first group's that are not where they should be. */
  readonly paths: ReadonlyMap<number, string>;
  /** How many columns the group has, wanted or not. */
  readonly width: number;
  readonly num_rows: number;
}

export interface FileMetaData {
  readonly schema: readonly SchemaElement[];
  readonly num_rows: number;
  readonly row_groups: readonly RowGroup[];
}

/** What is asked of the row groups, once the schema is known. */
export interface Asked {
  /** Leaves by index. */
  readonly wanted: ReadonlySet<number>;
  /** The leaves' paths as the schema has them. */
  readonly paths: readonly string[];
}

/**
 * Parses a footer. Of the first row group's chunks that are not wanted, those are named that are not where the schema has
 * them; all else is skipped as bytes. Throws RangeError on what makes no sense.
 */
export function parseMetadata(
  footer: Uint8Array,
  ask: (schema: readonly SchemaElement[], rows: number) => Asked,
): FileMetaData {
  const reader = createThriftReader(footer);
  const schema: SchemaElement[] = [];
  const groups: RowGroup[] = [];
  let rows = 0;
  let asked: Asked | undefined;
  for (let field = reader.next(0); field !== undefined; field = reader.next(field)) {
    if (field === 2) for (let left = reader.list(); left > 0; left--) schema.push(schemaElement(reader));
    else if (field === 3) rows = reader.int();
    else if (field === 4) {
      asked ??= ask(schema, rows);
      const namesIn = groups.length === 0 ? createChunkNames(footer, asked.paths) : undefined;
      for (let left = reader.list(); left > 0; left--)
        groups.push(rowGroup(reader, asked.wanted, groups.length === 0 ? namesIn : undefined));
    } else reader.passOver();
  }
  // A file without row groups may still lack columns.
  asked ??= ask(schema, rows);
  return { schema, num_rows: rows, row_groups: groups };
}

function schemaElement(reader: ThriftReader): SchemaElement {
  const found: { -readonly [Key in keyof SchemaElement]: SchemaElement[Key] } = { name: '', num_children: 0 };
  for (let field = reader.next(0); field !== undefined; field = reader.next(field)) {
    if (field === 1) found.type = named(TYPES, reader.int());
    else if (field === 2) found.type_length = reader.int();
    else if (field === 3) found.repetition_type = named(REPETITIONS, reader.int());
    else if (field === 4) found.name = reader.text();
    else if (field === 5) found.num_children = reader.int();
    else if (field === 6) found.converted_type = orNumber(CONVERTED, reader.int());
    else if (field === 7) found.scale = reader.int();
    else if (field === 10) found.logical_type = logicalType(reader);
    else reader.passOver();
  }
  return found;
}

function logicalType(reader: ThriftReader): { type: string; unit?: TimeUnit } {
  let found: { type: string; unit?: TimeUnit } = { type: 'UNKNOWN' };
  for (let field = reader.next(0); field !== undefined; field = reader.next(field)) {
    found = { type: orNumber(LOGICAL, field) };
    const unit = field === 8 ? timeUnit(reader) : reader.passOver();
    if (unit !== undefined) found.unit = unit;
  }
  return found;
}

function timeUnit(reader: ThriftReader): TimeUnit | undefined {
  let found: TimeUnit | undefined;
  for (let field = reader.next(0); field !== undefined; field = reader.next(field)) {
    if (field !== 2) reader.passOver();
    else {
      for (let unit = reader.next(0); unit !== undefined; unit = reader.next(unit)) {
        found = UNITS[unit] ?? found;
        reader.passOver();
      }
    }
  }
  return found;
}

/** `isNamed` tells of a chunk's bytes whether they name the leaf: of groups whose other chunks nobody compares, nothing. */
function rowGroup(
  reader: ThriftReader,
  wanted: ReadonlySet<number>,
  isNamed: ((leaf: number, start: number, end: number) => boolean) | undefined,
): RowGroup {
  const columns = new Map<number, ColumnMetaData>();
  const paths = new Map<number, string>();
  let width = 0;
  let rows = 0;
  for (let field = reader.next(0); field !== undefined; field = reader.next(field)) {
    if (field === 1) {
      width = reader.list();
      for (let leaf = 0; leaf < width; leaf++) {
        const start = reader.at();
        if (!wanted.has(leaf)) {
          reader.skipStruct();
          if (isNamed === undefined || isNamed(leaf, start, reader.at())) continue;
          reader.back(start);
        }
        const column = columnChunk(reader);
        if (wanted.has(leaf) && column !== undefined) columns.set(leaf, column);
        paths.set(leaf, column?.path ?? '');
      }
    } else if (field === 3) rows = reader.int();
    else reader.passOver();
  }
  return { columns, paths, width, num_rows: rows };
}

function columnChunk(reader: ThriftReader): ColumnMetaData | undefined {
  let found: ColumnMetaData | undefined;
  for (let field = reader.next(0); field !== undefined; field = reader.next(field)) {
    if (field === 3) found = columnMetaData(reader);
    else reader.passOver();
  }
  return found;
}

function columnMetaData(reader: ThriftReader): ColumnMetaData {
  const path: string[] = [];
  const encodings: (Encoding | undefined)[] = [];
  let statistics: Statistics = {};
  let type: PhysicalType | undefined;
  let codec: Codec | undefined;
  let [values, unpacked, packed, dataPage, dictionaryPage] = [-1, -1, -1, -1, 0];
  for (let field = reader.next(0); field !== undefined; field = reader.next(field)) {
    if (field === 1) type = TYPES[reader.int()];
    else if (field === 2)
      for (let left = reader.list(); left > 0; left--) encodings.push(ENCODINGS[reader.int()]);
    else if (field === 3) for (let left = reader.list(); left > 0; left--) path.push(reader.text());
    else if (field === 4) codec = CODECS[reader.int()];
    else if (field === 5) values = reader.int();
    else if (field === 6) unpacked = reader.int();
    else if (field === 7) packed = reader.int();
    else if (field === 9) dataPage = reader.int();
    else if (field === 11) dictionaryPage = reader.int();
    else if (field === 12) statistics = statisticsOf(reader);
    else reader.passOver();
  }
  return {
    path: path.join('.'),
    type,
    codec,
    encodings,
    num_values: values,
    total_uncompressed_size: unpacked,
    total_compressed_size: packed,
    data_page_offset: dataPage,
    dictionary_page_offset: dictionaryPage,
    statistics,
  };
}

function statisticsOf(reader: ThriftReader): Statistics {
  const found: { -readonly [Key in keyof Statistics]: Uint8Array } = {};
  for (let field = reader.next(0); field !== undefined; field = reader.next(field)) {
    if (field === 1) found.max = reader.binary();
    else if (field === 2) found.min = reader.binary();
    else if (field === 5) found.max_value = reader.binary();
    else if (field === 6) found.min_value = reader.binary();
    else reader.passOver();
  }
  return found;
}

function named<T extends string>(names: readonly T[], index: number): T {
  const name = names[index];
  if (name === undefined) throw new RangeError(`a number ${index} that names nothing`);
  return name;
}

const orNumber = (names: Readonly<Record<number, string>>, number: number): string =>
  names[number] ?? String(number);
