import { parsePico } from '../base/money.ts';
import { EVALUATION_DEFAULTS, type EvaluationDefaults } from './defaults.ts';

/** How often a team is willing to be told of something that turns out to be nothing. */
export type AlertsPer = 'quarter' | 'month' | 'week';

export const ALERTS_PER: readonly AlertsPer[] = ['quarter', 'month', 'week'];

type Sensitivity = Pick<EvaluationDefaults, 'scoreLimit' | 'minDollars' | 'minPercent'>;

/** Measured on packs of deliveries with known incidents (docs/detection.md), not on the ones that are reported. */
const SENSITIVITIES: Readonly<Record<AlertsPer, Sensitivity>> = {
  quarter: { scoreLimit: EVALUATION_DEFAULTS.scoreLimit, minDollars: parsePico('100'), minPercent: 30 },
  month: { scoreLimit: 2.7, minDollars: parsePico('75'), minPercent: 25 },
  week: { scoreLimit: 1.95, minDollars: parsePico('50'), minPercent: 20 },
};

export const sensitivityOf = (alertsPer: AlertsPer): Sensitivity => SENSITIVITIES[alertsPer];

/**
 * How often a team would be told of nothing if all that is as rare as this were told. A score's own odds are those of one
 * window; a team has many, and they overlap, so the words come from what was measured.
 */
export function falseAlertsText(score: number): string {
  if (score >= SENSITIVITIES.quarter.scoreLimit) return 'less than one false alert a quarter';
  if (score >= SENSITIVITIES.month.scoreLimit) return 'about one false alert a month';
  return score >= SENSITIVITIES.week.scoreLimit
    ? 'about one false alert a week'
    : 'several false alerts a week';
}
