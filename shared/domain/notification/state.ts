import type { Transition, TransitionReason } from '../alert/alert.ts';
import type { Handling } from '../alert/handling.ts';
import { type End, endOf } from './end.ts';
import type { NotificationState } from './notification.ts';
import { instantText } from './words.ts';

/** What is news comes before what somebody decided earlier; what the data says is over stays over. */
export function stateOf(transition: Transition): NotificationState {
  const { reason, after } = transition;
  const end = endOf(transition);
  if (end !== undefined) return ENDED[end.kind];
  if (reason === 'revised') return 'REVISED';
  if (after.mute !== undefined) return 'MUTED';
  const { snoozed, acknowledged } = openHandling(transition);
  if (snoozed !== undefined) return 'SNOOZED';
  // Who called it planned or noise has seen it.
  return acknowledged === undefined && calledOff(transition) === undefined ? 'FIRING' : 'ACK';
}

/** Called something that nobody has to act on. */
function calledOff({ after: { handling } }: Transition): 'planned' | 'noise' | undefined {
  const verdict = handling?.verdict?.verdict;
  return verdict === 'real' ? undefined : verdict;
}

const ENDED: Readonly<Record<End['kind'], NotificationState>> = {
  over: 'RESOLVED',
  withdrawn: 'WITHDRAWN',
  'used-up': 'RESOLVED',
  'taken-over': 'RESOLVED',
  cooled: 'RESOLVED',
  lowered: 'RESOLVED',
  changed: 'RESOLVED',
  closed: 'CLOSED',
};

/** What still holds of what people decided: a lapsed or ended one may stand in the alert until it is stored anew. */
export function openHandling({
  reason,
  after: { handling = {} },
}: Transition): Pick<Handling, 'acknowledged' | 'snoozed'> {
  const { acknowledged, snoozed } = handling;
  return {
    ...(acknowledged === undefined || reason === 'ack-lapsed' ? {} : { acknowledged }),
    ...(snoozed === undefined || reason === 'snooze-ended' ? {} : { snoozed }),
  };
}

/** State and severity as words, since colour alone tells too few people. `FIRING` goes without saying. */
export function stateWord(transition: Transition): string {
  const end = endOf(transition);
  if (end !== undefined) {
    const word = end.kind === 'taken-over' ? 'MERGED' : ENDED[end.kind];
    return transition.reason === 'revised' ? `${word} · REVISED` : word;
  }
  const severity = transition.after.finding.severity.toUpperCase();
  const { snoozed, acknowledged } = openHandling(transition);
  const news = NEWS[transition.reason] ?? calledOff(transition)?.toUpperCase();
  const words = (...parts: readonly (string | undefined)[]): string =>
    parts.filter((part) => part !== undefined).join(' · ');
  switch (stateOf(transition)) {
    case 'REVISED':
      return words('REVISED', severity, acknowledged && 'ACK');
    case 'SNOOZED':
      return words(`SNOOZED until ${instantText(snoozed!.until)}`, severity, news);
    case 'FIRING':
      return words(severity, news);
    default:
      return words(stateOf(transition), severity, news);
  }
}

const NEWS: Readonly<Partial<Record<TransitionReason, string>>> = {
  grew: 'GROWING',
  'fired-again': 'AGAIN',
  'ack-lapsed': 'ACK LAPSED',
  'snooze-ended': 'SNOOZE OVER',
  unmuted: 'NO LONGER MUTED',
  'not-mine': 'NOT THEIRS',
};
