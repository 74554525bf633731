import { misconfigured } from '../../domain/base/failure.ts';
import { dayOfHour, type Hour, isoHour } from '../../domain/base/instant.ts';
import type { Grain } from '../../domain/ledger/snapshot.ts';
import type { ReadBasis } from './read-basis.ts';

export interface ShownHours {
  readonly from: Hour;
  readonly to: Hour;
}

const USUAL_DAYS = 14;
const HOURLY_DAYS_MAX = 14;
const DAYS_MAX = 400;

/** What a chart shows: the range that is asked, else the newest two weeks. Throws Failure `misconfigured` for none. */
export function shownHours(
  { newest }: Pick<ReadBasis, 'newest'>,
  asked: { readonly from?: Hour; readonly to?: Hour },
): ShownHours {
  const to = asked.to ?? (dayOfHour(newest.dataThrough - 1) + 1) * 24;
  const from = asked.from ?? to - USUAL_DAYS * 24;
  if (to > from && to - from <= DAYS_MAX * 24) return { from, to };
  throw misconfigured('This is no range of time that can be shown.', {
    column: 'to',
    expected: `after ${isoHour(from)}, at most ${DAYS_MAX} days later`,
    found: isoHour(to),
  });
}

/** By the hour where the bill knows hours and they can be told apart. */
export const chartGrain = (grain: Grain, { from, to }: ShownHours): 'hour' | 'day' =>
  grain === 'hourly' && to - from <= HOURLY_DAYS_MAX * 24 ? 'hour' : 'day';
