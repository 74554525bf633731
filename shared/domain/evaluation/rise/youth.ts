import type { Hour } from '../../base/instant.ts';
import type { UsablePast } from '../baseline/open-incident.ts';
import type { EvaluationDefaults } from '../defaults.ts';

/** Up to so many days of past a series is as young as can be. */
const YOUNG_DAYS = 14;
/** What the bar of the youngest is raised by: times the floor in dollars, and added to the score limit. */
const DOLLARS = 5;
const SCORE = 1;

/** Multiplies the floor in dollars, and is added to the score limit. */
export interface RaisedBar {
  readonly dollars: number;
  readonly score: number;
}

/**
 * A past of few weeks has not seen each month end and each rare job yet, and the first one of them looks like a rise: what
 * never happened in n days happens on the next with a chance of about 1/n (Laplace's rule of succession), however far it
 * lies above the rest. So only what is dear is told; the bar sinks evenly to its usual height while six weeks fill up.
 */
export function barOfYouth(from: Hour, past: UsablePast, { historyDays }: EvaluationDefaults): RaisedBar {
  const missing = (historyDays - (from - past.from) / 24) / (historyDays - YOUNG_DAYS);
  const youth = Math.min(1, Math.max(0, missing));
  return { dollars: 1 + (DOLLARS - 1) * youth, score: SCORE * youth };
}

/** Nothing is young that was told already. */
export const NO_BAR: RaisedBar = { dollars: 1, score: 0 };
