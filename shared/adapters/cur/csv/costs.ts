import type { Decimal } from '../../../domain/base/decimal.ts';
import type { CurWord } from '../columns.ts';
import { type CostColumn, missingCost, setText } from '../cost.ts';
import type { Engine } from '../kernels/engine.ts';
import { BATCH_ROWS_MAX } from '../limits.ts';
import type { SourceOptions } from '../source-block.ts';
import { type Field, fieldOf, fieldText, fromRow, placeOf } from './fields.ts';
import type { CsvPlan } from './plan.ts';
import type { Records } from './records.ts';

/** Costs of the records of a window. */
export interface Costs {
  /** Whole picodollars by row (f64), NaN where `exact` holds the cost. */
  readonly pico: number;
  readonly exact: ReadonlyMap<number, Decimal>;
  /**
   * Reads the rows: the net cost where it is asked for and a row has one, else the unblended cost. Throws Failure
   * `poison` with file, row and column on what is no number and for a row that has neither.
   */
  add(from: number, count: number): void;
  clear(): void;
  free(): void;
}

/** NaN without an exact cost is a blank field here. */
interface Column {
  readonly field: Field;
  readonly pico: number;
  readonly exact: Map<number, Decimal>;
}

export function createCosts(engine: Engine, plan: CsvPlan, records: Records, { cost }: SourceOptions): Costs {
  const { heap, kernels } = engine;
  const columnOf = (word: CurWord): Column | undefined => {
    const field = fieldOf(plan, records, word);
    return field && { field, pico: heap.alloc(BATCH_ROWS_MAX * 8), exact: new Map() };
  };
  const unblended = columnOf('unblendedCost')!;
  const net = cost === 'net' ? columnOf('netUnblendedCost') : undefined;

  /** Reads one column; returns whether a cost stands aside or is blank. */
  function read({ field, pico, exact }: Column, from: number, count: number): boolean {
    const { spans, stride } = fromRow(field, from);
    const unsure = kernels.picoOfTexts(spans, spans + 4, stride, count, pico + 8 * from);
    if (unsure === 0) return false;
    const costs: CostColumn = { pico: heap.views.f64.subarray(pico >> 3, (pico >> 3) + from + count), exact };
    for (let row = from; row < from + count; row++) {
      if (!Number.isNaN(costs.pico[row])) continue;
      const text = fieldText(engine, field, row);
      if (text !== '') setText(costs, row, text, () => placeOf(plan, records, field.word, row));
    }
    return true;
  }

  function preferNet({ pico: netPico, exact: netExact }: Column, from: number, count: number): void {
    const { f64 } = heap.views;
    for (let row = from; row < from + count; row++) {
      const value = f64[(netPico >> 3) + row]!;
      const exact = netExact.get(row);
      if (Number.isNaN(value) && exact === undefined) continue;
      f64[(unblended.pico >> 3) + row] = value;
      if (exact === undefined) unblended.exact.delete(row);
      else unblended.exact.set(row, exact);
    }
  }

  return {
    pico: unblended.pico,
    exact: unblended.exact,
    add(from, count) {
      if (net !== undefined) read(net, from, count);
      const mayMiss = read(unblended, from, count);
      if (net !== undefined) preferNet(net, from, count);
      if (!mayMiss) return;
      const { f64 } = heap.views;
      for (let row = from; row < from + count; row++) {
        if (Number.isNaN(f64[(unblended.pico >> 3) + row]) && !unblended.exact.has(row))
          throw missingCost(placeOf(plan, records, 'unblendedCost', row));
      }
    },
    clear() {
      unblended.exact.clear();
      net?.exact.clear();
    },
    free() {
      heap.free(unblended.pico);
      if (net !== undefined) heap.free(net.pico);
    },
  };
}
