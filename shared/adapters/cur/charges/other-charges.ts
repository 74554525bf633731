import type { Decimal } from '../../../domain/base/decimal.ts';
import { HOUR_MS } from '../../../domain/base/instant.ts';
import { decimalOfPico } from '../../../domain/base/money.ts';
import type { ChargeBatch } from '../../../domain/charge/charge.ts';
import type { Engine } from '../kernels/engine.ts';
import { createHeapGroups, newGroupSums } from '../kernels/heap-groups.ts';
import { BATCH_ROWS_MAX } from '../limits.ts';
import type { FactsBuilder } from './charge-facts.ts';
import { createRowArrays } from './row-arrays.ts';
import type { OtherRows } from './split-rows.ts';
import type { CoreRows } from './to-charges.ts';

/** All that is not Bedrock's, summed by facts and start: of these rows only totals count. */
export interface OtherCharges {
  add(rows: OtherRows, core: CoreRows, readSoFar: number): Generator<ChargeBatch>;
  finish(readSoFar: number): Generator<ChargeBatch>;
  free(): void;
}

/** So many rows of under $1,000 cannot overflow a sum of 64 bits. */
const ROWS_AT_ONCE = 8_192;
/** Sums that are handed on at a time. */
const PORTION = 4_096;
/** In picodollars; with one more portion the sums still fit. */
const SUMS_MAX = 2 ** 59;

export function createOtherCharges(file: string, engine: Engine, builder: FactsBuilder): OtherCharges {
  const { heap, kernels } = engine;
  const groups = createHeapGroups(engine);
  const arrays = createRowArrays();
  let sums = newGroupSums(0);
  let starts: CoreRows['starts']['millis'] = new Float64Array();
  /** Sum of the sizes of all costs in the groups: no group's sum is larger. */
  let summed = 0;

  function* flush(readSoFar: number): Generator<ChargeBatch> {
    const [facts, codes] = [halfOfKeys(0), halfOfKeys(32)];
    if (sums.rows.length < PORTION) sums = newGroupSums(Math.min(facts.length, PORTION));
    for (let from = 0; from < facts.length; from += PORTION) {
      const count = groups.readSums(from, sums);
      const exactCost = new Map<number, Decimal>();
      const columns = blank(count);
      for (let i = 0; i < count; i++) {
        const sum = sums.pico[i]!;
        columns.factsCode[i] = facts[from + i]!;
        columns.startHour[i] = Math.floor(starts[codes[from + i]!]! / HOUR_MS);
        columns.lineItems[i] = sums.rows[i]!;
        columns.costPico[i] = isSmall(sum) ? Number(sum) : Number.NaN;
        if (!isSmall(sum)) exactCost.set(i, decimalOfPico(sum));
      }
      yield { file, rows: count, readSoFar, facts: builder.facts, exactCost, ...columns };
    }
    groups.clear();
    summed = 0;
  }

  function halfOfKeys(shift: number): Int32Array {
    const at = heap.alloc(groups.size() * 4);
    groups.unpack(shift, 32, at);
    const half = heap.views.i32.slice(at >> 2, (at >> 2) + groups.size());
    heap.free(at);
    return half;
  }

  const blank = (count: number) => {
    const columns = arrays.first(count);
    for (const column of [columns.fileRow, columns.spanHours, columns.usageAmount]) column.fill(0);
    return columns;
  };

  /** Costs that stand aside, each as a row of no line items: the sums count theirs. */
  function* aside(of: OtherRows, core: CoreRows, readSoFar: number): Generator<ChargeBatch> {
    const { i32 } = heap.views;
    const found: { readonly index: number; readonly cost: Decimal }[] = [];
    for (let index = 0; index < of.count; index++) {
      const cost = core.exactCost.get(i32[(of.rows >> 2) + index]!);
      if (cost !== undefined) found.push({ index, cost });
    }
    for (let from = 0; from < found.length; from += BATCH_ROWS_MAX) {
      const some = found.slice(from, from + BATCH_ROWS_MAX);
      const columns = blank(some.length);
      some.forEach(({ index }, i) => {
        const row = i32[(of.rows >> 2) + index]!;
        columns.factsCode[i] = i32[(of.facts >> 2) + index]!;
        columns.lineItems[i] = 0;
        columns.fileRow[i] = core.firstRow + row;
        columns.startHour[i] = Math.floor(
          core.starts.millis[i32[(core.starts.codes >> 2) + row]!]! / HOUR_MS,
        );
        columns.costPico[i] = Number.NaN;
      });
      const exactCost = new Map(some.map(({ cost }, i) => [i, cost]));
      yield { file, rows: some.length, readSoFar, facts: builder.facts, exactCost, ...columns };
    }
  }

  return {
    *add(of, core, readSoFar) {
      starts = core.starts.millis;
      const keys = heap.alloc(ROWS_AT_ONCE * 8);
      const codes = heap.alloc(ROWS_AT_ONCE * 4);
      const pico = heap.alloc(ROWS_AT_ONCE * 8);
      const amounts = heap.alloc(ROWS_AT_ONCE * 8);
      heap.views.f64.fill(0, amounts >> 3, (amounts >> 3) + ROWS_AT_ONCE);
      for (let from = 0; from < of.count; from += ROWS_AT_ONCE) {
        const count = Math.min(ROWS_AT_ONCE, of.count - from);
        const rows = of.rows + from * 4;
        kernels.packKeys(keys, of.facts + from * 4, count, 0, 1);
        kernels.gather(rows, count, core.starts.codes, ROWS_MAX, codes);
        kernels.packKeys(keys, codes, count, 32, 0);
        kernels.gatherDoubles(rows, count, core.pico, ROWS_MAX, pico);
        if (summed > SUMS_MAX) yield* flush(readSoFar);
        summed += sizeOf(heap.views.f64.subarray(pico >> 3, (pico >> 3) + count));
        groups.add(keys, pico, amounts, count);
      }
      for (const address of [keys, codes, pico, amounts]) heap.free(address);
      if (core.exactCost.size > 0) yield* aside(of, core, readSoFar);
    },
    finish: flush,
    free: groups.free,
  };
}

/** Rows are indices of the block already. */
const ROWS_MAX = 2 ** 31 - 1;

const isSmall = (pico: bigint): boolean => pico < SMALL && pico > -SMALL;
const SMALL = 2n ** 52n;

/** Sum of the sizes; costs that stand aside are NaN and count for nothing. */
function sizeOf(pico: Float64Array): number {
  let sum = 0;
  for (const value of pico) if (!Number.isNaN(value)) sum += Math.abs(value);
  return sum;
}
