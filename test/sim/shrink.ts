import { replayedChoices, seededChoices } from './choices.ts';
import type { Complaint, Harm } from './harm.ts';
import { createTrace } from './trace.ts';
import { playWorld } from './world.ts';

/** A broken world made as plain as it gets, told step by step. */
export interface ShrunkWorld {
  readonly draws: readonly number[];
  readonly history: readonly string[];
  readonly complaints: readonly Complaint[];
}

/** Worlds that may be played to make one plain. */
const TRIES_MAX = 1_500;

/**
 * The plainest list of draws that still breaks the same promise: shorter lists first, then smaller numbers. What a
 * shorter list no longer says is answered plainly (no fault, oldest step first).
 */
export async function shrinkWorld(seed: number, world: number): Promise<ShrunkWorld | undefined> {
  const choices = seededChoices(seed, world);
  const [first] = (await playWorld(choices)).complaints;
  if (first === undefined) return undefined;
  const draws = await plainest(choices.drawn, (list) => breaks(list, first.harm));
  return { draws, ...(await tell(draws)) };
}

/** Plays a list of draws and writes down what happens. */
export async function tell(draws: readonly number[]): Promise<Omit<ShrunkWorld, 'draws'>> {
  const trace = createTrace();
  const { complaints } = await playWorld(replayedChoices(draws), trace);
  return { history: trace.lines, complaints };
}

async function breaks(draws: readonly number[], harm: Harm): Promise<boolean> {
  const { complaints } = await playWorld(replayedChoices(draws));
  return complaints.some((complaint) => complaint.harm === harm);
}

async function plainest(
  from: readonly number[],
  stillBreaks: (draws: readonly number[]) => Promise<boolean>,
): Promise<readonly number[]> {
  let best = from;
  let tries = 0;
  const attempt = async (draws: readonly number[]): Promise<boolean> => {
    if (tries >= TRIES_MAX) return false;
    tries += 1;
    if (!(await stillBreaks(draws))) return false;
    best = draws;
    return true;
  };
  for (let before = Number.POSITIVE_INFINITY; weight(best) < before && tries < TRIES_MAX; ) {
    before = weight(best);
    for (let size = Math.ceil(best.length / 2); size >= 1; size = Math.floor(size / 2)) {
      for (let at = best.length - size; at >= 0; at -= size) {
        const [head, cut, tail] = [best.slice(0, at), best.slice(at, at + size), best.slice(at + size)];
        if (!(await attempt([...head, ...tail])) && cut.some((draw) => draw > 0)) {
          await attempt([...head, ...cut.map(() => 0), ...tail]);
        }
      }
    }
  }
  return best;
}

const weight = (draws: readonly number[]): number => draws.length + draws.filter((draw) => draw > 0).length;
