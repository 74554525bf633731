import { mix } from '../../../shared/synthetic/random.ts';

/** Draws in a row that follow from a seed alone. `fork` starts an independent row, so one more draw here moves nothing there. */
export interface Dice {
  /** Uniform in [0, 1). */
  unit(): number;
  between(low: number, high: number): number;
  /** Whole, both ends included. */
  whole(low: number, high: number): number;
  chance(share: number): boolean;
  /** Standard normal. */
  normal(): number;
  /** Median 1. */
  logNormal(sigma: number): number;
  pick<T>(list: readonly T[]): T;
  shuffled<T>(list: readonly T[]): readonly T[];
  fork(stream: number): Dice;
}

export function createDice(seed: number, stream = 0): Dice {
  let drawn = 0;
  const unit = (): number => mix(seed, stream, (drawn += 1)) / 0x1_0000_0000;
  const whole = (low: number, high: number): number => low + Math.floor(unit() * (high - low + 1));
  // Box and Muller 1958; the second of the pair is thrown away, which keeps a draw free of state.
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - unit())) * Math.cos(2 * Math.PI * unit());
  return {
    unit,
    between: (low, high) => low + unit() * (high - low),
    whole,
    chance: (share) => unit() < share,
    normal,
    logNormal: (sigma) => Math.exp(sigma * normal()),
    pick: (list) => list[whole(0, list.length - 1)]!,
    shuffled: (list) => {
      const left = [...list];
      for (let last = left.length - 1; last > 0; last -= 1) {
        const at = whole(0, last);
        [left[last], left[at]] = [left[at]!, left[last]!];
      }
      return left;
    },
    fork: (other) => createDice(mix(seed, stream, 0x5eed), other),
  };
}
