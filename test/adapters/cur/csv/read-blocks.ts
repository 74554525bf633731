import { type CsvSizes, csvSourceBlocks } from '../../../../shared/adapters/cur/csv/source.ts';
import type { CsvFormat } from '../../../../shared/adapters/cur/csv/text-chunks.ts';
import type { Engine } from '../../../../shared/adapters/cur/kernels/engine.ts';
import {
  type CodedColumn,
  LATE_WORDS,
  type Selection,
  type SourceBlock,
  type SourceOptions,
} from '../../../../shared/adapters/cur/source-block.ts';
import { decimalText } from '../../../../shared/domain/base/decimal.ts';
import { Failure } from '../../../../shared/domain/base/failure.ts';

/** A row as plain values: texts by their words, tags as `tag:<key>`, times in ms, amounts as numbers. */
export type PlainRow = Readonly<Record<string, string | number>>;

export interface ReadOptions extends Partial<SourceOptions> {
  readonly sizes?: CsvSizes;
  /** Which rows (from 0) are asked for their names and detail. */
  readonly asks?: (row: number) => boolean;
}

/** The words of a refusal. */
export type Refusal = Failure['detail'] & { readonly message: string };

/** Rows of the whole file, or what it was refused with. */
export async function readRows(
  engine: Engine,
  bytes: Uint8Array,
  format: CsvFormat,
  { sizes, asks = () => true, ...options }: ReadOptions = {},
): Promise<readonly PlainRow[] | Refusal> {
  const rows: PlainRow[] = [];
  const source = {
    file: 'x',
    bytes: bytes.length,
    read: async (from: number, to: number) => bytes.slice(from, to),
  };
  const all: SourceOptions = { cost: 'unblended', wantsTag: () => true, ...options };
  try {
    for await (const block of csvSourceBlocks(engine, source, format, all, sizes)) {
      if (block.firstRow !== rows.length + 1) throw new Error(`a block begins at row ${block.firstRow}`);
      rows.push(...(await rowsOf(engine, block, asks)));
    }
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { ...error.detail, message: error.message };
  }
  return rows;
}

async function rowsOf(
  { heap }: Engine,
  block: SourceBlock,
  asks: (row: number) => boolean,
): Promise<readonly PlainRow[]> {
  const asked = [...Array(block.rows).keys()].filter((row) => asks(block.firstRow - 1 + row));
  const selection: Selection = { rows: heap.alloc(asked.length * 4), count: asked.length };
  heap.views.i32.set(asked, selection.rows >> 2);
  const { texts: names } = await block.naming(selection);
  const detail = await block.detail(selection);
  const late: Record<string, CodedColumn> = {};
  for (const word of LATE_WORDS) late[word] = await block.late(word, selection);
  const at = (address: number, index: number): number => heap.views.i32[(address >> 2) + index]!;
  const plain = (texts: Readonly<Record<string, CodedColumn>>, index: number): [string, string][] =>
    Object.entries(texts).map(([word, { codes, table }]) => [word, table.textOf(at(codes, index))]);
  const rows = Array.from({ length: block.rows }, (_, row): Record<string, string | number> => {
    const { texts, start, pico, exactCost } = block.core;
    const exact = exactCost.get(row) ?? { units: BigInt(heap.views.f64[(pico >> 3) + row]!), scale: 12 };
    return {
      ...Object.fromEntries(plain(texts, row)),
      start: start.millis[at(start.codes, row)]!,
      cost: decimalText(exact),
    };
  });
  asked.forEach((row, index) => {
    const tags = detail.tags.map(({ key, column }) => [`tag:${key}`, column] as const);
    const { end, usageAmount } = detail;
    Object.assign(rows[row]!, Object.fromEntries(plain({ ...names, ...detail.texts, ...late }, index)), {
      ...Object.fromEntries(plain(Object.fromEntries(tags), index).filter(([, value]) => value !== '')),
      end: end.millis[at(end.codes, index)]!,
      amount: heap.views.f64[(usageAmount >> 3) + index]!,
    });
  });
  heap.free(selection.rows);
  return rows;
}
