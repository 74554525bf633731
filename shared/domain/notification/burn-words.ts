import { formatMoney } from '../base/money.ts';
import type { BurnFacts } from '../evaluation/finding.ts';
import { hourText, perHour, timesText } from './words.ts';

/** `7.6× plan`. */
export const burnTimes = ({ costPerHour, planPerHour }: BurnFacts): string =>
  `${timesText(costPerHour, planPerHour) ?? 'far above'} plan`;

/** `6.3 % of the month in 6 h`. */
export const burnShare = ({ percent, hours }: BurnFacts): string =>
  `${percent} % of the month in ${hoursText(hours)}`;

/** `1 h`, `6 h`, `3 days`. */
export const hoursText = (hours: number): string =>
  hours === 1 ? '1 h' : hours % 24 === 0 ? (hours === 24 ? '1 day' : `${hours / 24} days`) : `${hours} h`;

/** Both windows of the pair, in words, and which hours they count. */
export function burnNote(burn: BurnFacts, currency: string): string {
  const { hours, shortHours, to, sharePercent, spent } = burn;
  const [long, short] = [newest(hours), newest(shortHours)];
  const much = `${capital(long)} cost ${formatMoney(spent, currency)}: more than ${sharePercent} % of the month on top of the plan`;
  const now =
    hours === shortHours
      ? ''
      : `; ${short} ${shortHours === 1 ? 'is' : 'are'} as dear, so it has not stopped`;
  return `${much}${now}. Hours are those of usage up to ${hourText(to)} UTC, not those since.`;
}

const newest = (hours: number): string =>
  hours === 1 ? 'the newest hour' : `the newest ${hoursText(hours)}`;
const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** A sentence for messages that tell something else first. */
export const burnSentence = (burn: BurnFacts, currency: string): string =>
  `It burns ${burnTimes(burn)}: ${burnShare(burn)}, ${perHour(burn.costPerHour, currency)} where ${perHour(burn.planPerHour, currency)} would be on plan.`;
