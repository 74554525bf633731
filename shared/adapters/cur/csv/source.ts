import type { Engine } from '../kernels/engine.ts';
import { SLACK_BYTES } from '../kernels/kernels.ts';
import { CSV_RECORD_BYTES_MAX } from '../limits.ts';
import type { SourceBlock, SourceFile, SourceOptions } from '../source-block.ts';
import { readHeader } from './header.ts';
import { createPlan } from './plan.ts';
import { type CsvReader, createCsvReader } from './reader.ts';
import { type CsvFormat, textChunks } from './text-chunks.ts';
import { createWindow, fill, type TextWindow, unread } from './text-window.ts';

/** How much text is held and read at a time. */
export interface CsvSizes {
  /** Text of one block: more than the longest record or header. A larger one costs memory, a smaller one more blocks. */
  readonly windowBytes: number;
  /** What is copied, split and read before the next of it, so that all happens within the processor's cache. */
  readonly sliceBytes: number;
  readonly recordBytesMax: number;
}

const SIZES: CsvSizes = {
  windowBytes: 16 * 1024 * 1024 - SLACK_BYTES,
  sliceBytes: 128 * 1024,
  recordBytesMax: CSV_RECORD_BYTES_MAX,
};

/**
 * Blocks of a CSV or CSV.gz file as it streams in, each valid until the next one is asked for. Throws Failure `poison`
 * with file and row on what is no CSV and on a bomb, and what `locateColumns` throws.
 */
export async function* csvSourceBlocks(
  engine: Engine,
  source: SourceFile,
  format: CsvFormat,
  options: SourceOptions,
  sizes: CsvSizes = SIZES,
): AsyncGenerator<SourceBlock> {
  const { heap } = engine;
  const bytes = format === 'csv' ? Math.min(sizes.windowBytes, source.bytes + 1) : sizes.windowBytes;
  const window = createWindow(heap, bytes);
  let reader: CsvReader | undefined;

  function* read(last: boolean): Generator<SourceBlock> {
    reader ??= openReader(engine, source.file, window, options, sizes, last);
    if (reader !== undefined) yield* reader.blocks(last);
  }

  try {
    for await (const chunk of textChunks(source, format)) {
      for (let from = 0; from < chunk.length; ) {
        from += fill(heap, window, chunk.subarray(from, from + sizes.sliceBytes));
        yield* read(false);
      }
    }
    yield* read(true);
  } finally {
    reader?.free();
    heap.free(window.at);
  }
}

/** Undefined while there is no whole header line in the window. */
function openReader(
  engine: Engine,
  file: string,
  window: TextWindow,
  options: SourceOptions,
  { recordBytesMax }: CsvSizes,
  last: boolean,
): CsvReader | undefined {
  const { heap } = engine;
  const header = readHeader(file, unread(heap, window), last, recordBytesMax);
  if (header === undefined) return undefined;
  window.from += header.next;
  const plan = createPlan(heap, file, header.names, options);
  return createCsvReader(engine, plan, window, options, recordBytesMax);
}
