import { formatMoney, PICO_PER_UNIT } from '../base/money.ts';
import type { Finding } from '../evaluation/finding.ts';

/** What is worse by an order of magnitude cannot wait, whoever asked for quiet. */
export const LEAP = 10n;
const RATE_MIN = PICO_PER_UNIT;
/** A steady rate makes any sum grow tenfold in time: only money that matters is a new fact. */
const SO_FAR_MIN = 1_000n * PICO_PER_UNIT;

/** `$12.00/h -> $130.00/h` where the rate, or the extra cost so far, is tenfold what was told. */
export function leapOf(told: Finding, now: Finding): string | undefined {
  // Told once: what grows out of it is a rise, and told as one.
  if (now.firstSeen !== undefined || now.drop !== undefined) return undefined;
  const { currency } = now;
  if (now.costPerHour >= LEAP * told.costPerHour && now.costPerHour - told.costPerHour >= RATE_MIN) {
    return `${formatMoney(told.costPerHour, currency)}/h -> ${formatMoney(now.costPerHour, currency)}/h`;
  }
  const [before, soFar] = [told.impact.soFar, now.impact.soFar];
  return soFar >= LEAP * before && soFar >= SO_FAR_MIN
    ? `${formatMoney(before, currency)} -> ${formatMoney(soFar, currency)} so far`
    : undefined;
}
