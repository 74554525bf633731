import type { HeadlineParts } from './notification.ts';
import { cutText } from './text.ts';

/** What a phone's lock screen shows of a message. */
export const HEADLINE_MAX = 120;
/** A name cut shorter than this tells nobody anything. */
const SUBJECT_MIN = 16;

/**
 * Cuts the subject before anything else: state, amount and time are what a reader decides by. Where even a short subject
 * has no room beside them, the time goes.
 */
export function headlineOf({ word, subject, amount, when }: Omit<HeadlineParts, 'local'>): string {
  const roomBeside = (rest: string): number => HEADLINE_MAX - `${word} ·  · ${rest}`.length;
  const whole = `${amount}, ${when}`;
  const rest = roomBeside(whole) >= Math.min(subject.length, SUBJECT_MIN) ? whole : amount;
  const room = roomBeside(rest);
  const shown = cutText(subject, Math.max(room, SUBJECT_MIN)).replace(/ ·…$/, '…');
  return cutText(`${word} · ${shown} · ${rest}`, HEADLINE_MAX);
}
