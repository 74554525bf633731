import { open, readFile, rm } from 'node:fs/promises';
import {
  Compression,
  EnabledStatistics,
  type RecordBatch,
  readParquet,
  Table,
  transformParquetStream,
  WriterPropertiesBuilder,
  WriterVersion,
} from 'parquet-wasm';
import { allRequired } from './all-required.ts';
import type { Duck } from './duckdb.ts';
import { type Recipe, rowsSql } from './rows.ts';

export interface RustFile {
  readonly rows: number;
  /** `v1`: data pages v1, all OPTIONAL, as parquet-mr by default. `v2`: data pages v2, DELTA encodings, all REQUIRED. */
  readonly pages: 'v1' | 'v2';
  readonly groupRows: number;
  readonly dictionaries: boolean;
}

/** Rows that are in memory at a time, besides the compressed pages of one row group. */
const PART_ROWS = 50_000;
const MIB = 1 << 20;

/** Rows come from DuckDB in small Parquet files; parquet-rs, the nearest relative of AWS's writer on npm, writes them anew. */
export async function writeWithParquetRs(
  path: string,
  file: RustFile,
  recipe: Recipe,
  duck: Duck,
  onRows: (rows: number) => void,
): Promise<void> {
  const stream = streamOf(batches(path, file, recipe, duck, onRows));
  const bytes: ReadableStream<Uint8Array> = await transformParquetStream(stream, propertiesOf(file));
  const target = await open(path, 'w');
  try {
    for await (const chunk of bytes) await target.write(chunk);
  } finally {
    await target.close();
  }
}

async function* batches(
  path: string,
  { rows, pages }: RustFile,
  recipe: Recipe,
  duck: Duck,
  onRows: (rows: number) => void,
): AsyncGenerator<RecordBatch> {
  const part = `${path}.part`;
  for (let first = 0; first < rows; first += PART_ROWS) {
    const end = Math.min(first + PART_ROWS, rows);
    const sql = rowsSql(recipe, first, end, pages === 'v2' ? 'empty' : 'null');
    await duck.run(`COPY (${sql}) TO '${part}' (FORMAT parquet, COMPRESSION uncompressed)`);
    const table = readParquet(await readFile(part), { batchSize: PART_ROWS });
    const wanted = pages === 'v2' ? Table.fromIPCStream(allRequired(table.intoIPCStream())) : table;
    yield* wanted.recordBatches();
    wanted.free();
    onRows(end);
  }
  await rm(part, { force: true });
}

/** Asked for one batch at a time, so that only one is in memory. */
const streamOf = (source: AsyncGenerator<RecordBatch>): ReadableStream<RecordBatch> =>
  new ReadableStream({
    async pull(controller) {
      const next = await source.next();
      if (next.done === true) controller.close();
      else controller.enqueue(next.value);
    },
  });

const propertiesOf = ({ pages, groupRows, dictionaries }: RustFile) =>
  new WriterPropertiesBuilder()
    .setWriterVersion(pages === 'v2' ? WriterVersion.V2 : WriterVersion.V1)
    .setCompression(Compression.SNAPPY)
    .setDictionaryEnabled(dictionaries)
    .setDictionaryPageSizeLimit(MIB)
    .setDataPageSizeLimit(MIB)
    .setStatisticsEnabled(EnabledStatistics.Chunk)
    .setMaxRowGroupSize(groupRows)
    .build();
