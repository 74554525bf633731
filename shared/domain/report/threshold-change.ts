import type { Instant } from '../base/instant.ts';
import type { Budget } from '../evaluation/budget/budget.ts';
import { knownHours } from './proposal.ts';
import { type ReportBasis, teamNode } from './report-basis.ts';
import { type ReplayedMonth, replayThresholds } from './threshold-replay.ts';

/** A changed budget of one team; without `before` it is new, without `after` gone. */
export interface ThresholdChange {
  readonly team: string;
  readonly at: Instant;
  readonly by: string;
  readonly version: number;
  readonly before?: Budget;
  readonly after?: Budget;
  readonly reason?: string;
}

/** What the budget before and after would have told in the months that are known. */
export interface ReplayedChange {
  readonly before: readonly ReplayedMonth[];
  readonly after: readonly ReplayedMonth[];
}

const MONTHS = 3;

export function replayChange(basis: ReportBasis, { team, before, after }: ThresholdChange): ReplayedChange {
  const entries = teamNode(basis, team)?.entries ?? [];
  const { thresholds } = basis.judging.defaults;
  const replay = (budget: Budget | undefined): readonly ReplayedMonth[] =>
    budget === undefined || budget.currency !== basis.currency
      ? []
      : replayThresholds(
          entries,
          { ...budget, thresholds: budget.thresholds.length === 0 ? thresholds : budget.thresholds },
          knownHours(basis),
        ).slice(-MONTHS);
  return { before: replay(before), after: replay(after) };
}
