import type { Actor } from '../access/person.ts';
import type { Instant } from '../base/instant.ts';
import type { Transition } from './alert.ts';
import type { Verdict } from './handling.ts';

/** What a person can decide about an alert. */
export type Decision =
  | { readonly kind: 'acknowledge' }
  | { readonly kind: 'unacknowledge' }
  | { readonly kind: 'snooze'; readonly until: Instant }
  | { readonly kind: 'unsnooze' }
  | { readonly kind: 'verdict'; readonly verdict: Verdict; readonly note: string }
  | { readonly kind: 'not-mine'; readonly note: string };

export type Decided =
  | { readonly outcome: 'changed'; readonly transition: Transition }
  /** Nothing changes; `text` tells the person why, in one sentence. */
  | {
      readonly outcome: 'refused';
      readonly reason: 'over' | 'already' | 'in-the-past' | 'too-long' | 'not-snoozed' | 'not-acknowledged';
      readonly text: string;
    };

export interface DecidedBy {
  readonly by: Actor;
  readonly at: Instant;
}
