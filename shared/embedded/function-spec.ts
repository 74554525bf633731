/** A queue's messages, as an SQS event source mapping delivers them. */
export interface QueueSource {
  readonly kind: 'queue';
  readonly queueUrl: string;
  /** 1 to 10. */
  readonly batchSize: number;
  /** `ReportBatchItemFailures`: the answer names the messages to keep; else the answer is not looked at. */
  readonly reportsFailures: boolean;
}

/** A table's stream, as a DynamoDB event source mapping delivers it. */
export interface StreamSource {
  readonly kind: 'stream';
  readonly table: string;
  readonly startAt: 'TRIM_HORIZON' | 'LATEST';
  /** 1 to 1,000. */
  readonly batchSize: number;
  /** Event filter patterns; a record passes that matches any of them. None: all pass. */
  readonly filters: readonly unknown[];
  readonly reportsFailures: boolean;
  /** Splits a failed batch in two before trying again. */
  readonly bisects: boolean;
  /** Tries after the first; -1 for as long as the record lives, which ends here after `RETRIES_BOUND`. */
  readonly retriesMax: number;
  /** Takes a description of each batch that was given up. */
  readonly failureQueueUrl?: string;
}

/** A clock. Without `everyMs` it ticks only when asked. */
export interface ScheduleSource {
  readonly kind: 'schedule';
  readonly everyMs?: number;
  /** What the function gets instead of the usual scheduled event. */
  readonly input?: unknown;
}

/** A route of an HTTP API, as `httpApi` in function.yml says it. */
export interface HttpRoute {
  /** `POST`; `*` for any. */
  readonly method: string;
  /** `/slack`, `/api/{proxy+}`, or `*` for whatever no other route takes. */
  readonly path: string;
}

export interface HttpSource extends HttpRoute {
  readonly kind: 'http';
}

export type EventSource = QueueSource | StreamSource | ScheduleSource | HttpSource;

export interface FunctionSpec {
  readonly name: string;
  /** Path of the bundle; its file name without `.mjs` and the exported `handler` make the handler's name. */
  readonly bundle: string;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  readonly environment: Readonly<Record<string, string>>;
  /** Processes that may run it at one time; more invocations wait. Default 1. */
  readonly concurrency?: number;
  /** Takes events of asynchronous invocations that failed three times. */
  readonly deadLetterQueueUrl?: string;
  readonly sources: readonly EventSource[];
}

export const RETRIES_BOUND = 20;

export interface InvokeResult {
  readonly requestId: string;
  /** The answer, or the error as JSON; always valid JSON text unless the function itself wrote something else. */
  readonly payload: string;
  /** `Unhandled` where the function threw, timed out or died. */
  readonly functionError?: 'Unhandled';
  readonly durationMs: number;
  /** Start of the process and load of the bundle, for the first invocation of a process only. */
  readonly initMs?: number;
  /** Highest resident set of the process so far; undefined where the platform does not tell. */
  readonly memoryBytesMax?: number;
}

/** One line that a function, or the host about it, wrote. */
export interface FunctionLog {
  readonly functionName: string;
  readonly stream: 'stdout' | 'stderr' | 'platform';
  readonly line: string;
}

/** Called by event sources. Never rejects: faults of the function are in the result. */
export type Invoke = (payload: string) => Promise<InvokeResult>;
