import { randomUUID } from 'node:crypto';
import type { FunctionSpec, InvokeResult } from './function-spec.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from './sandbox.ts';

/** The processes of one function. */
export interface FunctionPool {
  readonly spec: FunctionSpec;
  /** Waits for a free process when all are busy (Lambda would throttle; here nothing is lost). */
  invoke(payload: string): Promise<InvokeResult>;
  /** Starts a first process and resolves when its bundle is loaded. */
  warm(): Promise<void>;
  /** Invocations running or waiting. */
  inFlight(): number;
  pids(): readonly number[];
  stop(): Promise<void>;
}

export function createFunctionPool(spec: FunctionSpec, options: SandboxOptions): FunctionPool {
  const sizeMax = Math.max(1, spec.concurrency ?? 1);
  const sandboxes = new Set<Sandbox>();
  const idle: Sandbox[] = [];
  const waiting: ((sandbox: Sandbox | undefined) => void)[] = [];
  let starting = 0;
  let inFlight = 0;
  let stopped = false;

  const start = async (): Promise<Sandbox> => {
    starting += 1;
    try {
      const sandbox = await startSandbox(spec, options);
      sandboxes.add(sandbox);
      return sandbox;
    } finally {
      starting -= 1;
    }
  };
  /** Undefined once the pool is stopped. */
  const take = async (): Promise<Sandbox | undefined> => {
    if (stopped) return undefined;
    for (let sandbox = idle.pop(); sandbox !== undefined; sandbox = idle.pop()) {
      if (sandbox.alive()) return sandbox;
      sandboxes.delete(sandbox);
    }
    if (sandboxes.size + starting < sizeMax) return start();
    return new Promise((resolve) => waiting.push(resolve));
  };
  const give = async (sandbox: Sandbox): Promise<void> => {
    if (!sandbox.alive()) sandboxes.delete(sandbox);
    if (stopped) return;
    const next = waiting.shift();
    if (next !== undefined) next(sandbox.alive() ? sandbox : await start());
    else if (sandbox.alive()) idle.push(sandbox);
  };

  return {
    spec,
    invoke: async (payload) => {
      inFlight += 1;
      try {
        const sandbox = await take();
        if (sandbox === undefined) return stoppedResult(randomUUID());
        const result = await sandbox.invoke(randomUUID(), payload);
        void sandbox.free().then(() => give(sandbox));
        return result;
      } finally {
        inFlight -= 1;
      }
    },
    warm: async () => {
      if (sandboxes.size + starting > 0) return;
      const sandbox = await start();
      await sandbox.ready;
      await give(sandbox);
    },
    inFlight: () => inFlight,
    pids: () => [...sandboxes].flatMap((sandbox) => (sandbox.alive() ? (sandbox.pid ?? []) : [])),
    stop: async () => {
      stopped = true;
      for (const wake of waiting.splice(0)) wake(undefined);
      await Promise.all([...sandboxes].map((sandbox) => sandbox.stop()));
    },
  };
}

const stoppedResult = (requestId: string): InvokeResult => ({
  requestId,
  payload: JSON.stringify({ errorType: 'Host.Stopped', errorMessage: 'The host was stopped.' }),
  functionError: 'Unhandled',
  durationMs: 0,
});
