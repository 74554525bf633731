import type { Actor } from '../access/person.ts';
import type { Instant } from '../base/instant.ts';

/** How an alert turned out, in the words of whoever closed it; the precision of a rule is counted from these. */
export type Verdict = 'real' | 'planned' | 'noise';

/** What people decided about an alert; what the data says is its state. */
export interface Handling {
  readonly acknowledged?: { readonly by: Actor; readonly at: Instant };
  readonly snoozed?: { readonly by: Actor; readonly at: Instant; readonly until: Instant };
  readonly verdict?: {
    readonly by: Actor;
    readonly at: Instant;
    readonly verdict: Verdict;
    readonly note: string;
  };
  readonly notMine?: { readonly by: Actor; readonly at: Instant; readonly note: string };
}

/** Why an alert is kept to itself: `id` is the silence, the plan, or the alert that speaks for it. */
export interface Mute {
  readonly by: 'silence' | 'plan' | 'alert';
  readonly id: string;
  readonly since: Instant;
}
