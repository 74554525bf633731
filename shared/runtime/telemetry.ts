import type { Logger } from '@aws-lambda-powertools/logger';
import { type Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Telemetry } from '../ports/telemetry.ts';

/** Events become log lines, counts CloudWatch metrics in embedded metric format (no API call). */
export const createTelemetry = (log: Logger, metrics: Metrics): Telemetry => ({
  event: (name, facts) => log.info(name, { facts }),
  count: (name, value) => {
    metrics.addMetric(name, MetricUnit.Count, value);
  },
});
