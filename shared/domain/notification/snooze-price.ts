import { HOUR_MS, type Instant, startOfHour } from '../base/instant.ts';
import type { Pico } from '../base/money.ts';
import type { Finding, PicoRange } from '../evaluation/finding.ts';
import { estimateText } from './words.ts';

/** What a snooze of so many hours is offered for. */
export const SNOOZE_HOURS = [1, 8, 24] as const;

/**
 * Money that goes on being spent by the hour: on top of the usual for rises, on top of the plan for a burn, all of it
 * for a budget. Undefined where nothing does, as for a silence.
 */
function ratePerHour(finding: Finding): PicoRange | undefined {
  const { rule, burn, costPerHour, usualPerHour } = finding;
  if (rule === 'drop') return undefined;
  if (rule === 'budget-threshold' || rule === 'budget-forecast') return even(costPerHour);
  if (rule === 'budget-burn') return burn && even(burn.costPerHour - burn.planPerHour);
  return unripeRate(finding) ?? even(costPerHour - usualPerHour);
}

const even = (rate: Pico): PicoRange | undefined =>
  rate > 0n ? { low: rate, mid: rate, high: rate } : undefined;

/** Where the hours behind the rate are not whole yet, the finding has the range of what they will cost. */
function unripeRate({ impact, baseline }: Finding): PicoRange | undefined {
  const { ranges, horizons } = impact;
  if (ranges === undefined || horizons === undefined || baseline === undefined) return undefined;
  const ms = BigInt(horizons.nextDelivery - startOfHour(baseline.to));
  if (ms <= 0n) return undefined;
  const perHour = (cost: Pico): Pico => (cost * BigInt(HOUR_MS)) / ms;
  const { low, mid, high } = ranges.untilNextDelivery;
  return { low: perHour(low), mid: perHour(mid), high: perHour(high) };
}

/** `about $1,161 extra`, `about $380 ($310 to $520) extra`, `about $175 spent`; '' where it costs nothing. */
function priceText(finding: Finding, ms: number): string {
  const rate = ratePerHour(finding);
  if (rate === undefined || ms <= 0) return '';
  const over = (perHour: Pico): string =>
    estimateText((perHour * BigInt(ms)) / BigInt(HOUR_MS), finding.currency);
  const range = rate.low === rate.high ? '' : ` (${over(rate.low)} to ${over(rate.high)})`;
  const isWhole = finding.rule === 'budget-threshold' || finding.rule === 'budget-forecast';
  return `about ${over(rate.mid)}${range} ${isWhole ? 'spent' : 'extra'}`;
}

/** `8 h, about $380 extra`. */
export function snoozeLabel(finding: Finding, hours: number): string {
  const price = priceText(finding, hours * HOUR_MS);
  return price === '' ? `${hours} h` : `${hours} h, ${price}`;
}

/** What a snooze costs that was decided now and lasts until then. */
export const snoozedPriceText = (finding: Finding, until: Instant, from: Instant): string =>
  priceText(finding, until - from);
