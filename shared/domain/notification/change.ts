import type { Transition } from '../alert/alert.ts';
import type { Instant } from '../base/instant.ts';
import { formatMoney } from '../base/money.ts';
import type { Finding } from '../evaluation/finding.ts';
import { instantText } from './words.ts';

/**
 * What changed since the last message: was → now, why, and whether it still fires. '' for the first message.
 * `gist` names the deciding number of a finding.
 */
export function changeText(
  { reason, before, after }: Transition,
  executedAt: Instant,
  gist: (finding: Finding) => string,
): string {
  if (before === undefined) return '';
  const was = gist(before.told);
  const now = gist(after.finding);
  const moved = was === now ? `unchanged at ${now}` : `was ${was} → now ${now}`;
  switch (reason) {
    case 'first':
      return '';
    case 'threshold':
      return `${moved}: the ${after.finding.budget?.threshold ?? 100} % threshold was crossed. Still firing.`;
    case 'grew':
      return `${moved}: it has at least doubled since it was last told. Still firing.`;
    case 'revised':
      return `${moved}: the delivery of ${instantText(executedAt)} changed hours that were billed before. ${stillText(after.state)}`;
    case 'fired-again':
      return `${moved}: it is back after it was resolved. Firing again.`;
    case 'resolved':
      return `was ${was} → now over: ${quietText(after.quiet)}.${totalText(after.finding)} No longer firing.`;
    case 'period-closed':
      return `was ${was} → now closed: the month ${after.finding.billingPeriod} is over. No longer firing.`;
  }
}

const stillText = (state: 'firing' | 'resolved'): string =>
  state === 'firing' ? 'Still firing.' : 'No longer firing.';

const quietText = (quiet: number): string =>
  quiet > 1 ? `the last ${quiet} deliveries no longer show it` : 'the newest delivery no longer shows it';

const totalText = ({ rule, impact, currency }: Finding): string =>
  rule === 'spike' ? ` It cost ${formatMoney(impact.soFar, currency)} more than usual in all.` : '';
