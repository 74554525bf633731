import { poison } from './failure.ts';

/** An exact decimal: `units` × 10^-`scale`, in the currency's major unit. Never a float. */
export interface Decimal {
  readonly units: bigint;
  readonly scale: number;
}

/** More decimals than any double prints (17 digits at 1e-40); beyond it the text is refused, not cut. */
export const DECIMAL_SCALE_MAX = 60;
/** Digits left of the point that a single cost may have. */
export const DECIMAL_EXPONENT_MAX = 30;
/** Longer texts are refused unread: turning a million digits into a number takes a quarter of a second. */
const TEXT_LENGTH_MAX = 200;

export const DECIMAL_ZERO: Decimal = { units: 0n, scale: 0 };

const DECIMAL_TEXT = /^([+-]?)(?=\.?\d)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?$/;

/**
 * Exact value of a decimal text as Java, JavaScript, DuckDB and AWS print it: `0.0`, `1.2E-5`, `-7.0E-10`, `30`.
 * Refuses blanks, thousands separators, NaN and infinities (Failure `poison`).
 */
export function parseDecimal(text: string): Decimal {
  const match = text.length > TEXT_LENGTH_MAX ? null : DECIMAL_TEXT.exec(text);
  if (match === null) {
    throw poison('not a decimal number', { expected: 'a decimal number such as 0.0165', found: quote(text) });
  }
  // Superfluous zeros are no digits: they must not push a number out of range.
  const whole = match[2]!.replace(/^0+/, '');
  const fraction = (match[3] ?? '').replace(/0+$/, '');
  const exponent = match[4] === undefined ? 0 : Number(match[4]);
  const size = BigInt(whole + fraction);
  const digits = match[1] === '-' ? -size : size;
  const scale = fraction.length - exponent;
  if (digits === 0n) return DECIMAL_ZERO;
  if (scale > DECIMAL_SCALE_MAX || whole.length + exponent > DECIMAL_EXPONENT_MAX) {
    throw poison('the number is out of range for money', {
      expected: `at most ${DECIMAL_EXPONENT_MAX} digits before and ${DECIMAL_SCALE_MAX} after the point`,
      found: quote(text),
    });
  }
  // Stryker disable next-line EqualityOperator: at scale 0 both ways give the digits as they are.
  return scale >= 0 ? trim({ units: digits, scale }) : { units: digits * 10n ** BigInt(-scale), scale: 0 };
}

export function addDecimal(a: Decimal, b: Decimal): Decimal {
  if (a.scale === b.scale) return { units: a.units + b.units, scale: a.scale };
  // Stryker disable next-line EqualityOperator: equal scales have returned above.
  return a.scale > b.scale
    ? { units: a.units + b.units * 10n ** BigInt(a.scale - b.scale), scale: a.scale }
    : addDecimal(b, a);
}

export const subtractDecimal = (a: Decimal, b: Decimal): Decimal =>
  addDecimal(a, { units: -b.units, scale: b.scale });

/** Plain decimal text without exponent or superfluous zeros: `-0.0000000007`, `123.45`, `0`. */
export function decimalText(value: Decimal): string {
  const { units, scale } = trim(value);
  const sign = units < 0n ? '-' : '';
  const digits = units
    .toString()
    .slice(sign.length)
    .padStart(scale + 1, '0');
  return scale === 0 ? sign + digits : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** Rescales; where digits are lost, rounds half away from zero. */
export function unitsAtScale(value: Decimal, scale: number): bigint {
  // Stryker disable next-line EqualityOperator: at equal scales the division below is by one.
  if (value.scale <= scale) return value.units * 10n ** BigInt(scale - value.scale);
  const divisor = 10n ** BigInt(value.scale - scale);
  const half = divisor / 2n;
  // Stryker disable next-line EqualityOperator: half a divisor less than zero still divides to zero.
  return (value.units >= 0n ? value.units + half : value.units - half) / divisor;
}

function trim(value: Decimal): Decimal {
  let { units, scale } = value;
  while (scale > 0 && units % 10n === 0n) {
    units /= 10n;
    scale -= 1;
  }
  return { units, scale };
}

const quote = (text: string): string => JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}…` : text);
