import { gzipSync, zstdCompressSync } from 'node:zlib';
import type { SchemaElement } from 'hyparquet';
import { ByteWriter, type ColumnSource, parquetWrite } from 'hyparquet-writer';
import { CUR, type CurWord } from '../../shared/adapters/cur/columns.ts';
import { DECIMALS, type TableLayout } from './draw-layout.ts';
import { mapJson, type RawRow, type RawValue } from './raw-row.ts';

/** Groups cost more time than rows. */
const GROUPS_MAX = 12;

/** Rows as one Parquet file of hyparquet-writer's. */
export function tableBytes(rows: readonly RawRow[], layout: TableLayout): Uint8Array {
  const writer = new ByteWriter();
  parquetWrite({
    writer,
    columnData: layout.words.map((word) => column(word, rows, layout)),
    schema: [
      { name: 'root', num_children: layout.words.length },
      ...layout.words.flatMap((word) => elements(word, layout)),
    ],
    codec: layout.codec,
    compressors: {
      GZIP: (bytes) => new Uint8Array(gzipSync(bytes)),
      ZSTD: (bytes) => new Uint8Array(zstdCompressSync(bytes)),
    },
    rowGroupSize: Math.max(layout.rowsPerGroup, Math.ceil(rows.length / GROUPS_MAX)),
    pageSize: layout.pageBytes,
    statistics: layout.pageBytes < 1_000,
  });
  return new Uint8Array(writer.getBytes());
}

const nameOf = (word: CurWord, { upperCase }: TableLayout): string =>
  upperCase ? CUR[word].name.toUpperCase() : CUR[word].name;

const isTextLayout = (word: CurWord, layout: TableLayout): boolean => {
  switch (CUR[word].type) {
    case 'text':
      return true;
    case 'money':
      return layout.costs === 'text';
    case 'amount':
      return layout.amounts === 'text';
    case 'time':
      return layout.times === 'text';
    case 'map':
      return layout.maps === 'text';
  }
};

function elements(word: CurWord, layout: TableLayout): SchemaElement[] {
  const name = nameOf(word, layout);
  if (isTextLayout(word, layout)) {
    const repetition_type = layout.required && CUR[word].type === 'text' ? 'REQUIRED' : 'OPTIONAL';
    return [{ name, type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type }];
  }
  const optional = { name, repetition_type: 'OPTIONAL' } as const;
  switch (CUR[word].type) {
    case 'time':
      return [{ ...optional, ...timeElement(layout) }];
    case 'money':
      return [{ ...optional, ...costElement(layout) }];
    case 'map':
      return [
        { ...optional, converted_type: 'MAP', num_children: 1 },
        { name: 'key_value', repetition_type: 'REPEATED', num_children: 2 },
        { name: 'key', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'REQUIRED' },
        { name: 'value', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
      ];
    default:
      return [{ ...optional, type: 'DOUBLE' }];
  }
}

const timeElement = ({
  times,
}: TableLayout): Pick<SchemaElement, 'type' | 'converted_type' | 'logical_type'> =>
  times === 'nanos'
    ? { type: 'INT64', logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'NANOS' } }
    : { type: 'INT64', converted_type: times === 'micros' ? 'TIMESTAMP_MICROS' : 'TIMESTAMP_MILLIS' };

function costElement({ costs }: TableLayout): Partial<SchemaElement> & Pick<SchemaElement, 'type'> {
  if (costs === 'double' || costs === 'text') return { type: 'DOUBLE' };
  const { scale, digits: precision } = DECIMALS[costs];
  const decimal = { converted_type: 'DECIMAL', scale, precision } as const;
  if (costs === 'decimal128') return { ...decimal, type: 'FIXED_LEN_BYTE_ARRAY', type_length: 16 };
  return { ...decimal, type: costs === 'decimal64' ? 'INT64' : 'INT32' };
}

function column(word: CurWord, rows: readonly RawRow[], layout: TableLayout): ColumnSource {
  const encoding = encodingOf(word, layout);
  return {
    name: nameOf(word, layout),
    data: rows.map((row) => stored(word, row[word], layout)),
    ...(encoding === 'by size' ? {} : { encoding }),
  };
}

function encodingOf(word: CurWord, layout: TableLayout): NonNullable<ColumnSource['encoding']> | 'by size' {
  if (CUR[word].type === 'map' || isTextLayout(word, layout)) return layout.strings;
  if (layout.numbers !== 'BYTE_STREAM_SPLIT') return layout.numbers;
  if (CUR[word].type === 'time') return 'DELTA_BINARY_PACKED';
  return CUR[word].type === 'money' && layout.costs !== 'double' ? 'PLAIN' : 'BYTE_STREAM_SPLIT';
}

function stored(word: CurWord, value: RawValue, layout: TableLayout): unknown {
  const text = isTextLayout(word, layout);
  if (value === null) return text && layout.required && CUR[word].type === 'text' ? '' : null;
  if (Array.isArray(value)) return text ? mapJson(value) : value.map((entry) => [...entry]);
  switch (CUR[word].type) {
    case 'time':
      return text ? new Date(Number(value)).toISOString() : new Date(Number(value));
    case 'amount':
      return text ? String(value) : value;
    case 'money':
      return text ? value : costValue(String(value), layout);
    default:
      return value;
  }
}

function costValue(text: string, { costs }: TableLayout): number | bigint {
  if (costs === 'double' || costs === 'text') return Number(text);
  const [whole = '', fraction = ''] = text.split('.');
  return BigInt(`${whole}${fraction.padEnd(DECIMALS[costs].scale, '0')}`);
}
