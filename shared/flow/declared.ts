import type { Actor, Person } from '../domain/access/person.ts';
import { digestText } from '../domain/base/digest.ts';
import type { Instant } from '../domain/base/instant.ts';
import { cutText, plainText } from '../domain/notification/text.ts';
import type { Clock } from '../ports/clock.ts';

/** Who asks for a change, of what, when. */
export interface Asking {
  readonly exportName: string;
  /** Undefined: a stranger, who changes nothing. */
  readonly person: Person | undefined;
  readonly actor: Actor;
  /** Now where absent; a replay of the past passes its own time. */
  readonly at?: Instant;
}

/** Asks for the end of one plan or silence. */
export interface AskingEnd extends Asking {
  readonly id: string;
  readonly why: string;
}

export type EndResult<T> =
  | { readonly outcome: 'ended'; readonly ended: T }
  | {
      readonly outcome: 'refused';
      readonly because: 'unknown' | 'not-allowed' | 'over';
      readonly text: string;
    };

/** Ids are drawn; and others change the same thing at most a few times in a moment. */
export const TRIES_MAX = 5;
const NOTE_MAX = 500;

/** What had not begun has no length. */
export const endedAt = <T extends { startsAt: Instant; endsAt: Instant; version: number }>(
  one: T,
  at: Instant,
): T => ({ ...one, startsAt: Math.min(one.startsAt, at), endsAt: at, version: one.version + 1 });

export const refusedEnd = (
  because: Extract<EndResult<never>, { outcome: 'refused' }>['because'],
  text: string,
): EndResult<never> => ({ outcome: 'refused', because, text });

/** Comes from outside, and is kept for good. */
export const noteOf = (text: string): string => cutText(plainText(text), NOTE_MAX);

/** `plan-3f9a2c71`: short enough to type. The last digits: what stands last in a text hardly reaches the first. */
export const drawnId = (word: string, clock: Clock): string =>
  `${word}-${digestText(clock.token()).slice(-8)}`;
