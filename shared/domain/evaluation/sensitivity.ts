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
