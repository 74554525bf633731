import type { Actor } from '../access/person.ts';
import type { Instant } from '../base/instant.ts';
import { byText } from '../base/order.ts';
import type { BillingPeriod } from '../base/period.ts';

/** How far a team's drill came. */
export interface DrillStanding {
  readonly team: string;
  readonly channel: string;
  readonly outcome: 'confirmed' | 'not-confirmed' | 'refused' | 'not-sent';
  readonly by?: Actor;
  readonly at?: Instant;
  /** What the channel said where it refused. */
  readonly why?: string;
}

export interface DrillResult {
  readonly period: BillingPeriod;
  /** Who did not answer first. */
  readonly teams: readonly DrillStanding[];
}

const WORST = ['refused', 'not-sent', 'not-confirmed', 'confirmed'];

export const drillResultOf = (period: BillingPeriod, teams: readonly DrillStanding[]): DrillResult => ({
  period,
  teams: teams.toSorted(
    (a, b) => WORST.indexOf(a.outcome) - WORST.indexOf(b.outcome) || byText(a.team, b.team),
  ),
});
