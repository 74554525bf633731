const PICO_PER_UNIT: f64 = 1e12;
/** Below it the product and back is proven exact: the product stays under 2^53. */
const FAST_UNITS_MAX: f64 = 1000;

/** See `TableKernels.picoOfDoubles`. Two values a step. */
export function picoOfDoubles(values: usize, count: u32, out: usize): i32 {
  let aside: u32 = 0;
  const whole = <usize>(count & ~1) << 3;
  let k: usize = 0;
  for (; k < whole; k += 16) {
    const two = picoOf(v128.load(values + k));
    v128.store(out + k, two);
    aside += <u32>popcnt(i64x2.bitmask(f64x2.ne(two, two)));
  }
  if (count & 1) {
    const one = f64x2.extract_lane(picoOf(v128.load64_zero(values + k)), 0);
    store<f64>(out + k, one);
    aside += <u32>(one != one);
  }
  return <i32>aside;
}

// @ts-ignore: decorator
@inline
function picoOf(value: v128): v128 {
  const scale = f64x2.splat(PICO_PER_UNIT);
  // Halves go another way than with Math.round, but only what is nearly whole passes as exact.
  const rounded = f64x2.nearest(f64x2.mul(value, scale));
  const exact = f64x2.eq(f64x2.div(rounded, scale), value);
  const small = f64x2.lt(f64x2.abs(value), f64x2.splat(FAST_UNITS_MAX));
  // A zero is added because -0 would be another value than 0.
  return v128.bitselect(f64x2.add(rounded, f64x2.splat(0)), f64x2.splat(NaN), v128.and(exact, small));
}

/** See `TableKernels.firstOutside`. */
export function firstOutside(values: usize, count: u32, low: f64, high: f64): i32 {
  const lowest = max<f64>(low, -f64.MAX_VALUE);
  const highest = min<f64>(high, f64.MAX_VALUE);
  for (let i: u32 = 0; i < count; i++) {
    const value = load<f64>(values + (<usize>i << 3));
    // Not the other way round: a NaN is neither.
    if (!(value >= lowest && value <= highest)) return <i32>i;
  }
  return -1;
}
