// Shares no code with the product on purpose: it is what the product's sums are compared with.

const DECIMALS = 40;

/** Exact sum of decimal texts such as `0.0165` and `1.2E-7`, without trailing zeros. */
export function exactSum(texts: readonly string[]): string {
  const units = texts.reduce((sum, text) => sum + unitsOf(text), 0n);
  const digits = (units < 0n ? -units : units).toString().padStart(DECIMALS + 1, '0');
  const text = `${digits.slice(0, -DECIMALS)}.${digits.slice(-DECIMALS)}`.replace(/\.?0+$/, '');
  return units < 0n ? `-${text}` : text;
}

function unitsOf(text: string): bigint {
  const [mantissa = '', exponent = '0'] = text.toUpperCase().split('E');
  const [whole = '', fraction = ''] = mantissa.split('.');
  return BigInt(whole + fraction) * 10n ** BigInt(DECIMALS - fraction.length + Number(exponent));
}
