import { type ColumnMetaData, parquetMetadata } from 'hyparquet';

const KNOWN_CODECS: readonly string[] = ['UNCOMPRESSED', 'SNAPPY', 'GZIP', 'ZSTD'];

/** Columns in a layout that only the general reader knows, once for each row group that has them so; lower case, sorted. */
export const unknownColumns = (bytes: Uint8Array): readonly string[] =>
  parquetMetadata(new Uint8Array(bytes).buffer)
    .row_groups.flatMap(({ columns }) => [
      ...new Set(
        columns
          .flatMap(({ meta_data }) => meta_data ?? [])
          .filter(isUnknown)
          .map(({ path_in_schema: [name = ''] }) => name.toLowerCase()),
      ),
    ])
    .sort();

const isUnknown = ({ codec, type, encodings }: ColumnMetaData): boolean =>
  !KNOWN_CODECS.includes(codec) ||
  (type === 'FIXED_LEN_BYTE_ARRAY' && encodings.includes('DELTA_BYTE_ARRAY'));
