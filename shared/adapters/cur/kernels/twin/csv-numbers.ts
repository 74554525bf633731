import type { Views } from '../heap.ts';

const [MINUS, PLUS, POINT, ZERO] = [0x2d, 0x2b, 0x2e, 0x30];

/** Up to here all whole numbers are doubles, and so are all powers of ten up to 10^22. */
const MANTISSA_MAX = 1e15;
const PICO_MAX = 1e15;
const PICO_DECIMALS = 12;
const EXPONENT_MAX = 22;
/** More characters are no matter for a fast path. */
const LENGTH_MAX = 64;
const NOT_PLAIN = -1;

const POWERS = Float64Array.from({ length: EXPONENT_MAX + 1 }, (_, exponent) => Number(`1e${exponent}`));

/** Decimals of the number last read, less its exponent. */
let decimals = 0;

export function picoOfTexts(
  views: Views,
  starts: number,
  ends: number,
  stride: number,
  count: number,
  out: number,
): number {
  const { u8, i32, f64 } = views;
  let unknown = 0;
  for (let i = 0; i < count; i++) {
    const start = i32[(starts >> 2) + i * stride]!;
    const value = picoOf(u8, start, i32[(ends >> 2) + i * stride]!);
    if (Number.isNaN(value)) unknown++;
    f64[(out >> 3) + i] = value;
  }
  return unknown;
}

export function doublesOfTexts(
  views: Views,
  starts: number,
  ends: number,
  stride: number,
  picks: number,
  count: number,
  out: number,
): number {
  const { u8, i32, f64 } = views;
  let unknown = 0;
  for (let i = 0; i < count; i++) {
    const place = i32[(picks >> 2) + i]! * stride;
    const start = i32[(starts >> 2) + place]!;
    const value = doubleOf(u8, start, i32[(ends >> 2) + place]!);
    if (Number.isNaN(value)) unknown++;
    f64[(out >> 3) + i] = value;
  }
  return unknown;
}

function picoOf(u8: Uint8Array, start: number, end: number): number {
  const mantissa = mantissaOf(u8, start, end);
  if (mantissa === NOT_PLAIN || decimals < 0 || decimals > PICO_DECIMALS) return Number.NaN;
  const pico = mantissa * POWERS[PICO_DECIMALS - decimals]!;
  if (pico >= PICO_MAX) return Number.NaN;
  return u8[start] === MINUS ? 0 - pico : pico;
}

function doubleOf(u8: Uint8Array, start: number, end: number): number {
  const mantissa = mantissaOf(u8, start, end);
  if (mantissa === NOT_PLAIN || decimals > EXPONENT_MAX || decimals < -EXPONENT_MAX) return Number.NaN;
  const value = decimals < 0 ? mantissa * POWERS[-decimals]! : mantissa / POWERS[decimals]!;
  return u8[start] === MINUS ? -value : value;
}

/** The digits of `-12.5E-3` as one whole number, and how many `decimals` they have. */
function mantissaOf(u8: Uint8Array, start: number, end: number): number {
  if (end - start > LENGTH_MAX) return NOT_PLAIN;
  const first = start < end && u8[start] === MINUS ? start + 1 : start;
  let at = first;
  let mantissa = 0;
  let point = 0;
  for (; at < end; at++) {
    const digit = u8[at]! - ZERO;
    if (digit >= 0 && digit <= 9) {
      mantissa = mantissa * 10 + digit;
      if (mantissa >= MANTISSA_MAX) return NOT_PLAIN;
    } else if (u8[at] === POINT && point === 0) point = at;
    else break;
  }
  if (at - first === (point === 0 ? 0 : 1)) return NOT_PLAIN;
  decimals = point === 0 ? 0 : at - point - 1;
  return at === end || exponentFits(u8, at, end) ? mantissa : NOT_PLAIN;
}

/** Takes an exponent of up to three digits off the decimals; false where something else stands there. */
function exponentFits(u8: Uint8Array, start: number, end: number): boolean {
  if ((u8[start]! | 0x20) !== 0x65) return false;
  const sign = u8[start + 1]!;
  let at = sign === MINUS || sign === PLUS ? start + 2 : start + 1;
  if (at >= end || end - at > 3) return false;
  let exponent = 0;
  for (; at < end; at++) {
    const digit = u8[at]! - ZERO;
    if (digit < 0 || digit > 9) return false;
    exponent = exponent * 10 + digit;
  }
  decimals -= sign === MINUS ? -exponent : exponent;
  return true;
}
