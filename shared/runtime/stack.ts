import type { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import type { Metrics } from '@aws-lambda-powertools/metrics';
import middy, { type MiddlewareObj } from '@middy/core';
import { describeFailure, Failure } from '../domain/base/failure.ts';
import { type Counting, counted } from './counted.ts';
import { redactText } from './redact.ts';

/** What every handler's edges need, whatever it does inside. */
export interface Observed extends Counting {
  readonly log: Logger;
  readonly metrics: Metrics;
}

/** The invocation's ids on every log line, metrics flushed once, errors said plainly. */
export const stack = <Event, Result>(app: Observed, handle: (event: Event) => Promise<Result>) =>
  middy<Event, Result>()
    .use(injectLambdaContext(app.log, { resetKeys: true }))
    .use(flushed(app.metrics))
    .handler(sealed(app.log, counted(app, handle)));

/** Powertools' own middleware warns at every invocation that counted nothing, which here are most. */
function flushed(metrics: Metrics): MiddlewareObj {
  const flush = () => {
    if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
  };
  return { after: flush, onError: flush };
}

/**
 * An error that leaves the handler is printed by Lambda itself, causes and all, past our redaction: so what leaves is
 * a new one with a clean sentence. Inside the handler and not as middleware, because middy hangs the original on.
 */
function sealed<Event, Result>(log: Logger, handle: (event: Event) => Promise<Result>) {
  return async (event: Event): Promise<Result> => {
    try {
      return await handle(event);
    } catch (error) {
      log.error('the invocation failed', { error });
      const sealedError = new Error(
        redactText(error instanceof Failure ? describeFailure(error) : String(error)),
      );
      sealedError.name = error instanceof Failure ? `Failure.${error.kind}` : 'Failure.bug';
      throw sealedError;
    }
  };
}
