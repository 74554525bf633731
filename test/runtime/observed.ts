import type { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import type { Context } from 'aws-lambda';
import { createLog } from '../../shared/runtime/log.ts';
import type { Observed } from '../../shared/runtime/stack.ts';
import { createTelemetry } from '../../shared/runtime/telemetry.ts';

/** The real logger and metrics, with what they print kept instead of printed. */
export function observed(): Observed & { readonly lines: string[]; readonly log: Logger } {
  const lines: string[] = [];
  const keep = (line: string) => {
    lines.push(line);
  };
  const log = createLog();
  const metrics = new Metrics({ namespace: 'Billhook', serviceName: 'billhook-test' });
  const quiet = { log: keep, info: keep, warn: keep, error: keep, debug: keep, trace: keep };
  // Powertools offers no writer option: both write to a console object of their own.
  Object.assign(log, { console: quiet });
  Object.assign(metrics, { console: quiet });
  return { lines, log, metrics, telemetry: createTelemetry(log, metrics) };
}

export const aContext = (): Context => ({
  callbackWaitsForEmptyEventLoop: false,
  functionName: 'billhook-test',
  functionVersion: '$LATEST',
  invokedFunctionArn: 'arn:aws:lambda:us-east-1:111122223333:function:billhook-test',
  memoryLimitInMB: '512',
  awsRequestId: '8f507cfc-xmpl-4697-b07a-ac58fc914c95',
  logGroupName: '/aws/lambda/billhook-test',
  logStreamName: '2026/11/18/[$LATEST]1',
  getRemainingTimeInMillis: () => 60_000,
  done: () => undefined,
  fail: () => undefined,
  succeed: () => undefined,
});
