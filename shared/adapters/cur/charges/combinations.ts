import type { Engine } from '../kernels/engine.ts';
import { createHeapKeys, type HeapKeys } from '../kernels/heap-keys.ts';
import type { Blocks } from '../scratch.ts';
import type { CodesInHeap } from './charge-batches.ts';

/** Distinct combinations of codes over a whole file, numbered in order of first appearance. */
export interface Combinations {
  /**
   * Numbers (i32 at `codes`) of the rows' combinations, and for each number that is new a row which has it. A call must
   * give as many columns as the one before, in the same order.
   */
  codesOf(
    columns: readonly CodesInHeap[],
    count: number,
    blocks: Blocks,
  ): { readonly codes: number; readonly newRows: readonly number[] };
  size(): number;
  free(): void;
}

const KEY_BITS = 64;

/**
 * Rows are told apart by as many codes as fit into 64 bits at a time, which takes one or two rounds. What is found is
 * numbered for the block alone; only those few are then looked up among all of the file, column by column.
 */
export function createCombinations(engine: Engine): Combinations {
  const { kernels, heap } = engine;
  // Made when it is needed: most kinds of charge are in no block of most files.
  let ofBlock: HeapKeys | undefined;
  /** One table a column: number of the combination so far, and code. */
  const ofFile: HeapKeys[] = [];
  let size = 0;

  function blockNumbers(columns: readonly CodesInHeap[], count: number, out: number, keys: number): number {
    let bits = 0;
    let distinct = 1;
    ofBlock ??= createHeapKeys(engine);
    const table = ofBlock;
    const settle = (): void => {
      table.clear();
      table.intern(keys, count, out);
      distinct = table.size();
    };
    for (const { codes, size: codeCount } of columns) {
      const width = Math.max(1, bitsFor(codeCount));
      if (bits + width > KEY_BITS) {
        settle();
        kernels.packKeys(keys, out, count, 0, 1);
        bits = Math.max(1, bitsFor(distinct));
      }
      kernels.packKeys(keys, codes, count, bits, bits === 0 ? 1 : 0);
      bits += width;
    }
    settle();
    return distinct;
  }

  /** For each number of the block the row that has it first. */
  function firstRows(numbers: number, count: number, distinct: number): Int32Array {
    const rows = new Int32Array(distinct);
    const { i32 } = heap.views;
    const start = numbers >> 2;
    let next = 0;
    for (let row = 0; next < distinct && row < count; row++)
      if (i32[start + row] === next) rows[next++] = row;
    return rows;
  }

  return {
    codesOf(columns, count, blocks) {
      if (count === 0) return { codes: blocks.alloc(0), newRows: [] };
      const codes = blocks.alloc(count * 4);
      if (columns.length === 0) {
        kernels.fill(codes, count, 0);
        size = 1;
        return { codes, newRows: [0] };
      }
      const keys = heap.alloc(count * 8);
      const distinct = blockNumbers(columns, count, codes, keys);
      const rows = firstRows(codes, count, distinct);
      const [at, numbers, values] = [
        heap.alloc(distinct * 4),
        heap.alloc(distinct * 4),
        heap.alloc(distinct * 4),
      ];
      heap.views.i32.set(rows, at >> 2);
      kernels.fill(numbers, distinct, 0);
      columns.forEach((column, index) => {
        ofFile[index] ??= createHeapKeys(engine);
        kernels.gather(at, distinct, column.codes, count, values);
        kernels.packKeys(keys, numbers, distinct, 0, 1);
        kernels.packKeys(keys, values, distinct, 32, 0);
        ofFile[index]!.intern(keys, distinct, numbers);
      });
      const { i32 } = heap.views;
      const newRows: number[] = [];
      for (let i = 0; i < distinct; i++) {
        if (i32[(numbers >> 2) + i] !== size) continue;
        newRows.push(rows[i]!);
        size += 1;
      }
      kernels.remap(codes, count, numbers, distinct, codes);
      for (const address of [keys, at, numbers, values]) heap.free(address);
      return { codes, newRows };
    },
    size: () => size,
    free() {
      ofBlock?.free();
      for (const table of ofFile) table.free();
    },
  };
}

/** Bits that hold all codes below `size`. */
const bitsFor = (size: number): number => (size <= 1 ? 0 : 32 - Math.clz32(size - 1));
