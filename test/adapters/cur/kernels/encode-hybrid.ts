import fc from 'fast-check';

/** One run of the hybrid: a value repeated, or values packed in groups of eight. */
export type Run = { readonly times: number; readonly value: number } | { readonly packed: readonly number[] };

/** Runs of values below 2^width and at most `limit`, the last one not empty; only a last one has no whole groups. */
export const runsOf = (width: number, limit = 2 ** width - 1): fc.Arbitrary<readonly Run[]> => {
  const value = fc.oneof(fc.integer({ min: 0, max: limit }), fc.constantFrom(0, limit));
  const repeated = fc.record({ times: fc.oneof(fc.nat(9), fc.nat(300)), value });
  const lengths = fc.oneof(fc.nat(3), fc.nat(70)).map((groups) => groups * 8);
  const packed = (length: number) =>
    fc.array(value, { minLength: length, maxLength: length }).map((values) => ({ packed: values }));
  return fc
    .tuple(fc.array(fc.oneof(repeated, lengths.chain(packed)), { maxLength: 5 }), fc.nat(40).chain(packed))
    .map(([runs, last]) => {
      const all = [...runs, last];
      return all.slice(0, all.findLastIndex((run) => lengthOf(run) > 0) + 1);
    });
};

const lengthOf = (run: Run): number => ('packed' in run ? run.packed.length : run.times);

export const valuesOf = (runs: readonly Run[]): number[] =>
  runs.flatMap((run) => ('packed' in run ? run.packed : Array<number>(run.times).fill(run.value)));

/** The bytes of the runs. The padding of the last group is written, or cut short of whole bytes. */
export function hybridOf(runs: readonly Run[], width: number, padded: boolean): Uint8Array {
  const bytes: number[] = [];
  for (const [i, run] of runs.entries()) {
    if ('packed' in run) {
      const groups = Math.ceil(run.packed.length / 8);
      bytes.push(...varint(groups * 2 + 1));
      const missing = padded || i < runs.length - 1 ? groups * 8 - run.packed.length : 0;
      bytes.push(...packedBits([...run.packed, ...Array<number>(missing).fill(0)], width));
    } else {
      bytes.push(...varint(run.times * 2));
      for (let byte = 0; byte * 8 < width; byte++) bytes.push(Math.floor(run.value / 256 ** byte) % 256);
    }
  }
  return Uint8Array.from(bytes);
}

export function varint(value: number | bigint): number[] {
  const bytes: number[] = [];
  let rest = BigInt(value);
  for (; rest >= 128n; rest >>= 7n) bytes.push(Number(rest % 128n) + 128);
  return [...bytes, Number(rest)];
}

/** Lowest bits first, the last byte filled with zeros. */
export function packedBits(values: readonly (number | bigint)[], width: number): number[] {
  const bits = values.flatMap((value) =>
    Array.from({ length: width }, (_, bit) => Number((BigInt(value) >> BigInt(bit)) & 1n)),
  );
  return Array.from({ length: Math.ceil(bits.length / 8) }, (_, byte) =>
    Array.from({ length: 8 }, (__, bit) => (bits[byte * 8 + bit] ?? 0) << bit).reduce((a, b) => a | b),
  );
}

/** Bytes with some changed, some missing and some more: what is done to good ones. */
export const harm: fc.Arbitrary<(bytes: Uint8Array) => Uint8Array> = fc
  .tuple(
    fc.array(fc.tuple(fc.nat(), fc.oneof(fc.nat(255), fc.nat(3), fc.constant(255))), { maxLength: 4 }),
    fc.oneof(fc.constant(0), fc.integer({ min: -9, max: 9 })),
  )
  .map(([flips, longer]) => (bytes) => {
    const harmed = new Uint8Array(Math.max(0, bytes.length + longer));
    harmed.set(bytes.subarray(0, harmed.length));
    for (const [at, value] of flips) if (harmed.length > 0) harmed[at % harmed.length] = value;
    return harmed;
  });
