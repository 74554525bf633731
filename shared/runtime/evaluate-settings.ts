import type { Settings } from '../adapters/config/settings.ts';
import { EVALUATION_DEFAULTS } from '../domain/evaluation/defaults.ts';
import type { EvaluateSettings } from '../flow/evaluate.ts';

/** What the deployment says besides `billhook.yml`; the file wins where both speak. */
export interface Deployment {
  readonly topicArn?: string;
  readonly consoleUrl?: string;
}

/** What judgement and messages rest on: the operator's file over the product's defaults. */
export function evaluateSettingsOf(settings: Settings, deployment: Deployment): EvaluateSettings {
  const { minDollars, minPercent, thresholds, severity, routing, attribution, cost } = settings;
  const topicArn = routing.topicArn ?? deployment.topicArn;
  const consoleUrl = settings.consoleUrl ?? deployment.consoleUrl;
  return {
    defaults: {
      ...EVALUATION_DEFAULTS,
      ...(minDollars === undefined ? {} : { minDollars }),
      ...(minPercent === undefined ? {} : { minPercent }),
      ...(thresholds === undefined ? {} : { thresholds }),
      ...(severity === undefined ? {} : { severity }),
    },
    routing: { ...routing, ...(topicArn === undefined ? {} : { topicArn }) },
    evidence: { attribution, cost, sessionNames: routing.names?.everywhere ?? 'full' },
    ...(consoleUrl === undefined ? {} : { consoleUrl }),
  };
}
