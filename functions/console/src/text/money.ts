/** Amounts come as exact decimal text (`-123.456789012345`) and are rounded here, half away from zero, never as floats. */
const DECIMALS = 12;
const PICO_PER_CENT = 10_000_000_000n;
const PICO_PER_UNIT = 1_000_000_000_000n;

const SYMBOLS: Readonly<Record<string, string>> = { USD: '$', EUR: '€', GBP: '£', JPY: '¥', INR: '₹' };

/** Whole units of 10^-12. */
export function picoOf(text: string): bigint {
  const [, sign = '', whole = '0', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  const size = BigInt(whole) * PICO_PER_UNIT + BigInt(fraction.slice(0, DECIMALS).padEnd(DECIMALS, '0'));
  return sign === '-' ? -size : size;
}

/** `$1,234.56`, `-$3.10`, `12.00 CHF`. What was spent but is under a cent reads `<$0.01`. */
export const moneyText = (text: string, currency: string): string => picoMoney(picoOf(text), currency);

export function picoMoney(pico: bigint, currency: string): string {
  const size = pico < 0n ? -pico : pico;
  const sign = pico < 0n ? '−' : '';
  const cents = (size + PICO_PER_CENT / 2n) / PICO_PER_CENT;
  if (cents === 0n && size > 0n) return sign + withCurrency('0.01', currency, '<');
  const digits = cents.toString().padStart(3, '0');
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',');
  return sign + withCurrency(`${whole}.${digits.slice(-2)}`, currency);
}

/** With a sign, for changes: `+$3.10`, `−$3.10`, `$0.00`. */
export function changeText(text: string, currency: string): string {
  const pico = picoOf(text);
  return pico > 0n ? `+${picoMoney(pico, currency)}` : picoMoney(pico, currency);
}

function withCurrency(digits: string, currency: string, before = ''): string {
  const symbol = SYMBOLS[currency];
  return symbol === undefined ? `${before}${digits} ${currency}` : `${before}${symbol}${digits}`;
}

/** The exact amount, for whoever points at a rounded one. */
export const exactText = (text: string, currency: string): string => `${text} ${currency}`;

/** For axes and estimates, where cents would only be noise: `$12.3k`, `$940`, `$3.20`. */
export function roughMoney(amount: number, currency: string): string {
  const size = Math.abs(amount);
  const [scale, unit] = size >= 999_500 ? [1e6, 'M'] : size >= 10_000 ? [1e3, 'k'] : [1, ''];
  const scaled = size / scale;
  const decimals = unit !== '' ? (scaled < 100 ? 1 : 0) : scaled === 0 || scaled >= 20 ? 0 : 2;
  const digits = scaled.toLocaleString('en-US', {
    minimumFractionDigits: unit === '' ? decimals : 0,
    maximumFractionDigits: decimals,
  });
  return (amount < 0 ? '−' : '') + withCurrency(`${digits}${unit}`, currency);
}

/** Ticks of one axis alike: cents on all of them or on none. */
export function axisMoney(amounts: readonly number[], currency: string): readonly string[] {
  const isWhole = amounts.every((amount) => Number.isInteger(amount));
  return amounts.map((amount) =>
    isWhole && Math.abs(amount) < 10_000
      ? withCurrency(amount.toLocaleString('en-US'), currency)
      : roughMoney(amount, currency),
  );
}

/** For lengths of bars and lines only. */
export const approximate = (text: string): number => Number(text);

/** Exact sum of amounts, as text again. */
export function sumText(amounts: readonly string[]): string {
  const pico = amounts.reduce((sum, amount) => sum + picoOf(amount), 0n);
  const digits = (pico < 0n ? -pico : pico).toString().padStart(DECIMALS + 1, '0');
  const fraction = digits.slice(-DECIMALS).replace(/0+$/, '');
  return `${pico < 0n ? '-' : ''}${digits.slice(0, -DECIMALS)}${fraction === '' ? '' : `.${fraction}`}`;
}
