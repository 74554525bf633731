import { Logger } from '@aws-lambda-powertools/logger';
import { redact } from './redact.ts';

/**
 * JSON lines with the invocation's ids; level from POWERTOOLS_LOG_LEVEL. Every line is redacted as a whole at its
 * root, after Powertools has put it together, so no caller can forget to.
 */
export const createLog = (service: string): Logger =>
  new Logger({
    serviceName: service,
    jsonReplacerFn: (key, value) => (key === '' ? redact(value) : value),
  });
