import { availableParallelism } from 'node:os';
import { type BrokenWorld, type Hunt, type Hunted, NOTHING_HAPPENED, together } from './hunt.ts';
import { startHunter } from './hunter.ts';

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
    const hunter = startHunter(new URL('./hunt-process.ts', import.meta.url));
    try {
      for (
        let range = ranges.shift();
        range !== undefined && broken.length < BROKEN_MAX;
        range = ranges.shift()
      ) {
        const found = await hunter.hunt(range);
        broken.push(...found.broken);
        happened = together(happened, found.happened);
        done += found.worlds;
        onProgress?.(done);
      }
    } finally {
      hunter.end();
    }
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), ranges.length) }, work));
  return { worlds: done, broken: broken.sort((a, b) => a.world - b.world), happened };
}
