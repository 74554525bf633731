/** Below it x·10^12 and back is proven exact: the product stays under 2^53 with less than half a unit of error. */
const FAST_UNITS_MAX = 1000;
const PICO_SCALE = 1e12;

/**
 * What the kernels must make of a cost: whole picodollars of a double if it prints with at most 12 decimals and is under
 * $1,000 in size; else NaN, and its decimal text decides.
 */
export function picoOfDouble(value: number): number {
  const pico = Math.round(value * PICO_SCALE);
  // The `+ 0` turns -0 into 0, so that equal costs are equal bits.
  return pico / PICO_SCALE === value && Math.abs(value) < FAST_UNITS_MAX ? pico + 0 : Number.NaN;
}
