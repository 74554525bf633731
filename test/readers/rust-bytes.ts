import { parquetMetadata } from 'hyparquet';
import {
  Compression,
  EnabledStatistics,
  readParquet,
  WriterPropertiesBuilder,
  WriterVersion,
  writeParquet,
} from 'parquet-wasm/node';
import { CUR } from '../../shared/adapters/cur/columns.ts';
import type { RustLook } from './draw-layout.ts';

/** The rows of a Parquet file as parquet-wasm writes them. It refuses maps of a file without rows: such a file stays. */
export function rustBytes(bytes: Uint8Array, look: RustLook): Uint8Array {
  const { num_rows, schema } = parquetMetadata(new Uint8Array(bytes).buffer);
  if (num_rows === 0n) return bytes;
  let properties = new WriterPropertiesBuilder()
    .setWriterVersion(look.pages === 1 ? WriterVersion.V1 : WriterVersion.V2)
    .setDictionaryEnabled(look.dictionaries)
    .setStatisticsEnabled(look.statistics ? EnabledStatistics.Page : EnabledStatistics.None)
    .setMaxRowGroupSize(look.rowsPerGroup)
    .setDataPageSizeLimit(look.pageBytes)
    .setDictionaryPageSizeLimit(look.pageBytes)
    // Sizes of pages are looked at once a batch.
    .setWriteBatchSize(10)
    .setCompression(Compression[look.codec]);
  for (const [word, codec] of look.columnCodecs) {
    const name = schema.find((element) => element.name.toLowerCase() === CUR[word].name)?.name;
    if (name !== undefined) properties = properties.setColumnCompression(name, Compression[codec]);
  }
  return writeParquet(readParquet(bytes), properties.build());
}
