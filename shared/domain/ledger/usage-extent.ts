import { poison } from '../base/failure.ts';
import { type Hour, isoHour } from '../base/instant.ts';
import { type BillingPeriod, periodHours } from '../base/period.ts';
import type { ChargeBatch } from '../charge/charge.ts';
import { SANE_HOURS } from './period-tally.ts';
import type { Grain } from './snapshot.ts';

/** Late and corrected rows reach into neighbouring months; further away the time itself must be wrong. */
const STRAY_HOURS_MAX = 62 * 24;
/** Monthly charges cover the whole month in advance and say nothing about how far the data goes. */
const DAY_HOURS = 24;

/** What the Bedrock usage rows of a delivery say about its time: how far, how fine, and whether they belong to it. */
export interface UsageExtent {
  add(batch: ChargeBatch, row: number): void;
  /** The same of rows that somebody else has looked at, and checked. */
  join(seen: { readonly end: Hour; readonly spans: SeenSpans }): void;
  spans(): SeenSpans;
  grain(): Grain;
  /** End (exclusive) of the newest usage hour; undefined where there is no usage. */
  end(): Hour | undefined;
  /** Throws Failure `poison` naming the file and row of a usage hour that cannot be this period's. */
  check(period: BillingPeriod): void;
}

/** Lengths of charge periods that occur: of an hour, of up to a day, of more. */
export interface SeenSpans {
  readonly hours: boolean;
  readonly days: boolean;
  readonly longer: boolean;
}

interface Place {
  readonly hour: Hour;
  readonly file: string;
  readonly row: number;
}

export function createUsageExtent(): UsageExtent {
  let first: Place | undefined;
  let last: Place | undefined;
  let end: Hour | undefined;
  let hours = false;
  let days = false;
  let longer = false;
  return {
    add(batch, row) {
      const hour = batch.startHour[row]!;
      const span = batch.spanHours[row]!;
      if (first === undefined || hour < first.hour) first = placeOf(batch, row);
      if (last === undefined || hour > last.hour) last = placeOf(batch, row);
      const until = hour + Math.min(span, DAY_HOURS);
      end = Math.max(end ?? until, until);
      if (span <= 1) hours = true;
      else if (span <= DAY_HOURS) days = true;
      else longer = true;
    },
    join(seen) {
      end = Math.max(end ?? seen.end, seen.end);
      hours ||= seen.spans.hours;
      days ||= seen.spans.days;
      longer ||= seen.spans.longer;
    },
    spans: () => ({ hours, days, longer }),
    grain: () => (days || (longer && !hours) ? 'daily' : 'hourly'),
    end: () => end,
    check(period) {
      for (const place of [first, last]) if (place !== undefined) checkPlace(place, period);
    },
  };
}

const placeOf = (batch: ChargeBatch, row: number): Place => ({
  hour: batch.startHour[row]!,
  file: batch.file,
  row: batch.fileRow[row]!,
});

function checkPlace({ hour, file, row }: Place, period: BillingPeriod): void {
  const sane = hour >= SANE_HOURS.from && hour < SANE_HOURS.to;
  const { from, to } = periodHours(period);
  if (sane && hour >= from - STRAY_HOURS_MAX && hour < to + STRAY_HOURS_MAX) return;
  throw poison('a Bedrock usage row lies far outside the billing period', {
    file,
    row,
    expected: `a usage start within 62 days of ${period}`,
    found: sane ? isoHour(hour) : `hour ${hour} since 1970, which is no sane time`,
  });
}
