/**
 * Everything that could be otherwise in a simulated world is drawn here, one whole number at a time. 0 is always the
 * plainest answer (no fault, the oldest step, the smallest month), so that a list of draws can be shrunk by making it
 * shorter and its numbers smaller, and a list that has run out goes on plainly.
 */
export interface Choices {
  /** 0 … n-1. */
  below(n: number): number;
  /** True in so many of a thousand worlds. */
  permille(share: number): boolean;
  /** One of these, the first being the plainest. */
  of<T>(options: readonly T[]): T;
}

export interface RecordedChoices extends Choices {
  /** What was drawn so far. */
  readonly drawn: readonly number[];
}

/** Mixes seed and world number into the four words of the generator's state (MurmurHash3's finaliser). */
function wordsOf(seed: number, world: number): Uint32Array {
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ world;
  return Uint32Array.from({ length: 4 }, (_, index) => {
    state = Math.imul(state ^ (state >>> 16), 0x85ebca6b) + index + 1;
    state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
    return (state ^ (state >>> 16)) >>> 0;
  });
}

/** sfc32, a small fast generator of good quality (PractRand, http://pracrand.sourceforge.net/). */
export function seededChoices(seed: number, world: number): RecordedChoices {
  const words = wordsOf(seed, world);
  let [a, b, c, counter] = [words[0]!, words[1]!, words[2]!, words[3]! | 1];
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return sum >>> 0;
  };
  for (let warm = 0; warm < 12; warm += 1) next();
  return recording(next);
}

/** Plays a list of draws again; zeros when it has run out. */
export function replayedChoices(list: readonly number[]): RecordedChoices {
  let at = 0;
  return recording(() => list[at++] ?? 0);
}

const PER_MILLE = 1000;

function recording(next: () => number): RecordedChoices {
  const drawn: number[] = [];
  const below = (n: number): number => {
    if (n <= 1) return 0;
    const value = next() % n;
    drawn.push(value);
    return value;
  };
  return {
    drawn,
    below,
    permille: (share) => share > 0 && below(PER_MILLE) >= PER_MILLE - share,
    of: (options) => options[below(options.length)]!,
  };
}
