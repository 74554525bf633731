import { PICO_DECIMALS, PICO_PER_UNIT, type Pico } from './money.ts';

/**
 * Rounds amounts to cents (or `decimals`) so that the rounded parts sum to the rounded whole: the parts with the
 * largest remainders take what is over, of equals the first (largest-remainder method). Order is kept.
 */
export function roundShares(parts: readonly Pico[], decimals = 2): readonly Pico[] {
  const unit = PICO_PER_UNIT / 10n ** BigInt(Math.min(decimals, PICO_DECIMALS));
  const total = parts.reduce((sum, part) => sum + part, 0n);
  const floors = parts.map((part) => floorTo(part, unit));
  const target = floorTo(total + unit / 2n, unit);
  let missing = Number((target - floors.reduce((sum, part) => sum + part, 0n)) / unit);
  const byRemainder = parts
    .map((part, index) => ({ index, remainder: part - floors[index]! }))
    .sort((a, b) => Number(b.remainder - a.remainder));
  const rounded = [...floors];
  for (const { index } of byRemainder) {
    if (missing <= 0) break;
    rounded[index] = rounded[index]! + unit;
    missing -= 1;
  }
  return rounded;
}

/** Towards minus infinity, so that every remainder is at least zero, for credits too. */
function floorTo(value: Pico, unit: Pico): Pico {
  const rest = ((value % unit) + unit) % unit;
  return value - rest;
}
