import type { InvokeResult } from './function-spec.ts';
import { RESPONSE_BYTES_MAX, type RuntimeAnswer } from './runtime-api.ts';

/** How one invocation ended. */
export type Outcome =
  | RuntimeAnswer
  | { readonly kind: 'timeout'; readonly afterMs: number }
  | { readonly kind: 'memory' }
  | { readonly kind: 'exit'; readonly how: string };

/** What the caller of a failed invocation gets, in Lambda's own words. */
export function errorPayload(outcome: Exclude<Outcome, { kind: 'response' }>, requestId: string): string {
  switch (outcome.kind) {
    case 'error':
      return outcome.payload;
    case 'timeout':
      return errorOf(
        'Sandbox.Timedout',
        `RequestId: ${requestId} Error: Task timed out after ${(outcome.afterMs / 1000).toFixed(2)} seconds`,
      );
    case 'memory':
      return errorOf(
        'Runtime.OutOfMemory',
        `RequestId: ${requestId} Error: Runtime exited with error: signal: killed`,
      );
    case 'exit':
      return errorOf(
        'Runtime.ExitError',
        `RequestId: ${requestId} Error: Runtime exited with error: ${outcome.how}`,
      );
    case 'too-large':
      return errorOf(
        'Function.ResponseSizeTooLarge',
        `Response payload size exceeded maximum allowed payload size (${RESPONSE_BYTES_MAX} bytes).`,
      );
  }
}

const errorOf = (errorType: string, errorMessage: string): string =>
  JSON.stringify({ errorType, errorMessage });

/** The line that Lambda logs after every invocation. */
export function reportLine(result: InvokeResult, memoryMb: number): string {
  const used = result.memoryBytesMax;
  return [
    `REPORT RequestId: ${result.requestId}`,
    `Duration: ${result.durationMs.toFixed(2)} ms`,
    `Billed Duration: ${Math.ceil(result.durationMs + (result.initMs ?? 0))} ms`,
    `Memory Size: ${memoryMb} MB`,
    ...(used === undefined ? [] : [`Max Memory Used: ${Math.ceil(used / 1024 / 1024)} MB`]),
    ...(result.initMs === undefined ? [] : [`Init Duration: ${result.initMs.toFixed(2)} ms`]),
  ].join('\t');
}
