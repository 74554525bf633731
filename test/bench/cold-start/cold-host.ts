import { randomUUID } from 'node:crypto';
import type { FunctionSpec } from '../../../shared/embedded/function-spec.ts';
import { findNode } from '../../../shared/embedded/node-binary.ts';
import { startReaper } from '../../../shared/embedded/reaper.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../../shared/embedded/sandbox.ts';
import { listenLocally } from '../../../shared/embedded/wire.ts';
import { environmentAt, REFUSAL, realEvent, UNKNOWN_EVENT } from './first-events.ts';
import { processorMs } from './processor-time.ts';

/** How far a process had come, in milliseconds since the host set out to start it. */
export interface Moment {
  readonly wallMs: number;
  readonly cpuMs: number;
}

export interface ColdStart {
  /** It asks for its first event, which is there: the handler is called with it next. Lambda's "Init Duration". */
  readonly init: Moment;
  /** The answer to the event has arrived. */
  readonly answered: Moment;
  /** The first byte of what a real event makes it ask of AWS has arrived; undefined where nothing is asked for. */
  readonly asked: Moment | undefined;
  readonly memoryMib: number;
}

export interface ColdHost {
  /** Starts the bundle twice, each time in a fresh process: once for an unknown event, once for a real one. */
  start(functionName: string, bundle: string): Promise<ColdStart>;
  close(): Promise<void>;
}

const ASKED_MS_MAX = 20_000;

/** The Lambda host of the run on one machine, with one address that stands for all of AWS and hears the first request. */
export async function openColdHost(): Promise<ColdHost> {
  let onRequest: () => void = () => {};
  // Whoever asks is kept waiting: what the function does next is no part of its start.
  const aws = await listenLocally(() => onRequest());
  const reaper = startReaper();
  const options: SandboxOptions = { node: findNode(), reaper, onLog: () => {} };
  const spec = (name: string, bundle: string): FunctionSpec => ({
    ...{ name, bundle, timeoutSeconds: 30, memoryMb: 3_008, sources: [] },
    environment: environmentAt(aws.endpoint),
  });
  const answered = async (name: string, bundle: string) => {
    const begun = performance.now();
    const sandbox = await startSandbox(spec(name, bundle), options);
    try {
      await sandbox.ready;
      const init = momentOf(sandbox, begun);
      const result = await sandbox.invoke(randomUUID(), UNKNOWN_EVENT);
      const done = momentOf(sandbox, begun);
      if (result.functionError !== undefined && !result.payload.includes(REFUSAL))
        throw new Error(`${name} did not start: ${result.payload}`);
      return { init, answered: done, memoryMib: (result.memoryBytesMax ?? Number.NaN) / 2 ** 20 };
    } finally {
      await sandbox.stop();
    }
  };
  const asked = async (name: string, bundle: string, event: string): Promise<Moment> => {
    const begun = performance.now();
    const sandbox = await startSandbox(spec(name, bundle), options);
    const late = AbortSignal.timeout(ASKED_MS_MAX);
    try {
      return await new Promise<Moment>((resolve, reject) => {
        onRequest = () => resolve(momentOf(sandbox, begun));
        late.onabort = () => reject(new Error(`${name} has asked AWS for nothing in ${ASKED_MS_MAX} ms`));
        void sandbox.invoke(randomUUID(), event).then(({ payload }) => {
          reject(new Error(`${name} answered without asking AWS for anything: ${payload}`));
        });
      });
    } finally {
      await sandbox.stop();
    }
  };
  return {
    async start(name, bundle) {
      const first = await answered(name, bundle);
      return { ...first, asked: name === EMPTY ? undefined : await asked(name, bundle, realEvent(name)) };
    },
    async close() {
      await aws.close();
      reaper.stop();
    },
  };
}

/** The function of nothing, which every other is measured against. */
export const EMPTY = 'empty handler';

const momentOf = ({ pid }: Sandbox, begun: number): Moment => ({
  wallMs: performance.now() - begun,
  cpuMs: pid === undefined ? Number.NaN : processorMs(pid),
});
