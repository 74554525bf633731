import type { Transition } from '../domain/alert/alert.ts';
import { createReplay } from '../domain/alert/replay.ts';
import { type Hour, hourOf, type Instant, isoInstant, startOfHour } from '../domain/base/instant.ts';
import { periodHours, periodOf, shiftPeriod } from '../domain/base/period.ts';
import type { BudgetBook } from '../domain/evaluation/budget/budget.ts';
import type { EvaluationDefaults } from '../domain/evaluation/defaults.ts';
import type { Finding, Rule } from '../domain/evaluation/finding.ts';
import type { Ripeness } from '../domain/evaluation/ripeness/ripeness.ts';
import type { CostTree } from '../domain/evaluation/series/cost-tree.ts';
import type { SeriesLedger } from '../domain/evaluation/series/series-ledger.ts';
import { PERIODS_JUDGED } from '../domain/ledger/judged-periods.ts';

/** One message that the live engine would send about plain series. */
export interface SeriesMessage {
  readonly at: Instant;
  readonly finding: Finding;
  /** First told (or no longer muted by another alert), told again because it grew, or back after its end. */
  readonly reason: Transition['reason'];
}

export interface SeriesReplaySettings {
  readonly defaults: EvaluationDefaults;
  readonly budgets: BudgetBook;
  readonly currency: string;
  /** Rules whose messages are wanted; the others are judged all the same, as they inhibit each other. */
  readonly rules: ReadonlySet<Rule>;
  /** How hours fill up; without it as on the first day of an installation. */
  readonly ripeness?: Ripeness;
}

const SPOKEN: ReadonlySet<Transition['reason']> = new Set([
  ...(['first', 'unmuted', 'grew', 'fired-again', 'threshold'] as const),
]);

/** Money that left the road; what stopped, or is merely new, is a note. */
export const RISES: ReadonlySet<Rule> = new Set<Rule>(['spike', 'newcomer']);

/** Judges what the ledger of series knows at each `asOf`, in their order, with the alerts of those before. */
export function createSeriesReplay(
  ledger: SeriesLedger,
  settings: SeriesReplaySettings,
): { judgeAt(asOf: Instant): readonly SeriesMessage[] } {
  const replay = createReplay(settings);
  const ripeness = settings.ripeness === undefined ? {} : { ripeness: settings.ripeness };
  return {
    judgeAt(asOf) {
      const tree = treeAt(ledger, asOf, settings);
      if (tree === undefined) return [];
      const pointer = {
        order: `${isoInstant(asOf)}~replay`,
        billingPeriod: tree.newest.billingPeriod,
        totals: { teams: {} },
      };
      const { transitions } = replay.judge({ tree, asOf, pointer, ...ripeness });
      return transitions
        .filter(({ reason, after }) => SPOKEN.has(reason) && settings.rules.has(after.finding.rule))
        .map(({ reason, after }) => ({ at: asOf, finding: after.finding, reason }));
    },
  };
}

function treeAt(
  ledger: SeriesLedger,
  asOf: Instant,
  { currency }: SeriesReplaySettings,
): CostTree | undefined {
  const through = ledger.dataThrough();
  if (through === undefined) return undefined;
  // A judgement of then knows nothing of what is dated later.
  const dataThrough: Hour = Math.min(through, hourOf(asOf));
  const billingPeriod = periodOf(startOfHour(dataThrough - 1));
  const { from } = periodHours(shiftPeriod(billingPeriod, 1 - PERIODS_JUDGED));
  const teams = ledger.teams(from, dataThrough);
  const firstHour = Math.min(dataThrough, ...teams.map((team) => team.firstHour));
  return { teams, newest: { billingPeriod, currency }, grain: ledger.grain(), firstHour, dataThrough };
}
