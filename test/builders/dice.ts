import { mix } from '../../shared/synthetic/random.ts';

/** Draws that follow from a seed alone: the same seed and the same questions give the same answers. */
export interface Dice {
  /** A whole number from 0 to below `n`. */
  below(n: number): number;
  chance(share: number): boolean;
  pick<T>(list: readonly T[]): T;
  shuffled<T>(list: readonly T[]): readonly T[];
}

export function createDice(seed: number, stream: number): Dice {
  let drawn = 0;
  const below = (n: number): number => {
    drawn += 1;
    return Math.floor((mix(seed, stream, drawn) / 0x1_0000_0000) * n);
  };
  return {
    below,
    chance: (share) => below(1_000_000) < share * 1_000_000,
    pick: (list) => list[below(list.length)]!,
    shuffled: (list) => {
      const left = [...list];
      for (let last = left.length - 1; last > 0; last -= 1) {
        const at = below(last + 1);
        [left[last], left[at]] = [left[at]!, left[last]!];
      }
      return left;
    },
  };
}
