import type { CurWord } from '../columns.ts';
import type { Engine } from '../kernels/engine.ts';
import { notAMap } from '../map-text.ts';
import { createBlocks } from '../scratch.ts';
import {
  type CodedColumn,
  type CoreColumns,
  DETAIL_WORDS,
  NAMING_WORDS,
  type Selection,
  type SourceBlock,
  type TimeColumn,
} from '../source-block.ts';
import { readAmounts } from './amounts.ts';
import type { AskedRows } from './asked-rows.ts';
import { fieldOf, placeOf } from './fields.ts';
import { type FileTables, nameOf, withSingleQuotes } from './file-tables.ts';
import { createProductKeys, type Keys } from './map-fields.ts';
import type { CsvPlan } from './plan.ts';
import type { Records } from './records.ts';

/** What is read of a file: see the functions that make it. */
export interface CsvTable {
  readonly engine: Engine;
  readonly plan: CsvPlan;
  readonly records: Records;
  readonly tables: FileTables;
  readonly naming: AskedRows;
  readonly detail: AskedRows;
}

/** Columns that `naming` and `detail` read; those of the product map are its keys. */
export const NAMING_COLUMNS: readonly CurWord[] = ['servicecode', 'operation', 'product'];
export const DETAIL_COLUMNS: readonly CurWord[] = [
  ...DETAIL_WORDS.filter((word) => word !== 'productName' && word !== 'productModel'),
  'description',
  'resourceId',
  'tags',
  'resourceTags',
  'chargePeriodEnd',
];

/** The records of a window as a block, valid until the window moves on. */
export function recordsBlock(table: CsvTable, core: CoreColumns): SourceBlock {
  const { engine, plan, records, tables } = table;
  const { firstRow, rows } = records;
  const blocks = createBlocks(engine.heap);
  const products = core.texts.productCode.codes;
  const rowOf = (selection: Selection, index: number): number =>
    engine.heap.views.i32[(selection.rows >> 2) + index]!;

  function text(word: CurWord, selection: Selection): CodedColumn {
    const from = NAMING_COLUMNS.includes(word) ? table.naming : table.detail;
    return { codes: from.codesOf(word, selection, blocks), table: tables.textsOf(word) };
  }

  /** Keys of a map column by selected row; none where the file lacks it. */
  function keys(word: CurWord, selection: Selection): Keys {
    if (!plan.fieldOf.has(word)) return [];
    const { codes, table } = text(word, selection);
    const maps = { codes, table: withSingleQuotes(table) };
    return tables.mapOf(word).pick(maps, selection.count, blocks, (index, found) => {
      throw notAMap(plan.file, firstRow + rowOf(selection, index), nameOf(word), found);
    });
  }

  const product = createProductKeys(keys, ({ count }) => ({
    codes: blocks.zeros(count * 4),
    table: tables.textsOf('product'),
  }));

  function ends(selection: Selection): TimeColumn {
    const { codes } = text('chargePeriodEnd', selection);
    const millis = tables
      .timesOf('chargePeriodEnd')
      .millisOf(codes, selection.count, (index) =>
        placeOf(plan, records, 'chargePeriodEnd', rowOf(selection, index)),
      );
    return { codes, millis };
  }

  function amounts(selection: Selection): number {
    const field = fieldOf(plan, records, 'usageAmount');
    const out = blocks.zeros(selection.count * 8);
    if (field !== undefined) readAmounts(engine, plan, records, field, selection, out);
    return out;
  }

  return {
    firstRow,
    rows,
    core,
    async naming(selection) {
      table.naming.ask(products, selection);
      const of = (word: (typeof NAMING_WORDS)[number]) =>
        word === 'productName' ? product(word, selection) : text(word, selection);
      return { texts: record(NAMING_WORDS, of) };
    },
    async detail(selection) {
      table.naming.ask(products, selection);
      table.detail.ask(products, selection);
      const of = (word: (typeof DETAIL_WORDS)[number]) =>
        word === 'productName' || word === 'productModel' ? product(word, selection) : text(word, selection);
      return {
        texts: record(DETAIL_WORDS, of),
        tags: keys(plan.fieldOf.has('tags') ? 'tags' : 'resourceTags', selection),
        end: ends(selection),
        usageAmount: amounts(selection),
      };
    },
    async late(word, selection) {
      const from = NAMING_COLUMNS.includes(word) ? table.naming : table.detail;
      from.ask(products, selection);
      return text(word, selection);
    },
    free: blocks.free,
  };
}

const record = <Name extends string, T>(names: readonly Name[], of: (name: Name) => T): Record<Name, T> =>
  Object.fromEntries(names.map((name) => [name, of(name)])) as Record<Name, T>;
