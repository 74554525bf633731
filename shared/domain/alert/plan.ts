import type { Actor } from '../access/person.ts';
import type { Instant } from '../base/instant.ts';
import type { Pico } from '../base/money.ts';

/** Spending that was announced: alerts inside it are muted up to a cap, and leaving it in any way alerts. */
export interface Plan {
  readonly id: string;
  readonly team: string;
  /** Whole team where absent. */
  readonly principal?: string;
  readonly model?: string;
  /** All that the scope may spend between start and end, not only its rise. */
  readonly cap: Pico;
  readonly currency: string;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly by: Actor;
  readonly note: string;
  readonly createdAt: Instant;
  /** Grows by one with each stored change. */
  readonly version: number;
  /** First known way in which it was left; from there on it mutes nothing. */
  readonly left?: { readonly at: Instant; readonly why: 'amount' | 'scope' | 'time' };
  /** Planned against spent was reported. */
  readonly reportedAt?: Instant;
}
