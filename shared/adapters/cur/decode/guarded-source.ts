import { bug, type Failure } from '../../../domain/base/failure.ts';
import type { ChargeBatch } from '../../../domain/charge/charge.ts';
import type { DataFile } from '../../../domain/delivery/delivery.ts';
import type { ChargeSource, ChargeSourceOptions, ReadRange } from '../../../ports/charge-source.ts';
import { progressOf } from '../progress.ts';
import { asPoison, carefulRead } from '../refusal.ts';
import { DECODE_LIMITS, type DecodeLimits } from './decode-limits.ts';
import { BATCHES_AHEAD, type FromDecoder, fromWire } from './decode-protocol.ts';
import { type DecodeThread, startDecodeThread, type ThreadEnd } from './decode-thread.ts';
import { brokenBy, watchDecoding } from './decode-watch.ts';
import { createBatchUnpacker, type WireBatch } from './wire-batch.ts';

export interface GuardedSourceOptions {
  readonly limits?: DecodeLimits;
  /** Starts the thread at once, so that it loads while the first bytes are fetched. */
  readonly startNow?: boolean;
  /** Told of a column of a file that only the general reader could read, and why. */
  readonly onFallback?: (file: string, column: string, why: string) => void;
  /** The decoder's module, where it is not the usual one. */
  readonly decoder?: URL;
}

/**
 * The reader of exports for files of strangers: they are decoded in a thread of their own, which is stopped when a file
 * takes too long or too much memory; the file is then refused with Failure `poison`, and the next one gets a fresh
 * thread. One thread is kept for the life of the process.
 */
export function createGuardedChargeSource(options: GuardedSourceOptions = {}): ChargeSource {
  const { limits = DECODE_LIMITS, startNow = false, decoder, onFallback } = options;
  const start = (): DecodeThread => startDecodeThread(limits.heapMegabytes, decoder);
  let idle = startNow ? start() : undefined;

  const take = (): DecodeThread => {
    const thread = idle;
    idle = undefined;
    return thread?.isAlive() ? thread : start();
  };

  return {
    async *open(file, read, asked) {
      if (file.pin.bytes === 0) return;
      const thread = take();
      const progress = progressOf(asked);
      const decoding = startDecoding(
        thread,
        file,
        carefulRead(file.pin.key, read),
        asked,
        limits,
        (column, why) => onFallback?.(file.pin.key, column, why),
      );
      const unpack = createBatchUnpacker(file.pin.key);
      try {
        for (let wire = await decoding.next(); wire !== undefined; wire = await decoding.next()) {
          const batch: ChargeBatch = unpack(wire);
          yield batch;
          progress(batch);
          decoding.more(wire.memory);
        }
      } finally {
        decoding.end();
        // A thread that is still at work on a file nobody wants is not waited for.
        if (decoding.isOver() && thread.isAlive() && idle === undefined) {
          thread.rest();
          idle = thread;
        } else {
          thread.stop();
        }
      }
    },
  };
}

/** One file in the hands of a thread. */
interface Decoding {
  /** The next batch, or undefined at the end. Throws what refused the file or its bytes. */
  next(): Promise<WireBatch | undefined>;
  more(memory: ArrayBuffer): void;
  end(): void;
  /** The thread said its last word on this file. */
  isOver(): boolean;
}

function startDecoding(
  thread: DecodeThread,
  file: DataFile,
  read: ReadRange,
  { cost, tagKeys }: ChargeSourceOptions,
  limits: DecodeLimits,
  onFallback: (column: string, why: string) => void,
): Decoding {
  const { key, bytes } = file.pin;
  const batches: WireBatch[] = [];
  let allowed = BATCHES_AHEAD;
  let reads = 0;
  let over = false;
  let refused: Failure | undefined;
  let wake: (() => void) | undefined;

  const refuse = (failure: Failure): void => {
    refused ??= failure;
    wake?.();
  };
  const isBusy = (): boolean => thread.isReady() && !over && reads === 0 && allowed > 0;
  const watch = watchDecoding({ key, bytes }, limits, isBusy, refuse);

  async function serve({ id, start, end, into }: Extract<FromDecoder, { say: 'read' }>): Promise<void> {
    reads += 1;
    try {
      const memory = into ?? new Uint8Array(end - start);
      const found = await read(start, end, memory);
      // What a store keeps for itself is copied, as the bytes change hands.
      if (found.buffer !== memory.buffer) memory.set(found);
      if (!over && thread.isAlive()) thread.say({ say: 'bytes', id, bytes: memory }, [memory.buffer]);
    } catch (error) {
      refuse(asPoison(key, 'the file', error));
    } finally {
      reads -= 1;
      watch.alive();
    }
  }

  function hear(message: FromDecoder): void {
    watch.alive();
    if (message.say === 'read') void serve(message);
    if (message.say === 'fallback') onFallback(message.column, message.why);
    if (message.say === 'batch') {
      allowed -= 1;
      batches.push(message.batch);
    }
    if (message.say === 'failed') refused ??= fromWire(message.failure);
    if (message.say === 'failed' || message.say === 'done') over = true;
    wake?.();
  }

  const ended = (end: ThreadEnd): void =>
    refuse(
      end.why === 'start'
        ? bug('the decoder does not start: the artifact is not complete', { file: key }, end.error)
        : brokenBy(key, end, limits),
    );

  thread.listen(hear, ended);
  thread.say({ say: 'open', file, options: { cost, ...(tagKeys && { tagKeys }) } }, []);
  return {
    async next() {
      while (batches.length === 0 && refused === undefined && !over) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      const batch = batches.shift();
      if (batch === undefined && refused !== undefined) throw refused;
      return batch;
    },
    more(memory) {
      allowed += 1;
      if (thread.isAlive()) thread.say({ say: 'more', memory }, [memory]);
    },
    end: watch.stop,
    isOver: () => over,
  };
}
