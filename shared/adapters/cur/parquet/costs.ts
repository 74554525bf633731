import { type Decimal, decimalText } from '../../../domain/base/decimal.ts';
import { type CostColumn, missingCost, setDecimal, setText } from '../cost.ts';
import type { Engine } from '../kernels/engine.ts';
import type { HeapTexts } from '../kernels/heap-texts.ts';
import type { Blocks } from '../scratch.ts';
import { boundsOf } from './claims.ts';
import { readCodes } from './codes.ts';
import { type ColumnBytes, type Decoder, placeOf } from './column.ts';
import { readDoubles } from './doubles.ts';
import type { SchemaElement } from './metadata.ts';
import { bytesOf, integerOf, isDecimal } from './numbers.ts';
import { need } from './spans.ts';

/** A column of costs: where its picodollars are (f64, NaN where they are not that simple), and the text of such a row. */
interface CostCells {
  readonly pico: number;
  /** How many rows are NaN. */
  readonly left: number;
  /** Undefined for null or blank. */
  textOf(row: number): string | undefined;
}

/** Money of a row group: whole picodollars (f64), NaN where the exact decimal stands aside. */
export interface Costs {
  readonly pico: number;
  readonly exact: ReadonlyMap<number, Decimal>;
}

/**
 * The net cost where a row has one, else the unblended cost. Throws Failure `poison` with file, row and column on what
 * is no number and for a row that has neither.
 */
export function readCosts(
  decoder: Decoder,
  unblendedBytes: () => ColumnBytes,
  netBytes: (() => ColumnBytes) | undefined,
  tableOf: (isNet: boolean) => HeapTexts,
  blocks: Blocks,
): Costs {
  const { heap } = decoder.engine;
  // One after the other: the bytes of the second take the place of the first's.
  const unblended = unblendedBytes();
  const cells = costCells(decoder, unblended, () => tableOf(false), blocks);
  const net = netBytes?.();
  const netCells = net && costCells(decoder, net, () => tableOf(true), blocks);
  const exact = new Map<number, Decimal>();
  if (cells.left === 0 && netCells === undefined) return { pico: cells.pico, exact };
  const start = cells.pico >> 3;
  const costs: CostColumn = { pico: heap.views.f64.subarray(start, start + unblended.rows), exact };
  const netPico = netCells && heap.views.f64.subarray(netCells.pico >> 3);
  for (let row = 0; row < unblended.rows; row++) {
    if (net !== undefined && netCells !== undefined && netPico !== undefined) {
      const simple = netPico[row]!;
      const text = Number.isNaN(simple) ? netCells.textOf(row) : undefined;
      if (text !== undefined) setText(costs, row, text, () => placeOf(net, row));
      else if (!Number.isNaN(simple)) costs.pico[row] = simple;
      if (text !== undefined || !Number.isNaN(simple)) continue;
    }
    if (!Number.isNaN(costs.pico[row])) continue;
    const text = cells.textOf(row);
    if (text === undefined) throw missingCost(placeOf(unblended, row));
    setText(costs, row, text, () => placeOf(unblended, row));
  }
  return { pico: cells.pico, exact };
}

function costCells(
  decoder: Decoder,
  column: ColumnBytes,
  tableOf: () => HeapTexts,
  blocks: Blocks,
): CostCells {
  const { element } = column.chunk.leaf;
  const isDouble = element.type === 'DOUBLE' || element.type === 'FLOAT';
  return isDouble ? doubleCells(decoder, column, blocks) : codedCells(decoder, column, tableOf(), blocks);
}

function doubleCells(decoder: Decoder, column: ColumnBytes, blocks: Blocks): CostCells {
  const { kernels, heap } = decoder.engine;
  const values = readDoubles(decoder, column, boundsOf(column), blocks);
  const pico = blocks.alloc(column.rows * 8);
  const left = kernels.picoOfDoubles(values, column.rows, pico);
  return {
    pico,
    left,
    textOf(row) {
      // NaN is how a null was marked; one in the file itself is a cost as missing.
      const value = heap.views.f64[(values >> 3) + row]!;
      return Number.isNaN(value) ? undefined : String(value);
    },
  };
}

function codedCells(decoder: Decoder, column: ColumnBytes, table: HeapTexts, blocks: Blocks): CostCells {
  const { engine, scratch } = decoder;
  const { heap, kernels } = engine;
  const { element } = column.chunk.leaf;
  const codes = readCodes(decoder, column, table, blocks);
  const size = table.size();
  const byCode: CostColumn = { pico: new Float64Array(size).fill(Number.NaN), exact: new Map() };
  for (let code = 1; !isText(element) && code < size; code++)
    setDecimal(byCode, code, decimalOf(engine, table, code, element));
  const map = scratch.take('picoByCode', size * 8);
  heap.views.f64.set(byCode.pico, map >> 3);
  const pico = blocks.alloc(column.rows * 8);
  need(kernels.gatherDoubles(codes, column.rows, map, size, pico));
  return {
    pico,
    left: column.rows,
    textOf(row) {
      const code = heap.views.i32[(codes >> 2) + row]!;
      if (code === 0) return undefined;
      return isText(element) ? table.textOf(code) : decimalText(decimalOf(engine, table, code, element));
    },
  };
}

const isText = (element: SchemaElement): boolean => element.type === 'BYTE_ARRAY' && !isDecimal(element);

/** Equal amounts must take equal forms, so superfluous zeros go. */
function decimalOf(engine: Engine, table: HeapTexts, code: number, element: SchemaElement): Decimal {
  let units = integerOf(bytesOf(engine, table, code), element);
  let scale = isDecimal(element) ? (element.scale ?? 0) : 0;
  for (; scale > 0 && units % 10n === 0n; scale--) units /= 10n;
  return { units, scale };
}
