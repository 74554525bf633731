import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { functionEnvironment } from './function-environment.ts';
import type { FunctionLog, FunctionSpec, InvokeResult } from './function-spec.ts';
import { functionArnOf } from './local-account.ts';
import { processMemory, watchMemory } from './process-memory.ts';
import type { Reaper } from './reaper.ts';
import { type RuntimeAnswer, startRuntimeApi } from './runtime-api.ts';
import { errorPayload, type Outcome, reportLine } from './sandbox-outcome.ts';

export interface SandboxOptions {
  readonly node: string;
  /** Program that stands between runtime API and handler; the one beside this module where absent. */
  readonly runtime?: string;
  readonly reaper: Reaper;
  readonly onLog: (log: FunctionLog) => void;
}

/** One process of one function behind its own runtime API. */
export interface Sandbox {
  readonly pid: number | undefined;
  /** False once the process has ended or is to end: the next invocation needs a new one. */
  alive(): boolean;
  /** Resolves when the bundle is loaded, or has failed to. */
  readonly ready: Promise<void>;
  /** Resolves when it can take another invocation, or has ended: an answer may be the last thing a process does. */
  free(): Promise<void>;
  /** One at a time. Never rejects. */
  invoke(requestId: string, payload: string): Promise<InvokeResult>;
  stop(): Promise<void>;
}

const BOOTSTRAP = fileURLToPath(new URL('bootstrap.mjs', import.meta.url));
/** Lambda gives a bundle this long to load. */
const INIT_MS_MAX = 10_000;
/** A runtime that does not ask for its next event within this time after an answer is stuck. */
const FREE_MS_MAX = 1_000;

export async function startSandbox(spec: FunctionSpec, options: SandboxOptions): Promise<Sandbox> {
  const startedAt = performance.now();
  const api = await startRuntimeApi();
  const child = spawn(options.node, [options.runtime ?? BOOTSTRAP], {
    env: functionEnvironment(spec, api.address, randomUUID()),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log = (stream: FunctionLog['stream'], line: string): void =>
    options.onLog({ functionName: spec.name, stream, line });
  captureLines(child.stdout, (line) => log('stdout', line));
  captureLines(child.stderr, (line) => log('stderr', line));
  const exited = exitOf(child, options.reaper);
  let ended = false;
  let initMs: number | undefined;
  void exited.then(() => {
    ended = true;
    void api.close();
  });
  const kill = (): void => {
    ended = true;
    child.kill('SIGKILL');
  };
  const started = firstOf<RuntimeAnswer | 'ready' | Outcome>([
    api.started,
    exited,
    { afterMs: INIT_MS_MAX, value: { kind: 'timeout', afterMs: INIT_MS_MAX } },
  ]).then((first): Outcome | undefined => {
    initMs = performance.now() - startedAt;
    if (first === 'ready') return undefined;
    kill();
    return first;
  });

  let memoryBytesMax: number | undefined;
  const run = async (requestId: string, payload: string): Promise<Outcome> => {
    const failed = await started;
    if (failed !== undefined) return failed;
    const timeoutMs = spec.timeoutSeconds * 1000;
    const memory = Promise.withResolvers<Outcome>();
    const unwatch = watchMemory(child.pid!, spec.memoryMb * 1024 * 1024, () =>
      memory.resolve({ kind: 'memory' }),
    );
    const outcome = await firstOf<Outcome>([
      api.run({
        requestId,
        payload,
        functionArn: functionArnOf(spec.name),
        deadlineMs: Date.now() + timeoutMs,
      }),
      exited,
      memory.promise,
      { afterMs: timeoutMs, value: { kind: 'timeout', afterMs: timeoutMs } },
    ]);
    unwatch();
    // Before the process is killed, else there is nothing left to measure.
    memoryBytesMax = processMemory(child.pid!)?.bytesMax ?? memoryBytesMax;
    if (outcome.kind !== 'response' && outcome.kind !== 'error' && outcome.kind !== 'too-large') kill();
    return outcome;
  };

  return {
    pid: child.pid,
    alive: () => !ended,
    ready: started.then(() => undefined),
    free: async () => {
      const first = await firstOf<Outcome | 'polled'>([
        api.polled().then(() => 'polled' as const),
        exited,
        { afterMs: FREE_MS_MAX, value: { kind: 'timeout', afterMs: FREE_MS_MAX } },
      ]);
      if (first !== 'polled') kill();
    },
    invoke: async (requestId, payload) => {
      await started;
      const init = initMs;
      initMs = undefined;
      log('platform', `START RequestId: ${requestId} Version: $LATEST`);
      const begun = performance.now();
      const outcome = await run(requestId, payload);
      const durationMs = performance.now() - begun;
      const result: InvokeResult = {
        requestId,
        payload: outcome.kind === 'response' ? outcome.payload : errorPayload(outcome, requestId),
        durationMs,
        ...(outcome.kind === 'response' ? {} : { functionError: 'Unhandled' as const }),
        ...(init === undefined ? {} : { initMs: init }),
        ...(memoryBytesMax === undefined ? {} : { memoryBytesMax }),
      };
      log('platform', `END RequestId: ${requestId}`);
      log('platform', reportLine(result, spec.memoryMb));
      return result;
    },
    stop: async () => {
      kill();
      await exited;
      await api.close();
    },
  };
}

function exitOf(child: ChildProcess, reaper: Reaper): Promise<Outcome> {
  const { pid } = child;
  if (pid !== undefined) reaper.watch(pid);
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ kind: 'exit', how: error.message }));
    child.once('exit', (code, signal) => {
      if (pid !== undefined) reaper.release(pid);
      resolve({ kind: 'exit', how: signal === null ? `exit status ${code}` : `signal: ${signal}` });
    });
  });
}

/** The first of several promises, or a value after a time whose timer does not outlive the race. */
async function firstOf<T>(
  racers: readonly (Promise<T> | { readonly afterMs: number; readonly value: T })[],
): Promise<T> {
  const timers: NodeJS.Timeout[] = [];
  const promises = racers.map((racer) =>
    racer instanceof Promise
      ? racer
      : new Promise<T>((resolve) => timers.push(setTimeout(resolve, racer.afterMs, racer.value))),
  );
  return Promise.race(promises).finally(() => timers.forEach(clearTimeout));
}

/** Only at line feeds: Lambda's runtime writes a carriage return where a line goes on. */
function captureLines(stream: Readable, onLine: (line: string) => void): void {
  let rest = '';
  stream.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    lines.forEach(onLine);
  });
  stream.on('end', () => rest !== '' && onLine(rest));
}
