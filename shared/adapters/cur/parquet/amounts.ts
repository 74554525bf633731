import type { HeapTexts } from '../kernels/heap-texts.ts';
import { numberOf } from '../number-text.ts';
import { notOf } from '../refusal.ts';
import type { Blocks } from '../scratch.ts';
import type { Selection } from '../source-block.ts';
import { boundsOf } from './claims.ts';
import { readCodes } from './codes.ts';
import { type ColumnBytes, type Decoder, placeOf } from './column.ts';
import { readDoubles } from './doubles.ts';
import { bytesOf, integerOf, isDecimal } from './numbers.ts';
import { need } from './spans.ts';

/** Usage amounts of the selected rows (f64), 0 for null or blank. Throws Failure `poison` on what is no finite number. */
export function readAmounts(
  decoder: Decoder,
  column: ColumnBytes,
  tableOf: () => HeapTexts,
  selection: Selection,
  blocks: Blocks,
): number {
  const { type } = column.chunk.leaf.element;
  return type === 'DOUBLE' || type === 'FLOAT'
    ? doubleAmounts(decoder, column, selection, blocks)
    : codedAmounts(decoder, column, tableOf(), selection, blocks);
}

function doubleAmounts(decoder: Decoder, column: ColumnBytes, selection: Selection, blocks: Blocks): number {
  const { heap, kernels } = decoder.engine;
  const { low, high } = boundsOf(column);
  const values = readDoubles(decoder, column, { low, high }, blocks, selection);
  if (kernels.firstOutside(values, selection.count, low, high) === -1) return values;
  const { f64 } = heap.views;
  const start = values >> 3;
  for (let i = 0; i < selection.count; i++) {
    const value = f64[start + i]!;
    if (Number.isNaN(value)) f64[start + i] = 0;
    else if (!Number.isFinite(value))
      throw notOf('a finite number', placeOf(column, rowOf(decoder, selection, i)), String(value));
  }
  return values;
}

function codedAmounts(
  decoder: Decoder,
  column: ColumnBytes,
  table: HeapTexts,
  selection: Selection,
  blocks: Blocks,
): number {
  const { engine, scratch } = decoder;
  const { heap, kernels } = engine;
  const { element } = column.chunk.leaf;
  const codes = readCodes(decoder, column, table, blocks, selection);
  const divisor = isDecimal(element) ? 10 ** (element.scale ?? 0) : 1;
  const amounts = new Float64Array(table.size());
  for (let code = 1; code < amounts.length; code++) {
    amounts[code] =
      element.type === 'BYTE_ARRAY' && !isDecimal(element)
        ? numberOf(table.textOf(code))
        : Number(integerOf(bytesOf(engine, table, code), element)) / divisor;
  }
  const bad = amounts.findIndex((amount) => !Number.isFinite(amount));
  if (bad !== -1) refuseCode(decoder, column, codes, selection, bad, table.textOf(bad));
  const map = scratch.take('amountByCode', amounts.length * 8);
  heap.views.f64.set(amounts, map >> 3);
  const out = blocks.alloc(selection.count * 8);
  need(kernels.gatherDoubles(codes, selection.count, map, amounts.length, out));
  return out;
}

/** A text of an earlier block that was no number would have been refused then: some row here has it. */
function refuseCode(
  decoder: Decoder,
  column: ColumnBytes,
  codes: number,
  selection: Selection,
  bad: number,
  text: string,
): void {
  const rows = decoder.engine.heap.views.i32.subarray(codes >> 2, (codes >> 2) + selection.count);
  const index = rows.indexOf(bad);
  if (index === -1) return;
  const expected = Number.isFinite(Number(text)) ? 'a number' : 'a finite number';
  throw notOf(expected, placeOf(column, rowOf(decoder, selection, index)), text);
}

export const rowOf = ({ engine }: Decoder, selection: Selection, index: number): number =>
  engine.heap.views.i32[(selection.rows >> 2) + index]!;
