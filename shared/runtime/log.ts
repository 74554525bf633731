import { Logger } from '@aws-lambda-powertools/logger';
import { redact } from './redact.ts';

/**
 * JSON lines with the invocation's ids; POWERTOOLS_SERVICE_NAME and POWERTOOLS_LOG_LEVEL are read by Powertools itself.
 * Every line is redacted as a whole at its root, after it was put together, so no caller can forget to.
 */
export const createLog = (): Logger =>
  new Logger({
    jsonReplacerFn: (key, value) => (key === '' ? redact(value) : value),
  });
