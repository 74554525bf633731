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
  /** Paths by index of the leaf: of the first group's columns all. */
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

/**
 * Parses a footer. `wants` is asked for the leaves by index once the schema is known; of the first row group's other chunks
 * the names are kept so that they can be compared, all else is skipped as bytes. Throws RangeError on what makes no sense.
 */
export function parseMetadata(
  footer: Uint8Array,
  wants: (schema: readonly SchemaElement[], rows: number) => (leaf: number) => boolean,
): FileMetaData {
  const reader = createThriftReader(footer);
  const schema: SchemaElement[] = [];
  const groups: RowGroup[] = [];
  let rows = 0;
  let wanted: ((leaf: number) => boolean) | undefined;
  reader.struct((field) => {
    if (field === 2) reader.list(() => schema.push(schemaElement(reader)));
    else if (field === 3) rows = reader.int();
    else if (field === 4) {
      wanted ??= wants(schema, rows);
      const isWanted = wanted;
      reader.list((index) => groups.push(rowGroup(reader, isWanted, index === 0)));
    } else return false;
    return true;
  });
  // A file without row groups may still lack columns.
  wanted ??= wants(schema, rows);
  return { schema, num_rows: rows, row_groups: groups };
}

function schemaElement(reader: ThriftReader): SchemaElement {
  const found: { -readonly [Key in keyof SchemaElement]: SchemaElement[Key] } = { name: '', num_children: 0 };
  reader.struct((field) => {
    if (field === 1) found.type = named(TYPES, reader.int());
    else if (field === 2) found.type_length = reader.int();
    else if (field === 3) found.repetition_type = named(REPETITIONS, reader.int());
    else if (field === 4) found.name = reader.text();
    else if (field === 5) found.num_children = reader.int();
    else if (field === 6) found.converted_type = orNumber(CONVERTED, reader.int());
    else if (field === 7) found.scale = reader.int();
    else if (field === 10) found.logical_type = logicalType(reader);
    else return false;
    return true;
  });
  return found;
}

function logicalType(reader: ThriftReader): { type: string; unit?: TimeUnit } {
  let found: { type: string; unit?: TimeUnit } = { type: 'UNKNOWN' };
  reader.struct((field) => {
    found = { type: orNumber(LOGICAL, field) };
    if (field !== 8) return false;
    reader.struct((part) => {
      if (part !== 2) return false;
      reader.struct((unit) => {
        const name = UNITS[unit];
        if (name !== undefined) found.unit = name;
        return false;
      });
      return true;
    });
    return true;
  });
  return found;
}

function rowGroup(reader: ThriftReader, wants: (leaf: number) => boolean, isFirst: boolean): RowGroup {
  const columns = new Map<number, ColumnMetaData>();
  const paths = new Map<number, string>();
  let width = 0;
  let rows = 0;
  reader.struct((field) => {
    if (field === 1) {
      reader.list((leaf) => {
        width = leaf + 1;
        const wanted = wants(leaf);
        if (!wanted && !isFirst) return reader.skipStruct();
        reader.struct((part) => {
          if (part !== 3) return false;
          if (wanted) columns.set(leaf, columnMetaData(reader));
          paths.set(leaf, columns.get(leaf)?.path ?? pathInMetaData(reader));
          return true;
        });
      });
    } else if (field === 3) rows = reader.int();
    else return false;
    return true;
  });
  return { columns, paths, width, num_rows: rows };
}

function pathInMetaData(reader: ThriftReader): string {
  const path: string[] = [];
  reader.struct((field) => {
    if (field !== 3) return false;
    reader.list(() => path.push(reader.text()));
    return true;
  });
  return path.join('.');
}

function columnMetaData(reader: ThriftReader): ColumnMetaData {
  const path: string[] = [];
  const encodings: (Encoding | undefined)[] = [];
  let statistics: Statistics = {};
  let type: PhysicalType | undefined;
  let codec: Codec | undefined;
  const sizes = new Map<number, number>();
  reader.struct((field) => {
    if (field === 1) type = TYPES[reader.int()];
    else if (field === 2) reader.list(() => encodings.push(ENCODINGS[reader.int()]));
    else if (field === 3) reader.list(() => path.push(reader.text()));
    else if (field === 4) codec = CODECS[reader.int()];
    else if ([5, 6, 7, 9, 11].includes(field)) sizes.set(field, reader.int());
    else if (field === 12) statistics = statisticsOf(reader);
    else return false;
    return true;
  });
  return {
    path: path.join('.'),
    type,
    codec,
    encodings,
    num_values: sizes.get(5) ?? -1,
    total_uncompressed_size: sizes.get(6) ?? -1,
    total_compressed_size: sizes.get(7) ?? -1,
    data_page_offset: sizes.get(9) ?? -1,
    dictionary_page_offset: sizes.get(11) ?? 0,
    statistics,
  };
}

function statisticsOf(reader: ThriftReader): Statistics {
  const found: { -readonly [Key in keyof Statistics]: Uint8Array } = {};
  reader.struct((field) => {
    if (field === 1) found.max = reader.binary();
    else if (field === 2) found.min = reader.binary();
    else if (field === 5) found.max_value = reader.binary();
    else if (field === 6) found.min_value = reader.binary();
    else return false;
    return true;
  });
  return found;
}

function named<T extends string>(names: readonly T[], index: number): T {
  const name = names[index];
  if (name === undefined) throw new RangeError(`a number ${index} that names nothing`);
  return name;
}

const orNumber = (names: Readonly<Record<number, string>>, number: number): string =>
  names[number] ?? String(number);
