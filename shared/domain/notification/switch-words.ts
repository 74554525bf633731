import { formatMoney } from '../base/money.ts';
import type { ModelSwitch, PriceChange } from '../evaluation/cause/facts.ts';
import { plainText } from './text.ts';
import { hourText, shareText, tokenWords } from './words.ts';

/** `the same claude-opus-4.6 output costs 30 % more since Tue 17 Nov 14:00 UTC: $25.00 → $32.50 a million tokens`. */
export function priceChangeText(
  { model, tokenKind, since, was, now }: PriceChange,
  currency: string,
): string {
  const percent = Math.round((Number(now) / Number(was) - 1) * 100);
  const change = percent < 0 ? `${-percent} % less` : `${percent} % more`;
  return (
    `the same ${plainText(model)} ${tokenWords(tokenKind)} costs ${change} since ${hourText(since)} UTC: ` +
    `${formatMoney(was, currency)} → ${formatMoney(now, currency)} a million tokens`
  );
}

/** `moved from claude-haiku-4.5 to claude-opus-4.6 (0 % → 92 % of the tokens, 1.0× the volume), $1.30 → $6.50 a million tokens`. */
export function modelSwitchText(moved: ModelSwitch, currency: string): string {
  const { from, to, shareWas, shareNow, tokensWas, tokensNow, fromPrice, toPrice } = moved;
  return (
    `moved from ${plainText(from)} to ${plainText(to)} (${shareText(shareWas)} → ${shareText(shareNow)} of the tokens, ` +
    `${(tokensNow / tokensWas).toFixed(1)}× the volume), ` +
    `${formatMoney(fromPrice, currency)} → ${formatMoney(toPrice, currency)} a million tokens`
  );
}
