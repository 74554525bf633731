import type { Actor } from '../access/person.ts';
import type { Instant } from '../base/instant.ts';

/** A label that an alert must have; `*` in a value stands for any text. */
export interface Matcher {
  readonly label: 'rule' | 'team' | 'principal' | 'model';
  readonly value: string;
}

/** Alertmanager's silence: hides what matches all its matchers from its start to its end, and never without an end. */
export interface Silence {
  readonly id: string;
  /** At least one. */
  readonly matchers: readonly Matcher[];
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly by: Actor;
  readonly comment: string;
  readonly createdAt: Instant;
  /** Grows by one with each stored change. */
  readonly version: number;
}
