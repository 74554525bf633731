import type { Alert } from '../alert/alert.ts';
import type { Decision } from '../alert/decision.ts';
import { HOUR_MS, type Instant } from '../base/instant.ts';
import { snoozedPriceText } from './snooze-price.ts';
import { instantText } from './words.ts';

/** What happens now, for the person who decided it. */
export function decidedText(decision: Decision, alert: Alert, at: Instant): string {
  switch (decision.kind) {
    case 'acknowledge':
      return 'Acknowledged. Its message stays true, and speaks again only if the cost grows.';
    case 'unacknowledge':
      return 'Open again: nobody has it, and its next news is told.';
    case 'snooze':
      return `Snoozed until ${instantText(decision.until)}.${priceSentence(alert, decision.until, at)}`;
    case 'unsnooze':
      return 'No longer snoozed: the next news of it is told.';
    case 'verdict':
      return VERDICTS[decision.verdict];
    case 'not-mine':
      return 'Noted as not yours. Its message says so, for whoever it belongs to.';
  }
}

const VERDICTS: Readonly<Record<Extract<Decision, { kind: 'verdict' }>['verdict'], string>> = {
  real: 'Noted as real, and acknowledged. It counts for its rule.',
  planned: 'Noted as planned. To announce spending before it happens, declare a plan with a cap.',
  noise: 'Noted as noise. It counts against its rule, and shows in the monthly hint.',
};

/** ` 8 h at this rate: about $380 extra.`; '' where it costs nothing. */
function priceSentence({ finding }: Alert, until: Instant, at: Instant): string {
  const price = snoozedPriceText(finding, until, at);
  return price === '' ? '' : ` ${spanText(until - at)} at this rate: ${price}.`;
}

/** `8 h`, `3 days`, `45 min`. */
function spanText(ms: number): string {
  const hours = ms / HOUR_MS;
  // An hour is asked for a few milliseconds before it is decided.
  const minutes = Math.round(hours * 60);
  if (minutes < 60) return `${Math.max(1, minutes)} min`;
  return hours >= 48 ? `${Math.round(hours / 24)} days` : `${Math.round(hours)} h`;
}
