import type { Transition } from '../alert/alert.ts';
import { endOf } from './end.ts';
import type { HeadlineParts, Notification } from './notification.ts';
import { cutText } from './text.ts';

/** What a phone's lock screen shows of a message. */
export const HEADLINE_MAX = 120;
/** A name cut shorter than this tells nobody anything. */
const SUBJECT_MIN = 16;

/** Cuts the subject before anything else: state, amount and time are what a reader decides by. */
export function headlineOf({ word, subject, amount, when }: HeadlineParts): string {
  const rest = `${amount}, ${when}`;
  const room = HEADLINE_MAX - `${word} ·  · ${rest}`.length;
  return cutText(`${word} · ${cutText(subject, Math.max(room, SUBJECT_MIN))} · ${rest}`, HEADLINE_MAX);
}

export function stateOf({ reason, after }: Transition): Notification['state'] {
  if (after.state === 'resolved') return 'RESOLVED';
  return reason === 'revised' ? 'REVISED' : 'FIRING';
}

/** State and severity as words, since colour alone tells too few people. */
export function stateWord(transition: Transition): string {
  const severity = transition.after.finding.severity.toUpperCase();
  switch (transition.reason) {
    case 'resolved':
      return endOf(transition)?.kind === 'withdrawn' ? 'WITHDRAWN' : 'RESOLVED';
    case 'period-closed':
      return 'CLOSED';
    case 'revised':
      return `REVISED · ${severity}`;
    case 'grew':
      return `${severity} · GROWING`;
    case 'fired-again':
      return `${severity} · AGAIN`;
    case 'updated':
      return transition.after.state === 'resolved' ? 'MERGED' : severity;
    case 'withdrawn':
      return 'WITHDRAWN';
    case 'acknowledged':
      return `ACK · ${severity}`;
    case 'snoozed':
      return `SNOOZED · ${severity}`;
    case 'first':
    case 'threshold':
    case 'ack-lapsed':
    case 'snooze-ended':
    case 'verdict':
    case 'not-mine':
    case 'muted':
    case 'unmuted':
      return severity;
  }
}
