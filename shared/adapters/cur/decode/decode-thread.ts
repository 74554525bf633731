import { getCompileCacheDir } from 'node:module';
import { Worker } from 'node:worker_threads';
import type { FromDecoder, ToDecoder } from './decode-protocol.ts';

/** How a thread came to its end: `start` before it could do anything, `memory` beyond its heap, `crash` otherwise. */
export interface ThreadEnd {
  readonly why: 'start' | 'memory' | 'crash';
  readonly error: unknown;
}

/** A running decoder. Whoever listens gets all its messages, and its end if it ends by itself. */
export interface DecodeThread {
  say(message: ToDecoder, memory: readonly ArrayBuffer[]): void;
  listen(hear: (message: FromDecoder) => void, ended: (end: ThreadEnd) => void): void;
  /** Nobody listens; a thread that rests does not keep the process alive. */
  rest(): void;
  isAlive(): boolean;
  /** Its code is loaded: from now on its silence is the file's doing. */
  isReady(): boolean;
  stop(): void;
}

/** In the artifact of a function the decoder lies beside the module as built JavaScript, here it is its source. */
const DECODER = new URL(
  import.meta.url.endsWith('.ts') ? './decode-worker.ts' : './decode-worker.mjs',
  import.meta.url,
);

export function startDecodeThread(heapMegabytes: number, decoder: URL = DECODER): DecodeThread {
  const worker = new Worker(decoder, {
    // Flags of the process are not the decoder's: some, such as those of --eval, would even keep it from starting.
    execArgv: [],
    env: decoderEnv(),
    resourceLimits: { maxOldGenerationSizeMb: heapMegabytes },
  });
  let end: ThreadEnd | undefined;
  let started = false;
  let hear: ((message: FromDecoder) => void) | undefined;
  let ended: ((end: ThreadEnd) => void) | undefined;

  const finish = (error: unknown): void => {
    if (end !== undefined) return;
    const memory = error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
    end = { why: memory ? 'memory' : started ? 'crash' : 'start', error };
    ended?.(end);
  };
  worker.on('message', (message: FromDecoder) => {
    if (message.say === 'ready') started = true;
    else hear?.(message);
  });
  worker.on('error', finish);
  worker.on('messageerror', finish);
  worker.on('exit', (code) => finish(new Error(`the thread ended with ${code}`)));
  worker.unref();

  return {
    say: (message, memory) => worker.postMessage(message, memory),
    listen: (toHear, toEnd) => {
      [hear, ended] = [toHear, toEnd];
      if (end !== undefined) toEnd(end);
      else worker.ref();
    },
    rest: () => {
      [hear, ended] = [undefined, undefined];
      worker.unref();
    },
    isAlive: () => end === undefined,
    isReady: () => started,
    stop: () => {
      [hear, ended] = [undefined, undefined];
      end ??= { why: 'crash', error: undefined };
      void worker.terminate();
    },
  };
}

/** None of the process's secrets; only where compiled modules are kept, if they are. */
function decoderEnv(): NodeJS.ProcessEnv {
  const cache = getCompileCacheDir();
  return cache === undefined ? {} : { NODE_COMPILE_CACHE: cache };
}
