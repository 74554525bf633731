import type { Views } from '../heap.ts';

const PICO_PER_UNIT = 1e12;
/** Below it the product and back is proven exact: the product stays under 2^53. */
const FAST_UNITS_MAX = 1000;

export function picoOfDoubles(views: Views, values: number, count: number, out: number): number {
  const { f64 } = views;
  const from = values >> 3;
  const to = out >> 3;
  let aside = 0;
  for (let i = 0; i < count; i++) {
    const value = f64[from + i]!;
    const pico = Math.round(value * PICO_PER_UNIT);
    if (pico / PICO_PER_UNIT === value && value < FAST_UNITS_MAX && value > -FAST_UNITS_MAX) {
      // -0 would be another value than 0.
      f64[to + i] = pico + 0;
    } else {
      f64[to + i] = Number.NaN;
      aside++;
    }
  }
  return aside;
}

export function firstOutside(views: Views, values: number, count: number, low: number, high: number): number {
  const { f64 } = views;
  const from = values >> 3;
  const lowest = Math.max(low, -Number.MAX_VALUE);
  const highest = Math.min(high, Number.MAX_VALUE);
  for (let i = 0; i < count; i++) {
    const value = f64[from + i]!;
    // Not the other way round: a NaN is neither.
    if (!(value >= lowest && value <= highest)) return i;
  }
  return -1;
}
