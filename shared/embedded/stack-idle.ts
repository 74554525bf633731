import { retryable } from '../domain/base/failure.ts';
import type { LambdaHost } from './lambda-host.ts';
import type { RunningSource } from './running-source.ts';
import type { S3FrontDoor } from './s3-front-door.ts';
import type { StepFunctions } from './step-functions.ts';
import { pause } from './wire.ts';

export interface IdleParts {
  readonly door: S3FrontDoor;
  readonly host: LambdaHost;
  readonly stepFunctions: Pick<StepFunctions, 'running'>;
  readonly sources: readonly RunningSource[];
  /** False once the database has died, without which nothing will ever be done. */
  readonly tablesAlive: () => boolean;
}

const LOOK_MS = 10;

/**
 * Resolves once nothing is under way anywhere: no notification to send, no message in a queue, no record in a stream,
 * no invocation. Throws Failure `retryable` that names what is still busy after `timeoutMs`.
 */
export async function waitUntilIdle(parts: IdleParts, timeoutMs: number): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  let busy: readonly string[];
  do {
    if (!parts.tablesAlive()) throw retryable('the embedded DynamoDB was ended by somebody else');
    busy = await busyParts(parts, deadline - performance.now());
    if (busy.length === 0) return;
    await pause(LOOK_MS);
  } while (performance.now() < deadline);
  throw retryable(`The local stack is still busy after ${timeoutMs} ms.`, { found: busy.join(', ') });
}

/** Looks at everything; only if no invocation began meanwhile did all of it hold at one time. */
async function busyParts({ sources, ...now }: IdleParts, withinMs: number): Promise<readonly string[]> {
  const { host } = now;
  const begun = host.begun();
  const before = busyNow(now);
  if (before.length > 0) return before;
  const over = new AbortController();
  const late = pause(withinMs, over.signal).then(() => false);
  const drained = await Promise.all(sources.map((source) => Promise.race([source.drained(), late])));
  over.abort();
  const labels = sources.filter((_, at) => !drained[at]).map((source) => source.label);
  return [...labels, ...busyNow(now), ...(host.begun() === begun ? [] : ['a function that just began'])];
}

const busyNow = ({ door, host, stepFunctions }: Omit<IdleParts, 'sources'>): string[] => [
  ...(door.pending() === 0 ? [] : ['S3 notifications']),
  ...(host.inFlight() === 0 ? [] : [`${host.inFlight()} invocation(s)`]),
  ...(stepFunctions.running() === 0 ? [] : ['the reading of a large delivery']),
];
