import type { Pico } from '../base/money.ts';

/** Doubles hold whole picodollars exactly below this. */
const SPILL = 2n ** 52n;

export const isLarge = (cost: Pico): boolean => cost >= SPILL || cost <= -SPILL;

/** As a cube's `cost` has it; what is too large for that goes into `exact`. */
export function storedCost(cost: Pico, cell: number, exact: Map<number, Pico>): number {
  if (!isLarge(cost)) return Number(cost);
  exact.set(cell, cost);
  return Number.NaN;
}
