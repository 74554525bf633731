import { createBytePool } from '../byte-pool.ts';
import type { Engine } from '../kernels/engine.ts';
import { createScratch } from '../scratch.ts';
import type { SourceBlock, SourceFile, SourceOptions } from '../source-block.ts';
import type { Decoder } from './column.ts';
import { createFileState, type FileState } from './file-state.ts';
import { readFooter } from './footer.ts';
import { createGroupBytes, type GroupBytes } from './group-bytes.ts';
import type { FileMetaData } from './metadata.ts';
import { createPageReader } from './pages.ts';
import { coreColumns, rowGroupBlock } from './row-group.ts';

/**
 * One block a row group; only the needed columns are fetched, and those of Bedrock's rows only where there are any. The
 * next group's bytes are on their way while one is decoded. `pagesOf` decides which layouts are known: all others go
 * through the general reader.
 */
export async function* parquetSourceBlocks(
  engine: Engine,
  source: SourceFile,
  options: SourceOptions,
  pagesOf: typeof createPageReader = createPageReader,
): AsyncGenerator<SourceBlock> {
  const { file, bytes } = source;
  const footer = await readFooter(file, bytes, source.read);
  const { metadata, sources, read } = footer;
  const scratch = createScratch(engine.heap);
  const decoder: Decoder = { engine, scratch, pages: pagesOf(engine, scratch) };
  const state = createFileState(source, footer, decoder, options);
  const groups = metadata.row_groups.filter((group) => group.num_rows > 0);
  const pool = createBytePool();
  const bytesOf = (index: number): GroupBytes | undefined => {
    const group = groups[index];
    return group && createGroupBytes(file, bytes, sources, group, read, pool);
  };
  try {
    yield* blocksOf(state, metadata, bytesOf);
  } finally {
    state.free();
    scratch.free();
  }
}

async function* blocksOf(
  state: FileState,
  metadata: FileMetaData,
  bytesOf: (index: number) => GroupBytes | undefined,
): AsyncGenerator<SourceBlock> {
  let firstRow = 1;
  let here = bytesOf(0);
  let index = 0;
  // What one group was asked for, the others will most likely be asked for too.
  let likely = coreColumns(state);
  for (const { num_rows: rows } of metadata.row_groups) {
    if (rows === 0 || here === undefined) continue;
    await here.fetch(coreColumns(state));
    index += 1;
    const next = bytesOf(index);
    void next?.fetch(likely).catch(() => undefined);
    const block = await rowGroupBlock(state, here, firstRow, rows);
    try {
      yield block;
    } finally {
      block.free();
    }
    likely = here.asked();
    here.free();
    here = next;
    firstRow += rows;
  }
}
