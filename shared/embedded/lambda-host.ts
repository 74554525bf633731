import { randomUUID } from 'node:crypto';
import { bug } from '../domain/base/failure.ts';
import { createFunctionPool, type FunctionPool } from './function-pool.ts';
import type { FunctionLog, FunctionSpec, InvokeResult } from './function-spec.ts';
import { startInvokeApi } from './lambda-invoke-api.ts';
import { findNode } from './node-binary.ts';
import { type Reaper, startReaper } from './reaper.ts';
import { pause } from './wire.ts';

export interface Invoked extends InvokeResult {
  readonly functionName: string;
}

/** The event of an asynchronous invocation that failed for good, as Lambda puts it into a dead-letter queue. */
export interface DeadEvent {
  readonly functionName: string;
  readonly requestId: string;
  readonly payload: string;
  readonly errorMessage: string;
}

export interface LambdaHostOptions {
  readonly functions: readonly FunctionSpec[];
  /** Another runtime than the host's own, such as AWS's. */
  readonly runtime?: string;
  /** Kills the functions' processes if this one dies; by default one of its own. */
  readonly reaper?: Reaper;
  readonly onLog?: (log: FunctionLog) => void;
  readonly onInvoke?: (invoked: Invoked) => void;
  readonly onDeadEvent?: (dead: DeadEvent) => Promise<void>;
  /** Pauses before the second and third try of an asynchronous invocation. Lambda waits 1 and 2 minutes. */
  readonly asyncRetryMs?: readonly number[];
}

export interface LambdaHost {
  /** `http://127.0.0.1:PORT` for client-lambda. */
  readonly endpoint: string;
  /** Never rejects for a fault of the function. Throws Failure `bug` for an unknown name. */
  invoke(functionName: string, payload: string): Promise<InvokeResult>;
  /** Returns the request id at once; tries three times. */
  invokeAsync(functionName: string, payload: string): string;
  /** Starts one process of each function, or of those asked for, so that the first event finds it warm. */
  warm(isAsked?: (spec: FunctionSpec) => boolean): Promise<void>;
  /** Invocations running, waiting, or to be tried again. */
  inFlight(): number;
  /** Invocations begun since the start. */
  begun(): number;
  /** Ids of the functions' processes. */
  pids(): readonly number[];
  stop(): Promise<void>;
}

const ASYNC_RETRY_MS = [100, 400] as const;

/** Lambda on one machine: Node 24 processes that run the real bundles behind the real runtime API. */
export async function startLambdaHost(options: LambdaHostOptions): Promise<LambdaHost> {
  const node = findNode();
  const reaper = options.reaper ?? startReaper();
  const sandbox = {
    ...{ node, reaper, onLog: options.onLog ?? (() => {}) },
    ...(options.runtime === undefined ? {} : { runtime: options.runtime }),
  };
  const pools = new Map<string, FunctionPool>();
  const stopped = new AbortController();
  let queued = 0;
  let begun = 0;

  const poolOf = (name: string): FunctionPool => {
    const pool = pools.get(name);
    if (pool === undefined)
      throw bug(`There is no function ${name}.`, { expected: [...pools.keys()].join(', ') });
    return pool;
  };
  const invoke = async (name: string, payload: string): Promise<InvokeResult> => {
    const pool = poolOf(name);
    begun += 1;
    const result = await pool.invoke(payload);
    options.onInvoke?.({ functionName: name, ...result });
    return result;
  };
  const tryThrice = async (name: string, payload: string, requestId: string): Promise<void> => {
    const pauses = [0, ...(options.asyncRetryMs ?? ASYNC_RETRY_MS)];
    let last: InvokeResult | undefined;
    for (const pauseMs of pauses) {
      if (pauseMs > 0) await pause(pauseMs, stopped.signal);
      if (stopped.signal.aborted) return;
      last = await invoke(name, payload);
      if (last.functionError === undefined) return;
    }
    const errorMessage = last === undefined ? '' : messageOf(last.payload);
    await options.onDeadEvent?.({ functionName: name, requestId, payload, errorMessage });
  };
  const invokeAsync = (name: string, payload: string): string => {
    poolOf(name);
    const requestId = randomUUID();
    queued += 1;
    void tryThrice(name, payload, requestId)
      .catch((error: unknown) =>
        options.onLog?.({ functionName: name, stream: 'platform', line: `Event lost: ${String(error)}` }),
      )
      .finally(() => {
        queued -= 1;
      });
    return requestId;
  };

  const api = await startInvokeApi({ has: (name) => pools.has(name), invoke, enqueue: invokeAsync });
  // Functions may invoke functions, themselves too.
  const surroundings = { AWS_ENDPOINT_URL_LAMBDA: api.endpoint };
  for (const spec of options.functions) {
    const environment = { ...surroundings, ...spec.environment };
    pools.set(spec.name, createFunctionPool({ ...spec, environment }, sandbox));
  }
  const all = [...pools.values()];
  return {
    endpoint: api.endpoint,
    invoke,
    invokeAsync,
    warm: async (isAsked = () => true) => {
      await Promise.all(options.functions.filter(isAsked).map(({ name }) => poolOf(name).warm()));
    },
    inFlight: () => queued + all.reduce((sum, pool) => sum + pool.inFlight(), 0),
    begun: () => begun,
    pids: () => all.flatMap((pool) => pool.pids()),
    stop: async () => {
      stopped.abort();
      await api.close();
      await Promise.all(all.map((pool) => pool.stop()));
      if (options.reaper === undefined) reaper.stop();
    },
  };
}

function messageOf(payload: string): string {
  try {
    return String((JSON.parse(payload) as { errorMessage?: unknown }).errorMessage ?? '');
  } catch {
    return payload.slice(0, 1024);
  }
}
