import { type Pico, parsePico } from '../../domain/base/money.ts';

const AMOUNT = /^[$€£]?\s?((?:\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.\d{1,2})?)\s?(k|m)?$/i;
const TIMES: Readonly<Record<string, bigint>> = { k: 1_000n, m: 1_000_000n };

/** `5000`, `$5,000`, `12.5k`; undefined where it is not plainly an amount: `5.000` may be five or five thousand. */
export function parseAmount(text: string): Pico | undefined {
  const match = AMOUNT.exec(text.trim());
  if (match === null) return undefined;
  const [, digits = '', factor = ''] = match;
  return parsePico(digits.replaceAll(',', '')) * (TIMES[factor.toLowerCase()] ?? 1n);
}
