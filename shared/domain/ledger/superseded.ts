import { DAY_MS, type Instant } from '../base/instant.ts';
import { byText } from '../base/order.ts';
import { madeAt } from '../delivery/order.ts';
import type { LedgerVersion, Pointer } from './snapshot.ts';
import { orderOfVersion } from './version.ts';

/**
 * For so many days after another delivery took its place a delivery can be read: a backtest looks back 90 days, begins
 * with the 45 before them whose alerts still mattered then, and counts from a newest delivery that may be days old.
 */
export const SUPERSEDED_KEPT_DAYS = 140;

/** Whether a period is old enough to hold anything that may go; cheaper than asking what it holds. */
export const mayHoldSuperseded = ({ chain }: Pick<Pointer, 'chain'>, now: Instant): boolean =>
  chain.slice(0, 1).some((first) => madeAt(orderOfVersion(first)) < keptSince(now));

/**
 * Of the versions whose detail is stored, those that may go: nobody can ask any more what was known while they were shown.
 * What the pointer shows stays for good, so of each month the last delivery. So does what is newer than that: a worker
 * may be about to publish it. What was never published goes like the delivery that was published in its place.
 */
export const superseded = (
  stored: readonly LedgerVersion[],
  { chain }: Pick<Pointer, 'chain'>,
  now: Instant,
): readonly LedgerVersion[] =>
  stored.filter((version) => {
    const end = shownUntil(version, chain);
    return end !== undefined && end < keptSince(now);
  });

const keptSince = (now: Instant): Instant => now - SUPERSEDED_KEPT_DAYS * DAY_MS;

/** When another delivery took its place; undefined while none has. */
function shownUntil(version: LedgerVersion, chain: readonly LedgerVersion[]): Instant | undefined {
  if (version === chain.at(-1)) return undefined;
  const order = orderOfVersion(version);
  const next = chain.find((other) => other !== version && byText(orderOfVersion(other), order) >= 0);
  return next === undefined ? undefined : madeAt(orderOfVersion(next));
}
