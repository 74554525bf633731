import type { CurWord } from '../../../shared/adapters/cur/columns.ts';
import type { HeapGroups } from '../../../shared/adapters/cur/kernels/heap-groups.ts';
import { readAmounts } from '../../../shared/adapters/cur/parquet/amounts.ts';
import { boundsOf } from '../../../shared/adapters/cur/parquet/claims.ts';
import { readCodes } from '../../../shared/adapters/cur/parquet/codes.ts';
import type { ColumnBytes } from '../../../shared/adapters/cur/parquet/column.ts';
import { readDoubles } from '../../../shared/adapters/cur/parquet/doubles.ts';
import type { FileState } from '../../../shared/adapters/cur/parquet/file-state.ts';
import type { GroupBytes } from '../../../shared/adapters/cur/parquet/group-bytes.ts';
import type { Leaf } from '../../../shared/adapters/cur/parquet/schema.ts';
import { readTimes } from '../../../shared/adapters/cur/parquet/times.ts';
import { type Blocks, createBlocks } from '../../../shared/adapters/cur/scratch.ts';
import type { Selection } from '../../../shared/adapters/cur/source-block.ts';
import { PRODUCT } from './answer.ts';

/** A row group of a file, and how to get at its stored columns. */
export interface RowsToAdd {
  readonly state: FileState;
  readonly newBytes: () => GroupBytes;
  readonly firstRow: number;
  readonly rows: number;
  /** Whether groups are also by the team's tag. */
  readonly withTag: boolean;
}

/** Bits of the key: hour, principal, team, usage type. */
const SHIFTS = [0, 12, 32, 46] as const;

/** Adds Bedrock's rows of one row group to the groups of q1, a column at a time. */
export async function addRowGroup(of: RowsToAdd, groups: HeapGroups): Promise<void> {
  const { state, rows } = of;
  const { decoder } = state;
  const { kernels } = decoder.engine;
  const blocks = createBlocks(decoder.engine.heap);
  const selection = await bedrockRows(of, blocks);
  /** Packs a column of codes into the keys, and lets go of it. */
  const pack = async (at: number, codesOf: (own: Blocks) => Promise<number>): Promise<void> => {
    const own = createBlocks(decoder.engine.heap);
    kernels.packKeys(keys, await codesOf(own), selection.count, SHIFTS[at]!, at === 0 ? 1 : 0);
    own.free();
  };
  const codes = (word: CurWord) => (own: Blocks) =>
    withColumn(of, word, (column) => readCodes(decoder, column, state.tableOf(word), own, selection));
  const hours = (own: Blocks) =>
    withColumn(
      of,
      'chargePeriodStart',
      (column) => readTimes(decoder, column, state.timesOf('chargePeriodStart'), own, selection).codes,
    );

  // The columns of many bytes first, while little else is there.
  const teams = of.withTag ? await teamCodes(of, selection, blocks) : undefined;
  const costs = await withColumn(of, 'unblendedCost', (column) =>
    readDoubles(decoder, column, boundsOf(column), blocks, selection),
  );
  if (kernels.picoOfDoubles(costs, selection.count, costs) > 0)
    throw new Error(`a cost among ${rows} is no whole number of picodollars`);
  const amounts = await withColumn(of, 'usageAmount', (column) =>
    readAmounts(decoder, column, () => state.tableOf('usageAmount'), selection, blocks),
  );
  const keys = blocks.alloc(selection.count * 8);
  await pack(0, hours);
  await pack(1, codes('iamPrincipal'));
  if (teams !== undefined) await pack(2, async () => teams);
  await pack(3, codes('usageType'));
  groups.add(keys, costs, amounts, selection.count);
  blocks.free();
}

async function bedrockRows(of: RowsToAdd, blocks: Blocks): Promise<Selection> {
  const { state, rows } = of;
  const { heap, kernels } = state.decoder.engine;
  const own = createBlocks(heap);
  const products = state.tableOf('productCode');
  const codes = await withColumn(of, 'productCode', (column) =>
    readCodes(state.decoder, column, products, blocks),
  );
  const wanted = products.codeOfText(PRODUCT);
  const marks = own.zeros(products.size());
  heap.views.u8[marks + wanted] = 1;
  // The rows take the place of the codes.
  const count = kernels.selectMarked(codes, rows, marks, codes);
  heap.trim(codes, count * 4);
  own.free();
  return { rows: codes, count };
}

/** The team tag of the selected rows. */
async function teamCodes(of: RowsToAdd, selection: Selection, blocks: Blocks): Promise<number> {
  const { state } = of;
  const source = state.sources.get('tags');
  if (source?.shape !== 'map') throw new Error('tags is not a map');
  const bytes = of.newBytes();
  await bytes.fetch(['tags']);
  const value = () => inHeap(of, bytes, 'tags', source.value);
  const [team] = state.mapOf('tags').read(inHeap(of, bytes, 'tags', source.key), value, selection, blocks);
  bytes.free();
  state.decoder.scratch.free();
  return team?.column.codes ?? blocks.zeros(selection.count * 4);
}

/** Fetches one column and lets go of its bytes once it is decoded. */
async function withColumn<T>(of: RowsToAdd, word: CurWord, decode: (column: ColumnBytes) => T): Promise<T> {
  const source = of.state.sources.get(word);
  if (source?.shape !== 'leaf') throw new Error(`${word} is not a column`);
  const bytes = of.newBytes();
  await bytes.fetch([word]);
  const decoded = decode(inHeap(of, bytes, word, source.leaf));
  bytes.free();
  of.state.decoder.scratch.free();
  return decoded;
}

function inHeap(
  { state, firstRow, rows }: RowsToAdd,
  bytes: GroupBytes,
  word: CurWord,
  leaf: Leaf,
): ColumnBytes {
  const { engine, scratch } = state.decoder;
  const { chunk, bytes: stored } = bytes.chunk(leaf);
  const place = { file: state.file, column: word, firstRow, rows, chunk };
  if (stored.buffer === engine.heap.views.u8.buffer)
    return { ...place, bytes: { at: stored.byteOffset, bytes: stored.length } };
  const at = scratch.take('chunkBytes', stored.length);
  engine.heap.views.u8.set(stored, at);
  return { ...place, bytes: { at, bytes: stored.length } };
}
