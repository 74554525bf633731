import type { Hour } from '../domain/base/instant.ts';
import { PAYER } from './company.ts';
import { dataKey, manifestKeys, manifestText, type Place, type Visit } from './layout.ts';
import { DEFAULT_LOOK, type ParquetLook } from './parquet-leaf.ts';
import type { RowBlock, Series } from './series.ts';
import { createTally, type DeliveryTruth } from './truth.ts';
import { csvHeader, csvRows, gzipTexts } from './write-csv.ts';
import { createParquetFile } from './write-parquet.ts';

/** A full restatement of one month so far, as a plan: rows are made when they are asked for. */
export interface SyntheticDelivery extends Visit {
  readonly invoiceId: string | null;
  readonly dataThrough: Hour;
  readonly series: readonly Series[];
  /** May be asked for more than once and gives the same rows each time. */
  readonly blocks: () => Iterable<RowBlock>;
}

export interface Sink {
  put(key: string, bytes: Uint8Array): Promise<void>;
}

export interface WriteOptions extends Place {
  readonly rowsPerFile: number;
  readonly look?: Partial<ParquetLook>;
  /** Overwrite mode: chunks that the period had before; surplus ones are emptied, not deleted, as AWS does. */
  readonly chunksBefore?: number;
}

export interface WrittenDelivery extends DeliveryTruth {
  readonly dataKeys: readonly string[];
  readonly manifestKeys: readonly string[];
}

/** Data files first and the manifest last, as AWS delivers. Holds one file in memory at a time. */
export async function writeDelivery(
  delivery: SyntheticDelivery,
  options: WriteOptions,
  sink: Sink,
  onProgress: (rows: number) => void = () => {},
): Promise<WrittenDelivery> {
  const tally = createTally();
  const counted = tallied(delivery, tally.add, onProgress);
  const files =
    options.format === 'csv'
      ? csvFiles(delivery, options, counted)
      : parquetFiles(delivery, options, counted);
  const dataKeys: string[] = [];
  for await (const bytes of files) {
    const key = dataKey(options, delivery, dataKeys.length + 1);
    await sink.put(key, bytes);
    dataKeys.push(key);
  }
  for (let chunk = dataKeys.length + 1; chunk <= (options.chunksBefore ?? 0); chunk += 1) {
    await sink.put(dataKey(options, delivery, chunk), new Uint8Array(0));
  }
  const keys = manifestKeys(options, delivery);
  const manifest = new TextEncoder().encode(manifestText(options, delivery, PAYER.id, dataKeys));
  for (const key of keys) await sink.put(key, manifest);
  return { ...tally.truth(delivery), dataKeys, manifestKeys: keys };
}

function* tallied(
  delivery: SyntheticDelivery,
  add: (series: readonly Series[], block: RowBlock) => void,
  onProgress: (rows: number) => void,
): Generator<RowBlock> {
  let rows = 0;
  for (const block of delivery.blocks()) {
    add(delivery.series, block);
    yield block;
    rows += block.rows;
    onProgress(rows);
  }
}

/** A part of a block that goes into one file. */
interface Slice {
  readonly block: RowBlock;
  readonly from: number;
  readonly to: number;
}

/** Slices of at most `step` rows; `last` marks the end of a file of `rowsPerFile` rows. */
function* slices(
  blocks: Iterable<RowBlock>,
  rowsPerFile: number,
  step: number,
): Generator<Slice & { readonly last: boolean }> {
  let room = rowsPerFile;
  for (const block of blocks) {
    for (let from = 0; from < block.rows; ) {
      const to = Math.min(block.rows, from + Math.min(room, step));
      room -= to - from;
      yield { block, from, to, last: room === 0 };
      if (room === 0) room = rowsPerFile;
      from = to;
    }
  }
}

function* parquetFiles(
  delivery: SyntheticDelivery,
  { rowsPerFile, look }: WriteOptions,
  blocks: Iterable<RowBlock>,
): Generator<Uint8Array> {
  const full = { ...DEFAULT_LOOK, ...look };
  const start = () =>
    createParquetFile(delivery, { ...full, rowsPerGroup: Math.min(full.rowsPerGroup, rowsPerFile) });
  let file = start();
  let written = 0;
  for (const { block, from, to, last } of slices(blocks, rowsPerFile, rowsPerFile)) {
    file.append(delivery.series, block, from, to);
    if (!last) continue;
    yield file.finish();
    written += 1;
    file = start();
  }
  if (file.rows() > 0 || written === 0) yield file.finish();
}

const CSV_STEP = 4096;

async function* csvFiles(
  delivery: SyntheticDelivery,
  { rowsPerFile }: WriteOptions,
  blocks: Iterable<RowBlock>,
): AsyncGenerator<Uint8Array> {
  const rest = slices(blocks, rowsPerFile, CSV_STEP);
  const rowsText = csvRows(delivery);
  let next = rest.next();
  let written = 0;
  while (!next.done || written === 0) {
    yield await gzipTexts(fileTexts());
    written += 1;
  }
  function* fileTexts(): Generator<string> {
    yield csvHeader();
    while (!next.done) {
      const { block, from, to, last } = next.value;
      yield rowsText(delivery.series, block, from, to);
      next = rest.next();
      if (last) return;
    }
  }
}
