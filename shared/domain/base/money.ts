import { type Decimal, decimalText, parseDecimal, unitsAtScale } from './decimal.ts';
import { bug } from './failure.ts';

/**
 * Money inside the ledger: whole picodollars (10^-12 of the billing currency's major unit).
 * One row's rounding is at most half a picodollar, so ten million rows err by at most $0.000005.
 */
export type Pico = bigint;

export const PICO_DECIMALS = 12;
export const PICO_PER_UNIT = 1_000_000_000_000n;

/** Sums by ISO 4217 currency code as exact decimal strings: the form in which money leaves the program. */
export type CostByCurrency = Readonly<Record<string, string>>;

export const picoOf = (value: Decimal): Pico => unitsAtScale(value, PICO_DECIMALS);
export const decimalOfPico = (pico: Pico): Decimal => ({ units: pico, scale: PICO_DECIMALS });
/** Exact text, e.g. `1.131553500000` -> `1.1315535`. */
export const picoText = (pico: Pico): string => decimalText(decimalOfPico(pico));
/** Whole-unit text such as `100` or `0.5`; for settings and stored values. Throws Failure `poison`. */
export const parsePico = (text: string): Pico => picoOf(parseDecimal(text));
/** For ratios, scores and charts only; never for sums that are shown as money. */
export const approximate = (pico: Pico): number => Number(pico) / 1e12;
/** A computed (not billed) amount, such as a forecast, back to picodollars. Throws Failure `bug` for NaN and infinities. */
export function picoOfNumber(units: number): Pico {
  if (!Number.isFinite(units)) throw bug('a computed amount is no number', { found: String(units) });
  return BigInt(Math.round(units * 1e6)) * 1_000_000n;
}

/**
 * For people: `$1,234.56`, `$0.0042`, `-$3.10`, `€12.00`; rounds half away from zero. Amounts under a cent keep two
 * significant digits so that nothing that was spent reads as zero.
 */
export function formatMoney(pico: Pico, currency = 'USD'): string {
  const negative = pico < 0n;
  const size = negative ? -pico : pico;
  const decimals = decimalsShown(size);
  const units = unitsAtScale({ units: size, scale: PICO_DECIMALS }, decimals);
  const digits = units.toString().padStart(decimals + 1, '0');
  const whole = digits.slice(0, -decimals).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  const text = `${whole}.${digits.slice(-decimals)}`;
  const symbol = SYMBOLS.get(currency);
  return `${negative ? '-' : ''}${symbol ?? ''}${text}${symbol === undefined && currency !== '' ? ` ${currency}` : ''}`;
}

const CENT = PICO_PER_UNIT / 100n;

function decimalsShown(size: Pico): number {
  if (size === 0n || size >= CENT) return 2;
  const twoDigits = Math.min(PICO_DECIMALS - size.toString().length + 2, PICO_DECIMALS);
  // $0.00996 rounds up to a cent and reads as one, not as $0.0100.
  const carried = unitsAtScale({ units: size, scale: PICO_DECIMALS }, twoDigits) === 100n;
  if (!carried) return twoDigits;
  return twoDigits === 4 ? 2 : twoDigits - 1;
}

const SYMBOLS: ReadonlyMap<string, string> = new Map([
  ['USD', '$'],
  ['EUR', '€'],
  ['GBP', '£'],
  ['JPY', '¥'],
  ['INR', '₹'],
]);
