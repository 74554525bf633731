import { type Hour, isoInstant, startOfHour } from '../../../shared/domain/base/instant.ts';
import { type Pico, picoText } from '../../../shared/domain/base/money.ts';
import type { PicoRange } from '../../../shared/domain/evaluation/finding.ts';
import type { Freshness } from '../../../shared/flow/read/read-basis.ts';

/** Domain values as `shared/api/words.ts` has them. */
export const money = (pico: Pico): string => picoText(pico);

export const time = (hour: Hour): string => isoInstant(startOfHour(hour));

export const orNull = <T, R>(value: T | undefined, document: (value: T) => R): R | null =>
  value === undefined ? null : document(value);

export const range = ({ low, mid, high }: PicoRange) => ({
  low: money(low),
  mid: money(mid),
  high: money(high),
});

/** Growth in percent, one decimal; null from nothing, and where there is nothing to compare with. */
export function changePercent(now: Pico, before: Pico | undefined): number | null {
  if (before === undefined || before <= 0n) return null;
  return Number(((now - before) * 1_000n) / before) / 10;
}

export const freshness = ({ dataThrough, deliveredAt, executionId, ripeThrough, isStale }: Freshness) => ({
  dataThrough: time(dataThrough),
  deliveredAt: isoInstant(deliveredAt),
  executionId,
  ripeThrough: time(ripeThrough),
  isStale,
});
