import type { Pico } from '../base/money.ts';
import type { Finding } from '../evaluation/finding.ts';

/** Cost of the hours that both findings show, as the earlier and the later one have it. */
export interface SameHours {
  readonly before: Pico;
  readonly now: Pico;
}

/** Time alone never changes these sums; only a restatement, or hours that were incomplete, do. */
export function sameHours(before: Finding, now: Finding): SameHours {
  const later = new Map(now.series.map((point) => [point.hour, point.cost]));
  let sums: SameHours = { before: 0n, now: 0n };
  for (const { hour, cost } of before.series) {
    const again = later.get(hour);
    if (again !== undefined) sums = { before: sums.before + cost, now: sums.now + again };
  }
  return sums;
}
