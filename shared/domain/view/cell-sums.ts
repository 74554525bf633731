import type { Pico } from '../base/money.ts';
import type { SpendCube } from './spend-cube.ts';
import { storedCost } from './stored-cost.ts';

/** Doubles hold whole picodollars exactly below this. */
const SPILL = 2 ** 52;

/** Cells added up into fewer, exactly, in the columns of a cube. */
export function createCellSums(count: number) {
  const cost = new Float64Array(count);
  const tokens = new Float64Array(count);
  const exact = new Map<number, Pico>();
  return {
    add(at: number, from: SpendCube, cell: number): void {
      tokens[at]! += from.tokens[cell]!;
      const sum = cost[at]! + from.cost[cell]!;
      // Not so of NaN, which says that one of both is kept exactly.
      if (sum < SPILL && sum > -SPILL) {
        cost[at] = sum;
        return;
      }
      const before = exact.get(at) ?? BigInt(cost[at]!);
      exact.set(at, before + (from.exact.get(cell) ?? BigInt(from.cost[cell]!)));
      cost[at] = Number.NaN;
    },
    columns(): Pick<SpendCube, 'cost' | 'exact' | 'tokens'> {
      const large = new Map<number, Pico>();
      for (const [at, sum] of exact) cost[at] = storedCost(sum, at, large);
      return { cost, exact: large, tokens };
    },
  };
}
