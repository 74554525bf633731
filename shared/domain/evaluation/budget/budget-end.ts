import type { Hour } from '../../base/instant.ts';
import type { Pico } from '../../base/money.ts';
import type { BudgetEnd, PicoRange } from '../finding.ts';

/** Hour in whose course the rest is used up at this rate; undefined where it lasts until `to`, or is gone already. */
export function hourOfEnd(left: Pico, perHour: Pico, from: Hour, to: Hour): Hour | undefined {
  if (left <= 0n || perHour <= 0n) return undefined;
  // Reached with the last cent of an hour is within that hour.
  const hours = (left + perHour - 1n) / perHour - 1n;
  return hours < BigInt(Math.max(0, to - from)) ? from + Number(hours) : undefined;
}

/** The same for a range of rates. */
export function budgetEndOf(left: Pico, perHour: PicoRange, from: Hour, to: Hour): BudgetEnd | undefined {
  const [first, at, last] = [perHour.high, perHour.mid, perHour.low].map((rate) =>
    hourOfEnd(left, rate, from, to),
  );
  return first === undefined || at === undefined
    ? undefined
    : { first, at, ...(last === undefined ? {} : { last }) };
}
