import { dayOf, HOUR_MS, hourOf, type Instant, isoInstant, startOfHour } from '../base/instant.ts';
import { placeOf, UTC, wallTimeOf } from '../base/time-zone.ts';
import type { Finding, Impact, PicoRange } from '../evaluation/finding.ts';
import { burnShare, burnTimes } from './burn-words.ts';
import type { LabelledValue } from './notification.ts';
import { clockText, estimateText, hourText } from './words.ts';

/** What alerts of earlier versions mean, which do not say it: eight hours later, and 09:00 UTC of the next day. */
const UNSAID = { deliveryHours: 8, morningHour: 9 };

/** Extra cost above the usual if the present rate goes on, and when the team's budget ends of it. */
export function outlookOf(finding: Finding, executedAt: Instant): readonly LabelledValue[] {
  const { impact, currency } = finding;
  const { nextDelivery } = horizonsOf(impact, executedAt);
  const line = (label: string, name: keyof NonNullable<Impact['ranges']>): LabelledValue => ({
    label,
    value: `+${estimateText(impact[name], currency)}${rangeOf(impact.ranges?.[name], currency)}`,
  });
  return [
    line(`By the next delivery (≈ ${clockText(hourOf(nextDelivery))} UTC)`, 'untilNextDelivery'),
    line(`By ${morningText(impact, executedAt)}`, 'untilMorning'),
    line('By month end', 'untilMonthEnd'),
    ...budgetEnd(impact),
    ...budgetBurn(finding),
  ];
}

/** When somebody of the team is at work again: `Mon 23 Nov 09:00 Berlin`. */
export function morningText(impact: Impact, executedAt: Instant): string {
  const { morning, timeZone } = horizonsOf(impact, executedAt);
  const wall = wallTimeOf(timeZone, morning);
  return `${hourText(hourOf(wall)).slice(0, -5)}${isoInstant(wall).slice(11, 16)} ${placeOf(timeZone)}`;
}

/** For a rise that the budget burns with; a message about the burn itself has it all. */
const budgetBurn = ({ burn, budget }: Finding): readonly LabelledValue[] =>
  burn === undefined || budget !== undefined
    ? []
    : [{ label: 'Team budget burns', value: `${burnTimes(burn)}, ${burnShare(burn)}` }];

const horizonsOf = ({ horizons }: Impact, executedAt: Instant): NonNullable<Impact['horizons']> =>
  horizons ?? {
    nextDelivery: executedAt + UNSAID.deliveryHours * HOUR_MS,
    morning: startOfHour((dayOf(executedAt) + 1) * 24 + UNSAID.morningHour),
    timeZone: UTC,
  };

const rangeOf = (range: PicoRange | undefined, currency: string): string =>
  range === undefined
    ? ''
    : ` (${estimateText(range.low, currency)} to ${estimateText(range.high, currency)})`;

function budgetEnd({ budgetEnds }: Impact): readonly LabelledValue[] {
  if (budgetEnds === undefined) return [];
  const { first, at, last } = budgetEnds;
  const range =
    first === at && last === at
      ? ''
      : ` (${hourText(first)} to ${last === undefined ? 'never' : hourText(last)})`;
  return [{ label: 'Team budget ends', value: `≈ ${hourText(at)} UTC${range}` }];
}
