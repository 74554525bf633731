import { type Decimal, parseDecimal } from '../../domain/base/decimal.ts';
import { Failure, poison } from '../../domain/base/failure.ts';
import { PICO_DECIMALS, PICO_PER_UNIT } from '../../domain/base/money.ts';

/** Where a row of a file is, for messages: rows are 1-based and the CSV header is none. */
export interface Place {
  readonly file: string;
  readonly row: number;
  readonly column: string;
}

/**
 * Costs of consecutive rows: whole picodollars as exact doubles, or NaN where the row's exact decimal stands aside.
 * The same amount always takes the same of the two forms, whatever it was read from.
 */
export interface CostColumn {
  readonly pico: Float64Array;
  readonly exact: Map<number, Decimal>;
}

export const newCostColumn = (rows: number): CostColumn => ({
  pico: new Float64Array(rows),
  exact: new Map(),
});

/** Below it x·10^12 and back is proven exact: the product stays under 2^53 with less than half a unit of error. */
const FAST_UNITS_MAX = 1000;
const FAST_PICO_MAX = 1e15;
const PICO_SCALE = 1e12;

/** Picodollars of a double if it prints with at most 12 decimals and is under $1,000 in size; else NaN. */
export function picoOfDouble(value: number): number {
  const pico = Math.round(value * PICO_SCALE);
  // The `+ 0` turns -0 into 0, so that equal costs are equal bits.
  return pico / PICO_SCALE === value && Math.abs(value) < FAST_UNITS_MAX ? pico + 0 : Number.NaN;
}

/** Sets the cost of a row from a double, by its shortest round-trip text (what DuckDB, Java and JavaScript print). */
export function setDouble(column: CostColumn, index: number, value: number, place: () => Place): void {
  const pico = picoOfDouble(value);
  if (!Number.isNaN(pico)) column.pico[index] = pico;
  else setText(column, index, String(value), place);
}

/** Sets the cost of a row from its decimal text. Throws Failure `poison` with the place of the row. */
export function setText(column: CostColumn, index: number, text: string, place: () => Place): void {
  try {
    setDecimal(column, index, parseDecimal(text));
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const found = text === '' ? 'nothing' : error.detail.found;
    throw poison(
      `the cost cannot be read: ${error.message}`,
      { ...error.detail, ...place(), ...(found && { found }) },
      error,
    );
  }
}

const FAST_UNITS = BigInt(FAST_UNITS_MAX) * PICO_PER_UNIT;

export function setDecimal(column: CostColumn, index: number, cost: Decimal): void {
  if (cost.scale <= PICO_DECIMALS) {
    const pico = cost.units * 10n ** BigInt(PICO_DECIMALS - cost.scale);
    if (pico < FAST_UNITS && pico > -FAST_UNITS) {
      column.pico[index] = Number(pico);
      return;
    }
  }
  column.pico[index] = Number.NaN;
  column.exact.set(index, cost);
}

const POWERS = Float64Array.from({ length: PICO_DECIMALS + 1 }, (_, exponent) => 10 ** exponent);
const [MINUS, PLUS, POINT, ZERO, NINE, UPPER_E, LOWER_E] = [0x2d, 0x2b, 0x2e, 0x30, 0x39, 0x45, 0x65];

/**
 * Picodollars of a decimal text such as `0.0165`, `1.2E-5` or `-7.0E-10`, without a string. NaN where that is not
 * provably exact, or not a plain number at all: then `setText` decides.
 */
export function picoOfBytes(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  const negative = bytes[at] === MINUS;
  if (negative) at++;
  let mantissa = 0;
  let digits = 0;
  let decimals = 0;
  let seenPoint = false;
  for (; at < end; at++) {
    const byte = bytes[at]!;
    if (byte >= ZERO && byte <= NINE) {
      mantissa = mantissa * 10 + (byte - ZERO);
      if (mantissa >= FAST_PICO_MAX) return Number.NaN;
      digits++;
      if (seenPoint) decimals++;
    } else if (byte === POINT && !seenPoint) {
      seenPoint = true;
    } else {
      break;
    }
  }
  if (digits === 0) return Number.NaN;
  if (at < end) decimals -= exponentOf(bytes, at, end);
  // Whole thousands and more than 12 decimals go the slow way; NaN exponents too.
  if (!(decimals >= 0 && decimals <= PICO_DECIMALS)) return Number.NaN;
  const pico = mantissa * POWERS[PICO_DECIMALS - decimals]!;
  if (pico >= FAST_PICO_MAX) return Number.NaN;
  return negative ? 0 - pico : pico;
}

function exponentOf(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  if (bytes[at] !== UPPER_E && bytes[at] !== LOWER_E) return Number.NaN;
  at++;
  const negative = bytes[at] === MINUS;
  if (negative || bytes[at] === PLUS) at++;
  if (at >= end || end - at > 3) return Number.NaN;
  let exponent = 0;
  for (; at < end; at++) {
    const digit = bytes[at]! - ZERO;
    if (digit < 0 || digit > 9) return Number.NaN;
    exponent = exponent * 10 + digit;
  }
  return negative ? -exponent : exponent;
}

/** A row without any cost cannot be counted. */
export const missingCost = (place: Place): Failure =>
  poison('the cost cannot be read: not a decimal number', {
    ...place,
    expected: 'a decimal number',
    found: 'nothing',
  });
