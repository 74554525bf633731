import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { type BrokenWorld, type Hunt, type Hunted, NOTHING_HAPPENED, together } from './hunt.ts';

export interface VerifyOptions {
  readonly worlds: number;
  readonly seed: number;
  /** Called after each range of worlds with how many are done. */
  readonly onProgress?: (done: number) => void;
}

/** More broken worlds than anybody reads: the hunt ends. */
const BROKEN_MAX = 5;
const RANGE = 1_000;

/** Plays worlds 0 … n-1 of a seed on all processors. The same seed and number give the same worlds on any of them. */
export async function verify({ worlds, seed, onProgress }: VerifyOptions): Promise<Hunted> {
  const ranges = Array.from({ length: Math.ceil(worlds / RANGE) }, (_, index): Hunt => {
    const from = index * RANGE;
    return { seed, from, to: Math.min(worlds, from + RANGE) };
  });
  const broken: BrokenWorld[] = [];
  let happened = NOTHING_HAPPENED;
  let done = 0;
  const work = async (): Promise<void> => {
    const thread = new Worker(new URL('./hunt-worker.ts', import.meta.url));
    try {
      for (
        let range = ranges.shift();
        range !== undefined && broken.length < BROKEN_MAX;
        range = ranges.shift()
      ) {
        const found = await answer(thread, range);
        broken.push(...found.broken);
        happened = together(happened, found.happened);
        done += found.worlds;
        onProgress?.(done);
      }
    } finally {
      await thread.terminate();
    }
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), ranges.length) }, work));
  return { worlds: done, broken: broken.sort((a, b) => a.world - b.world), happened };
}

/** Sends a range to a thread and waits; rejects where the thread itself breaks. */
export function answer(thread: Worker, order: Hunt & { readonly stopAtFirst?: boolean }): Promise<Hunted> {
  return new Promise((resolve, reject) => {
    const settle = (then: () => void): void => {
      thread.off('message', onMessage);
      thread.off('error', onError);
      then();
    };
    const onMessage = (found: Hunted): void => settle(() => resolve(found));
    const onError = (error: unknown): void => settle(() => reject(error));
    thread.on('message', onMessage);
    thread.on('error', onError);
    thread.postMessage(order);
  });
}
