import { type MessagePort, parentPort } from 'node:worker_threads';
import type { ReadRange } from '../../../ports/charge-source.ts';
import { createCurChargeSource } from '../charge-source.ts';
import { asPoison } from '../refusal.ts';
import { BATCHES_AHEAD, type FromDecoder, type ToDecoder, toWire } from './decode-protocol.ts';
import { createBatchPacker } from './wire-batch.ts';

// The thread that decodes what others wrote: if a file makes it run for ever or out of memory, it ends and not the
// process. It has no ports of its own; every byte comes from the thread that started it.
if (parentPort !== null) decodeFor(parentPort);

function decodeFor(port: MessagePort): void {
  const spare: ArrayBuffer[] = [];
  const reads = new Map<number, (bytes: Uint8Array) => void>();
  let lastId = 0;
  let allowed = 0;
  let resume: (() => void) | undefined;

  const say = (message: FromDecoder, memory: readonly ArrayBuffer[] = []): void =>
    port.postMessage(message, memory);
  // Memory that was made to be read into changes hands whole; a view into something larger stays here.
  const read: ReadRange = (start, end, into) =>
    new Promise((resolve) => {
      lastId += 1;
      reads.set(lastId, resolve);
      const spare = isWhole(into) ? into : undefined;
      say(
        { say: 'read', id: lastId, start, end, ...(spare && { into: spare }) },
        spare ? [spare.buffer] : [],
      );
    });
  const source = createCurChargeSource({
    onFallback: (column, why) => say({ say: 'fallback', column, why }),
  });

  async function decode({ file, options }: Extract<ToDecoder, { say: 'open' }>): Promise<void> {
    const pack = createBatchPacker(() => spare.pop());
    for await (const batch of source.open(file, read, options)) {
      while (allowed === 0)
        await new Promise<void>((go) => {
          resume = go;
        });
      allowed -= 1;
      const packed = pack(batch);
      say({ say: 'batch', batch: packed }, [packed.memory]);
    }
  }

  port.on('message', (message: ToDecoder) => {
    if (message.say === 'bytes') {
      reads.get(message.id)?.(message.bytes);
      reads.delete(message.id);
    } else if (message.say === 'more') {
      spare.push(message.memory);
      allowed += 1;
      resume?.();
    } else {
      // Answers to reads that the last file no longer needed are not waited for.
      reads.clear();
      allowed = BATCHES_AHEAD;
      decode(message).then(
        () => say({ say: 'done' }),
        (error) => say({ say: 'failed', failure: toWire(asPoison(message.file.pin.key, 'the file', error)) }),
      );
    }
  });
  say({ say: 'ready' });
}

const isWhole = (bytes: Uint8Array | undefined): bytes is Uint8Array<ArrayBuffer> =>
  bytes?.buffer instanceof ArrayBuffer && bytes.byteOffset === 0;
