import type { Hour } from '../../base/instant.ts';
import type { Pico } from '../../base/money.ts';

/** One of several that went silent together. */
export interface DropPart {
  readonly principal: string;
  /** Usual cost of the hours since it was last seen. */
  readonly expected: Pico;
}

/** A paying workload that went silent; a drop is judged over ripe hours only, which end at `to`. */
export interface Drop {
  /** End of the last hour in which it worked. */
  readonly lastSeen: Hour;
  /** End (exclusive) of the hours judged. */
  readonly to: Hour;
  /** Median working day of the weeks before. */
  readonly usualPerDay: Pico;
  /** Usual cost of the hours since it was last seen, and what they cost instead. */
  readonly expected: Pico;
  readonly actual: Pico;
  /** Earlier weeks that the usual rests on. */
  readonly weeks: number;
  /** Of a team, its silent principals, dearest first; empty where one principal is the finding, or all are small. */
  readonly parts: readonly DropPart[];
  /** Workloads of the company that go on, of all that spend as regularly. */
  readonly others: { readonly running: number; readonly of: number };
}
