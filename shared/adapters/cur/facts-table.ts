import type { Utf8, Vector } from 'apache-arrow';
import { poison } from '../../domain/base/failure.ts';
import type { ChargeFacts } from '../../domain/charge/charge.ts';
import { isBedrock } from '../../domain/charge/select-bedrock.ts';
import {
  CORE_TEXTS,
  type CoreText,
  DETAIL_TEXTS,
  type DetailBatch,
  type DetailText,
} from './arrow-batches.ts';
import { CUR } from './columns.ts';
import { EMPTY_MAP, mapText, notAMap, parseMapText } from './map-text.ts';
import type { RowBlock } from './row-block.ts';
import { textsOf } from './text-table.ts';
import { createTupleTable } from './tuple-table.ts';

/**
 * The distinct combinations of one file. Texts become numbers once per block and dictionary entry; a row is then a run
 * of small integers, looked up in a table, and no row makes a string.
 */
export interface FactsTable {
  /** Grows; codes keep their meaning. */
  readonly facts: readonly ChargeFacts[];
  /** A code for each row's core columns. Throws Failure `poison` on a currency that is none. */
  coreCodes(block: RowBlock): Int32Array;
  isBedrock(core: number): boolean;
  /** Facts code of a core combination with its detail left blank. */
  plainFacts(core: number): number;
  /** Facts codes of the given rows, whose detail this is. Throws Failure `poison` on tags that are no map. */
  detailCodes(detail: DetailBatch, rows: Int32Array, core: Int32Array, firstRow: number): Int32Array;
}

const TAGS = DETAIL_TEXTS.indexOf('tags');

export function createFactsTable(file: string): FactsTable {
  const facts: ChargeFacts[] = [];
  const symbols = createSymbols();
  const tagSets = createTagSets(file, symbols);
  const coreTable = createTupleTable();
  const detailTable = createTupleTable();
  const coreIsBedrock: boolean[] = [];
  const plainFacts: number[] = [];
  const detailFacts: number[] = [];

  function coreCodes(block: RowBlock): Int32Array {
    const columns = CORE_TEXTS.map((name) => symbolColumn(block.core.getChild(name)!.data[0]!, symbols));
    const codes = new Int32Array(block.rows);
    const tuple = new Int32Array(columns.length);
    for (let i = 0; i < block.rows; i++) {
      for (let c = 0; c < columns.length; c++) tuple[c] = columns[c]!.at(i);
      const code = coreTable.codeOf(tuple, 0, tuple.length);
      if (code === coreIsBedrock.length) addCore(tuple, block.firstRow + i);
      codes[i] = code;
    }
    return codes;
  }

  function addCore(tuple: Int32Array, row: number): void {
    const core = coreOf(tuple);
    if (!/^[A-Z]{3}$/.test(core.billingCurrency)) {
      const found = JSON.stringify(core.billingCurrency);
      throw poison('not a currency', {
        file,
        row,
        column: CUR.billingCurrency.name,
        expected: 'a code such as USD',
        found,
      });
    }
    coreIsBedrock.push(isBedrock(core));
  }

  const coreOf = (tuple: Int32Array): Pick<ChargeFacts, CoreText> => record(CORE_TEXTS, tuple, 0, symbols);

  function plain(core: number): number {
    const known = plainFacts[core];
    if (known !== undefined) return known;
    plainFacts[core] = facts.push({ ...coreOf(coreTable.tupleOf(core)), ...NO_DETAIL, tags: EMPTY_MAP }) - 1;
    return facts.length - 1;
  }

  function detailCodes(
    detail: DetailBatch,
    rows: Int32Array,
    core: Int32Array,
    firstRow: number,
  ): Int32Array {
    const columns = DETAIL_TEXTS.map((name) => symbolColumn(detail.getChild(name)!.data[0]!, symbols));
    const codes = new Int32Array(rows.length);
    const tuple = new Int32Array(1 + columns.length);
    for (let i = 0; i < rows.length; i++) {
      tuple[0] = core[rows[i]!]!;
      for (let c = 0; c < columns.length; c++) tuple[1 + c] = columns[c]!.at(i);
      tuple[1 + TAGS] = tagSets.codeOf(tuple[1 + TAGS]!, firstRow + rows[i]!);
      const code = detailTable.codeOf(tuple, 0, tuple.length);
      if (code === detailFacts.length) detailFacts.push(addDetail(tuple));
      codes[i] = detailFacts[code]!;
    }
    return codes;
  }

  function addDetail(tuple: Int32Array): number {
    const core = coreOf(coreTable.tupleOf(tuple[0]!));
    const detail = record(DETAIL_TEXTS, tuple, 1, symbols);
    return facts.push({ ...core, ...detail, tags: tagSets.tagsOf(tuple[1 + TAGS]!) }) - 1;
  }

  return { facts, coreCodes, isBedrock: (core) => coreIsBedrock[core]!, plainFacts: plain, detailCodes };
}

const NO_DETAIL = Object.fromEntries(DETAIL_TEXTS.map((name) => [name, ''])) as Record<DetailText, ''>;

function record<Name extends string>(
  names: readonly Name[],
  tuple: Int32Array,
  from: number,
  symbols: Symbols,
): Record<Name, string> {
  const entries = names.map((name, index) => [name, symbols.textOf(tuple[from + index]!)] as const);
  return Object.fromEntries(entries) as Record<Name, string>;
}

/** Strings of the file with a number each, over all columns and blocks; 0 is ''. */
interface Symbols {
  codeOf(text: string): number;
  textOf(code: number): string;
}

function createSymbols(): Symbols {
  const texts = [''];
  const codes = new Map([['', 0]]);
  return {
    codeOf(text) {
      const known = codes.get(text);
      if (known !== undefined) return known;
      codes.set(text, texts.length);
      return texts.push(text) - 1;
    },
    textOf: (code) => texts[code]!,
  };
}

/** The column's rows as symbols; each dictionary entry is looked up when a row first uses it. */
function symbolColumn(
  data: {
    readonly values: Int32Array;
    readonly dictionary?: Vector<Utf8>;
  },
  symbols: Symbols,
): { at(row: number): number } {
  const { values, dictionary } = data;
  const known = new Int32Array(dictionary!.length).fill(-1);
  const textAt = textsOf(dictionary!.data[0]!);
  return {
    at(row) {
      const code = values[row]!;
      if (known[code] === -1) known[code] = symbols.codeOf(textAt(code));
      return known[code]!;
    },
  };
}

/** Tag maps by their text: each distinct text is parsed once, and equal maps get one code whatever their key order. */
function createTagSets(file: string, symbols: Symbols) {
  const canonical = new Map<number, number>();
  const maps = new Map<number, ReadonlyMap<string, string>>([[0, EMPTY_MAP]]);
  return {
    codeOf(symbol: number, row: number): number {
      const known = canonical.get(symbol);
      if (known !== undefined) return known;
      const text = symbols.textOf(symbol);
      const map = parseMapText(text);
      if (map === undefined) throw notAMap(file, row, CUR.tags.name, text);
      const code = symbols.codeOf(mapText(map));
      canonical.set(symbol, code);
      if (!maps.has(code)) maps.set(code, map);
      return code;
    },
    tagsOf: (code: number): ReadonlyMap<string, string> => maps.get(code)!,
  };
}
