import type { Settings } from '../adapters/config/settings.ts';
import { EVALUATION_DEFAULTS } from '../domain/evaluation/defaults.ts';
import type { EvaluateSettings } from '../flow/evaluate.ts';

/** The operator's floors and thresholds over the built-in ones. */
export const evaluateSettingsOf = (settings: Settings): EvaluateSettings => ({
  defaults: {
    ...EVALUATION_DEFAULTS,
    ...(settings.minDollars === undefined ? {} : { minDollars: settings.minDollars }),
    ...(settings.minPercent === undefined ? {} : { minPercent: settings.minPercent }),
    ...(settings.thresholds === undefined ? {} : { thresholds: settings.thresholds }),
  },
  routing: settings.routing,
  ...(settings.consoleUrl === undefined ? {} : { consoleUrl: settings.consoleUrl }),
});
