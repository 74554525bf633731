import { poison } from '../../../domain/base/failure.ts';
import type { LateFact } from '../../../domain/charge/late-facts.ts';
import { CUR, type CurWord, PRODUCT_MODEL_KEY, PRODUCT_NAME_KEY } from '../columns.ts';
import { notAMap } from '../map-text.ts';
import { asPoison, notOf } from '../refusal.ts';
import { type Blocks, createBlocks } from '../scratch.ts';
import {
  CORE_WORDS,
  type CodedColumn,
  type CoreColumns,
  DETAIL_WORDS,
  type DetailColumns,
  NAMING_WORDS,
  type NamingColumns,
  type Selection,
  type SourceBlock,
  type TimeColumn,
} from '../source-block.ts';
import { readAmounts } from './amounts.ts';
import { readCodes } from './codes.ts';
import { type ColumnBytes, placeOf } from './column.ts';
import { readCosts } from './costs.ts';
import type { FileState } from './file-state.ts';
import type { GroupBytes } from './group-bytes.ts';
import { type Leaf, leavesOfSource } from './schema.ts';
import { skimStruct } from './thrift-skim.ts';
import { readTimes } from './times.ts';
import { UnsupportedError } from './unsupported.ts';

export const CORE_COLUMNS: readonly CurWord[] = [...CORE_WORDS, 'chargePeriodStart', 'unblendedCost'];
const NAMING_COLUMNS: readonly CurWord[] = ['servicecode', 'operation', 'product'];
const DETAIL_COLUMNS: readonly CurWord[] = [
  ...DETAIL_WORDS.filter((word) => word !== 'productName' && word !== 'productModel'),
  'product',
  'chargePeriodEnd',
  'usageAmount',
];

/** The columns that every row group is asked for. */
export const coreColumns = ({ options }: FileState): readonly CurWord[] =>
  options.cost === 'net' ? [...CORE_COLUMNS, 'netUnblendedCost'] : CORE_COLUMNS;

/** One row group as a block: the core columns are decoded at once, their bytes must be there. */
export async function rowGroupBlock(
  state: FileState,
  bytes: GroupBytes,
  firstRow: number,
  rows: number,
): Promise<SourceBlock> {
  const { decoder } = state;
  const { heap } = decoder.engine;
  const blocks = createBlocks(heap);
  const column = createColumns(state, bytes, firstRow, rows);
  const blank = (count: number): CodedColumn => ({
    codes: blocks.zeros(count * 4),
    table: state.tableOf('lineItemType'),
  });

  function text(word: CurWord, count: number, selection?: Selection): CodedColumn {
    const source = state.sources.get(word);
    if (source?.shape !== 'leaf') return blank(count);
    const table = state.tableOf(word);
    return { codes: readCodes(decoder, column(word, source.leaf), table, blocks, selection), table };
  }

  /** Keys of a map column by selected row, however it is stored; none where the file lacks the column. */
  function keys(word: CurWord, selection: Selection) {
    const source = state.sources.get(word);
    if (source === undefined) return [];
    if (source.shape === 'map') {
      const value = () => column(word, source.value);
      return state.mapOf(word).read(column(word, source.key), value, selection, blocks);
    }
    return state
      .mapTextOf(word)
      .pick(text(word, selection.count, selection), selection.count, blocks, (index, found) => {
        const row = heap.views.i32[(selection.rows >> 2) + index]!;
        throw notAMap(state.file, firstRow + row, CUR[word].name, found);
      });
  }

  const products = new Map<number, ReturnType<typeof keys>>();
  function product(name: string, selection: Selection): CodedColumn {
    const known = products.get(selection.rows) ?? keys('product', selection);
    products.set(selection.rows, known);
    return known.find(({ key }) => key === name)?.column ?? blank(selection.count);
  }

  async function naming(selection: Selection): Promise<NamingColumns> {
    await bytes.fetch(NAMING_COLUMNS);
    const of = (word: (typeof NAMING_WORDS)[number]) =>
      word === 'productName' ? product(PRODUCT_NAME_KEY, selection) : text(word, selection.count, selection);
    return known(() => ({ texts: record(NAMING_WORDS, of) }));
  }

  async function detail(selection: Selection): Promise<DetailColumns> {
    const tags: CurWord = state.sources.has('tags') ? 'tags' : 'resourceTags';
    await bytes.fetch([...DETAIL_COLUMNS, tags]);
    const of = (word: (typeof DETAIL_WORDS)[number]) => {
      if (word === 'productName') return product(PRODUCT_NAME_KEY, selection);
      if (word === 'productModel') return product(PRODUCT_MODEL_KEY, selection);
      return text(word, selection.count, selection);
    };
    return known(() => ({
      texts: record(DETAIL_WORDS, of),
      tags: keys(tags, selection),
      end: time('chargePeriodEnd', selection.count, selection),
      usageAmount: amounts(selection),
    }));
  }

  async function late(word: LateFact, selection: Selection): Promise<CodedColumn> {
    await bytes.fetch([word]);
    return known(() => text(word, selection.count, selection));
  }

  /** Decodes; a column of a layout that is not known is rewritten in one that is, and all is decoded again. */
  async function known<T>(decode: () => T): Promise<T> {
    while (true) {
      try {
        return decode();
      } catch (error) {
        if (!(error instanceof UnsupportedError)) throw error;
        await rewrite(state, bytes, error, firstRow - 1, rows);
      }
    }
  }

  function time(word: CurWord, count: number, selection?: Selection): TimeColumn {
    const source = state.sources.get(word);
    if (source?.shape !== 'leaf')
      return { codes: blocks.zeros(count * 4), millis: Float64Array.of(Number.NaN) };
    return readTimes(decoder, column(word, source.leaf), state.timesOf(word), blocks, selection);
  }

  function amounts(selection: Selection): number {
    const source = state.sources.get('usageAmount');
    if (source?.shape !== 'leaf') return blocks.zeros(selection.count * 8);
    const tableOf = () => state.tableOf('usageAmount');
    return readAmounts(decoder, column('usageAmount', source.leaf), tableOf, selection, blocks);
  }

  try {
    const core: CoreColumns = await known(() => ({
      texts: record(CORE_WORDS, (word) => text(word, rows)),
      start: startColumn(state, time('chargePeriodStart', rows), column, rows),
      ...money(state, column, blocks),
    }));
    return { firstRow, rows, core, naming, detail, late, free: blocks.free };
  } catch (error) {
    blocks.free();
    throw error;
  }
}

/** Puts a column that the error names into a layout that is known. */
async function rewrite(
  { sources, slow, options }: FileState,
  bytes: GroupBytes,
  error: UnsupportedError,
  from: number,
  rows: number,
): Promise<void> {
  const found = [...sources].find(([, source]) =>
    leavesOfSource(source).some(({ index }) => index === error.leaf),
  );
  if (found === undefined || bytes.isReplaced(error.leaf)) throw error;
  const [word, source] = found;
  options.onFallback?.(CUR[word].name, error.message);
  // Half a megabyte of code that hardly any file needs.
  const { rewriteColumn } = await import('./fallback.ts');
  try {
    skimStruct(slow.footer, 0);
    for (const [leaf, plain] of await rewriteColumn(slow, source, from, rows))
      bytes.replace(leaf, plain.bytes, plain.slots);
  } catch (error) {
    const { message, detail } = asPoison(slow.file, 'the column', error);
    throw poison(message, { column: leavesOfSource(source)[0]!.path, ...detail }, error);
  }
}

type ColumnOf = (word: CurWord, leaf: Leaf) => ColumnBytes;

/** Puts the stored bytes of a column into the heap, over those of the column before. */
function createColumns(
  { file, decoder }: FileState,
  bytes: GroupBytes,
  firstRow: number,
  rows: number,
): ColumnOf {
  const { engine, scratch } = decoder;
  return (word, leaf) => {
    const { chunk, bytes: stored } = bytes.chunk(leaf);
    const at = scratch.take('chunkBytes', stored.length);
    engine.heap.views.u8.set(stored, at);
    return { file, column: CUR[word].name, firstRow, rows, chunk, bytes: { at, bytes: stored.length } };
  };
}

function money(state: FileState, column: ColumnOf, blocks: Blocks): Pick<CoreColumns, 'pico' | 'exactCost'> {
  const unblended = leafOf(state, 'unblendedCost')!;
  const net = state.options.cost === 'net' ? leafOf(state, 'netUnblendedCost') : undefined;
  const costs = readCosts(
    state.decoder,
    () => column('unblendedCost', unblended),
    net && (() => column('netUnblendedCost', net)),
    (isNet) => state.tableOf(isNet ? 'netUnblendedCost' : 'unblendedCost'),
    blocks,
  );
  return { pico: costs.pico, exactCost: costs.exact };
}

function leafOf({ sources }: FileState, word: CurWord): Leaf | undefined {
  const source = sources.get(word);
  return source?.shape === 'leaf' ? source.leaf : undefined;
}

/** Every charge has a start; throws Failure `poison` for the first that has none. */
function startColumn(state: FileState, start: TimeColumn, column: ColumnOf, rows: number): TimeColumn {
  const codes = state.decoder.engine.heap.views.i32.subarray(start.codes >> 2, (start.codes >> 2) + rows);
  const missing = codes.indexOf(0);
  if (missing === -1) return start;
  const place = placeOf(column('chargePeriodStart', leafOf(state, 'chargePeriodStart')!), missing);
  throw notOf('a UTC time', place, '');
}

const record = <Name extends string, T>(names: readonly Name[], of: (name: Name) => T): Record<Name, T> =>
  Object.fromEntries(names.map((name) => [name, of(name)])) as Record<Name, T>;
