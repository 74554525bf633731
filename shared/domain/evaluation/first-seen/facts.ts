import type { Hour } from '../../base/instant.ts';
import type { Pico } from '../../base/money.ts';

/** What can be new besides principals, which have a rule of their own; from the widest to the narrowest. */
export type SeenKind = 'account' | 'region' | 'model' | 'tag';

/** One value of one kind; `key` is the tag's. */
export interface SeenValue {
  readonly kind: SeenKind;
  readonly key?: string;
  readonly value: string;
}

/** How well something new is known yet: day 2 of 7. */
export interface Learning {
  readonly day: number;
  readonly of: number;
}

/** The same hours of life of others of its kind that were new before: newborns are compared with newborns. */
export interface Cohort {
  /** Which ones: `role` and other kinds of identities, or the kind of the value. */
  readonly kind: string;
  /** Only those of the same team; else of the whole company. */
  readonly ofTeam: boolean;
  readonly size: number;
  /** Hours of life that are compared, half-open, counted from each one's first charge: 24 to 48 is the second day. */
  readonly from: number;
  readonly to: number;
  readonly median: Pico;
  /** What this one spent in them. */
  readonly own: Pico;
}

/** Whose use it is, as far as the ledger knows. */
export interface SeenUser {
  readonly team: string;
  readonly principal: string;
  /** Of the judged window. */
  readonly cost: Pico;
}

export interface FirstSeen extends SeenValue {
  /** Days before the first charge in which there was none: of all that is judged, at most 30. */
  readonly unseenDays: number;
  /** Days before the first charge of which there is no data at all are no proof: the first hour that is known. */
  readonly knownFrom: Hour;
  readonly learning: Learning;
  readonly cohort?: Cohort;
  /** Dearest first, at most three; empty for regions and tags, whose ledgers know no principals. */
  readonly users: readonly SeenUser[];
  /** Other values that were new in the same hours and cost about the same: most likely the same charges. */
  readonly also: readonly SeenValue[];
}
