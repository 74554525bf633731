const MINUS: u8 = 0x2d;
const PLUS: u8 = 0x2b;
const POINT: u8 = 0x2e;
const ZERO: u8 = 0x30;

/** Up to here all whole numbers are doubles, and so are all powers of ten up to 10^22. */
const MANTISSA_MAX: u64 = 1_000_000_000_000_000;
const PICO_MAX: f64 = 1e15;
const PICO_DECIMALS: i32 = 12;
const EXPONENT_MAX: i32 = 22;
/** More than this many decimals or digits of an exponent are no matter for a fast path. */
const LENGTH_MAX: usize = 64;
const NOT_PLAIN: u64 = -1;

const POWERS: StaticArray<f64> = [
  1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
  1e19, 1e20, 1e21, 1e22,
];

/** Decimals of the number last read, less its exponent. */
let decimals: i32 = 0;

/** See `CsvKernels.picoOfTexts`. */
export function picoOfTexts(starts: usize, ends: usize, stride: u32, count: u32, out: usize): i32 {
  let unknown = 0;
  for (let i: u32 = 0; i < count; i++) {
    const place = <usize>(4 * i * stride);
    const start = <usize>load<u32>(starts + place);
    const value = picoOf(start, <usize>load<u32>(ends + place));
    unknown += i32(value != value);
    store<f64>(out + 8 * i, value);
  }
  return unknown;
}

/** See `CsvKernels.doublesOfTexts`. */
export function doublesOfTexts(
  starts: usize,
  ends: usize,
  stride: u32,
  picks: usize,
  count: u32,
  out: usize,
): i32 {
  let unknown = 0;
  for (let i: u32 = 0; i < count; i++) {
    const place = <usize>(4 * load<u32>(picks + 4 * i) * stride);
    const start = <usize>load<u32>(starts + place);
    const value = doubleOf(start, <usize>load<u32>(ends + place));
    unknown += i32(value != value);
    store<f64>(out + 8 * i, value);
  }
  return unknown;
}

function picoOf(start: usize, end: usize): f64 {
  const mantissa = mantissaOf(start, end);
  if (mantissa == NOT_PLAIN || decimals < 0 || decimals > PICO_DECIMALS) return NaN;
  const pico = <f64>mantissa * unchecked(POWERS[PICO_DECIMALS - decimals]);
  if (pico >= PICO_MAX) return NaN;
  return load<u8>(start) == MINUS ? 0.0 - pico : pico;
}

/** One rounding of two exact numbers, so the nearest double. */
function doubleOf(start: usize, end: usize): f64 {
  const mantissa = mantissaOf(start, end);
  if (mantissa == NOT_PLAIN || decimals > EXPONENT_MAX || decimals < -EXPONENT_MAX) return NaN;
  const whole = <f64>mantissa;
  const value = decimals < 0 ? whole * unchecked(POWERS[-decimals]) : whole / unchecked(POWERS[decimals]);
  return load<u8>(start) == MINUS ? -value : value;
}

/** The digits of `-12.5E-3` as one whole number, and how many `decimals` they have. */
function mantissaOf(start: usize, end: usize): u64 {
  if (end - start > LENGTH_MAX) return NOT_PLAIN;
  let at = start < end && load<u8>(start) == MINUS ? start + 1 : start;
  const first = at;
  let mantissa: u64 = 0;
  let point: usize = 0;
  for (; at < end; at++) {
    const digit = <u32>load<u8>(at) - ZERO;
    if (digit <= 9) {
      mantissa = mantissa * 10 + digit;
      if (mantissa >= MANTISSA_MAX) return NOT_PLAIN;
    } else if (load<u8>(at) == POINT && point == 0) {
      point = at;
    } else {
      break;
    }
  }
  if (at - first == <usize>(point != 0)) return NOT_PLAIN;
  decimals = point == 0 ? 0 : <i32>(at - point) - 1;
  return at == end || exponentFits(at, end) ? mantissa : NOT_PLAIN;
}

/** Takes an exponent of up to three digits off the decimals; false where something else stands there. */
function exponentFits(start: usize, end: usize): bool {
  if ((load<u8>(start) | 0x20) != 0x65) return false;
  let at = start + 1;
  const sign = load<u8>(at);
  if (sign == MINUS || sign == PLUS) at += 1;
  if (at >= end || end - at > 3) return false;
  let exponent = 0;
  for (; at < end; at++) {
    const digit = <u32>load<u8>(at) - ZERO;
    if (digit > 9) return false;
    exponent = exponent * 10 + digit;
  }
  decimals -= sign == MINUS ? -exponent : exponent;
  return true;
}
