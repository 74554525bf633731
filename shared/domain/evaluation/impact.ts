import { HOUR_MS, type Hour, type Instant, startOfHour } from '../base/instant.ts';
import { approximate, type Pico } from '../base/money.ts';
import { type BillingPeriod, periodEnd, periodOf } from '../base/period.ts';
import type { EvaluationDefaults } from './defaults.ts';
import type { Impact, PicoRange, Severity } from './finding.ts';
import { excessOf, type Rate } from './impact/excess.ts';
import { nextWorkStart, WORKING_TIME, type WorkingTime } from './impact/working-day.ts';

/** Exports are refreshed about three times a day. */
const NEXT_DELIVERY_MS = 8 * HOUR_MS;

/** The delivery from which something is told. */
export interface ToldAt {
  /** End (exclusive) of the judged data: from there on the rate is carried on. */
  readonly dataEnd: Hour;
  readonly asOf: Instant;
  /** Whose end is the last horizon; that of the delivery where nothing is said. */
  readonly period?: BillingPeriod;
}

/** What is known of the team's days and of the export's rhythm; as usual where nothing is said. */
export interface Outlook {
  readonly workingTime?: WorkingTime;
  /** Usual time between two deliveries. */
  readonly nextDeliveryMs?: number;
}

/**
 * Extra cost if the present rate goes on, from the end of the judged data: until the next delivery; until the team's
 * first working day begins after that, when somebody has seen it and can act; and until the month ends, but not
 * before that morning. So the three are in order.
 */
export function impactOf(
  rate: Rate,
  soFar: Pico,
  { dataEnd, asOf, period = periodOf(asOf) }: ToldAt,
  { workingTime = WORKING_TIME, nextDeliveryMs = NEXT_DELIVERY_MS }: Outlook = {},
): Impact {
  const excess = excessOf(rate);
  const from = startOfHour(dataEnd);
  const nextDelivery = asOf + Math.max(0, nextDeliveryMs);
  const morning = nextWorkStart(nextDelivery, workingTime);
  const monthEnd = Math.max(periodEnd(period), morning);
  const over = (until: Instant) => {
    const ms = BigInt(Math.max(0, until - from));
    return (perHour: Pico): Pico => (perHour * ms) / BigInt(HOUR_MS);
  };
  const [byDelivery, byMorning, byMonthEnd] = [over(nextDelivery), over(morning), over(monthEnd)];
  return {
    soFar,
    untilNextDelivery: byDelivery(excess.mid),
    untilMorning: byMorning(excess.mid),
    untilMonthEnd: byMonthEnd(excess.mid),
    horizons: { nextDelivery, morning, timeZone: workingTime.timeZone },
    ...(excess.low === excess.high
      ? {}
      : {
          ranges: {
            untilNextDelivery: mapped(excess, byDelivery),
            untilMorning: mapped(excess, byMorning),
            untilMonthEnd: mapped(excess, byMonthEnd),
          },
        }),
  };
}

const mapped = ({ low, mid, high }: PicoRange, cost: (perHour: Pico) => Pico): PicoRange => ({
  low: cost(low),
  mid: cost(mid),
  high: cost(high),
});

/** By projected dollars, never by percent: what it costs until somebody can act, or until the bill closes. */
export function severityOf(
  impact: Pick<Impact, 'untilMorning' | 'untilMonthEnd'>,
  { severity }: EvaluationDefaults,
): Severity {
  const reaches = (limit: { readonly untilMorning: number; readonly untilMonthEnd: number }): boolean =>
    approximate(impact.untilMorning) >= limit.untilMorning ||
    approximate(impact.untilMonthEnd) >= limit.untilMonthEnd;
  if (reaches(severity.critical)) return 'critical';
  return reaches(severity.warning) ? 'warning' : 'info';
}
