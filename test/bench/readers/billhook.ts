import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { createBytePool } from '../../../shared/adapters/cur/byte-pool.ts';
import type { CurWord } from '../../../shared/adapters/cur/columns.ts';
import { createEngine, type Engine } from '../../../shared/adapters/cur/kernels/engine.ts';
import { createHeapGroups } from '../../../shared/adapters/cur/kernels/heap-groups.ts';
import { readAmounts } from '../../../shared/adapters/cur/parquet/amounts.ts';
import { boundsOf } from '../../../shared/adapters/cur/parquet/claims.ts';
import { readCodes } from '../../../shared/adapters/cur/parquet/codes.ts';
import type { ColumnBytes, Decoder } from '../../../shared/adapters/cur/parquet/column.ts';
import { readDoubles } from '../../../shared/adapters/cur/parquet/doubles.ts';
import { createFileState, type FileState } from '../../../shared/adapters/cur/parquet/file-state.ts';
import { readFooter } from '../../../shared/adapters/cur/parquet/footer.ts';
import { createGroupBytes, type GroupBytes } from '../../../shared/adapters/cur/parquet/group-bytes.ts';
import { createPageReader } from '../../../shared/adapters/cur/parquet/pages.ts';
import type { Leaf } from '../../../shared/adapters/cur/parquet/schema.ts';
import { readTimes } from '../../../shared/adapters/cur/parquet/times.ts';
import { createBlocks, createScratch } from '../../../shared/adapters/cur/scratch.ts';
import type { ReadRange } from '../../../shared/ports/charge-source.ts';
import { type Answer, PRODUCT, programArguments, report, TEAM_KEY } from './answer.ts';

/** The columns of q1 in the words of the reader. */
const WORDS: readonly CurWord[] = [
  'productCode',
  'iamPrincipal',
  'usageType',
  'chargePeriodStart',
  'unblendedCost',
  'usageAmount',
  'tags',
];

/** Bits of the group's key: hour, principal, team, usage type. */
const SHIFTS = [0, 12, 32, 46] as const;

async function answer(
  path: string,
  engine: Engine,
  groups: ReturnType<typeof createHeapGroups>,
): Promise<Answer> {
  const descriptor = openSync(path, 'r');
  const read: ReadRange = async (start, end, into) => {
    const bytes = into ?? new Uint8Array(end - start);
    readSync(descriptor, bytes, 0, bytes.length, start);
    return bytes;
  };
  const size = statSync(path).size;
  const footer = await readFooter(path, size, read);
  const scratch = createScratch(engine.heap);
  const decoder: Decoder = { engine, scratch, pages: createPageReader(engine, scratch) };
  const options = { cost: 'unblended', wantsTag: (key: string) => key === TEAM_KEY } as const;
  const state = createFileState({ file: path, bytes: size, read }, footer, decoder, options);
  groups.clear();
  const pool = createBytePool();
  let firstRow = 1;
  for (const group of footer.metadata.row_groups) {
    const bytes = createGroupBytes(path, size, footer.sources, group, footer.read, pool);
    await bytes.fetch(WORDS);
    addGroup(state, bytes, firstRow, group.num_rows, groups);
    bytes.free();
    firstRow += group.num_rows;
  }
  state.free();
  scratch.free();
  closeSync(descriptor);
  return total(groups);
}

function addGroup(
  state: FileState,
  bytes: GroupBytes,
  firstRow: number,
  rows: number,
  groups: ReturnType<typeof createHeapGroups>,
): void {
  const { decoder } = state;
  const { heap, kernels } = decoder.engine;
  const blocks = createBlocks(heap);
  const column = (word: CurWord, leaf: Leaf, into = 'chunkBytes'): ColumnBytes => {
    const { chunk, bytes: stored } = bytes.chunk(leaf);
    const at = decoder.scratch.take(into, stored.length);
    heap.views.u8.set(stored, at);
    return { file: state.file, column: word, firstRow, rows, chunk, bytes: { at, bytes: stored.length } };
  };
  const leaf = (word: CurWord): Leaf => {
    const source = state.sources.get(word);
    if (source?.shape !== 'leaf') throw new Error(`${word} is not a column`);
    return source.leaf;
  };

  const products = state.tableOf('productCode');
  const codes = readCodes(decoder, column('productCode', leaf('productCode')), products, blocks);
  const marks = blocks.zeros(products.size());
  heap.views.u8[marks + products.codeOfText(PRODUCT)] = 1;
  const at = blocks.alloc(rows * 4);
  const selection = { rows: at, count: kernels.selectMarked(codes, rows, marks, at) };
  const picked = (word: 'iamPrincipal' | 'usageType') =>
    readCodes(decoder, column(word, leaf(word)), state.tableOf(word), blocks, selection);

  const start = column('chargePeriodStart', leaf('chargePeriodStart'));
  const hours = readTimes(decoder, start, state.timesOf('chargePeriodStart'), blocks, selection).codes;
  const [principals, usageTypes] = [picked('iamPrincipal'), picked('usageType')];
  const tags = state.sources.get('tags');
  if (tags?.shape !== 'map') throw new Error('tags is not a map');
  const teams = state
    .mapOf('tags')
    .read(column('tags', tags.key, 'keyBytes'), column('tags', tags.value), selection, blocks)[0]
    ?.column.codes;
  const cost = column('unblendedCost', leaf('unblendedCost'));
  const costs = readDoubles(decoder, cost, boundsOf(cost), blocks, selection);
  const pico = blocks.alloc(selection.count * 8);
  if (kernels.picoOfDoubles(costs, selection.count, pico) > 0)
    throw new Error('a cost is no whole picodollars');
  const amounts = readAmounts(
    decoder,
    column('usageAmount', leaf('usageAmount')),
    () => state.tableOf('usageAmount'),
    selection,
    blocks,
  );
  const keys = blocks.alloc(selection.count * 8);
  const blank = teams ?? blocks.zeros(selection.count * 4);
  for (const [index, of] of [hours, principals, blank, usageTypes].entries())
    kernels.packKeys(keys, of, selection.count, SHIFTS[index]!, index === 0 ? 1 : 0);
  groups.add(keys, pico, amounts, selection.count);
  blocks.free();
}

function total(groups: ReturnType<typeof createHeapGroups>): Answer {
  const { pico, amounts, rows } = groups.sums();
  const sum = { groups: rows.length, rows: 0, cost: 0, usage: 0 };
  for (let i = 0; i < rows.length; i++) {
    sum.rows += rows[i]!;
    sum.cost += Number(pico[i]!) / 1e12;
    sum.usage += amounts[i]!;
  }
  return sum;
}

const given = programArguments();
const engine = createEngine(given.flags.kernels === 'twin' ? 'twin' : 'wasm');
const groups = createHeapGroups(engine);
await report(() => answer(given.file, engine, groups), given);
