import { seededChoices } from './choices.ts';
import type { Complaint } from './harm.ts';
import { type Happened, playWorld } from './world.ts';

export interface Hunt {
  readonly seed: number;
  /** First world, and the one after the last. */
  readonly from: number;
  readonly to: number;
}

export interface BrokenWorld {
  readonly seed: number;
  readonly world: number;
  readonly complaints: readonly Complaint[];
}

export interface Hunted {
  /** Worlds that were played. */
  readonly worlds: number;
  readonly broken: readonly BrokenWorld[];
  readonly happened: Happened;
}

export const NOTHING_HAPPENED: Happened = { steps: 0, deaths: 0, published: 0, messages: 0, repeats: 0 };

export const together = (a: Happened, b: Happened): Happened => ({
  steps: a.steps + b.steps,
  deaths: a.deaths + b.deaths,
  published: a.published + b.published,
  messages: a.messages + b.messages,
  repeats: a.repeats + b.repeats,
});

/** Plays these worlds one after another; with `stopAtFirst`, only until a promise is broken. */
export async function hunt(
  { seed, from, to }: Hunt,
  { stopAtFirst = false }: { readonly stopAtFirst?: boolean } = {},
): Promise<Hunted> {
  const broken: BrokenWorld[] = [];
  let happened = NOTHING_HAPPENED;
  let world = from;
  while (world < to && !(stopAtFirst && broken.length > 0)) {
    const result = await playWorld(seededChoices(seed, world));
    happened = together(happened, result.happened);
    if (result.complaints.length > 0) broken.push({ seed, world, complaints: result.complaints });
    world += 1;
  }
  return { worlds: world - from, broken, happened };
}
