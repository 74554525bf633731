import { packedBits, varint } from './encode-hybrid.ts';

/** A block of differences: so many parts of so many values. */
export interface BlockShape {
  readonly parts: number;
  readonly partSize: number;
  /** Bits more than the differences need: a writer may be lavish. */
  readonly spareBits: number;
  /** Whether the last part is cut behind its last value. */
  readonly cut: boolean;
}

/** DELTA_BINARY_PACKED of numbers of 64 bits; differences that do not fit wrap around. */
export function deltasOf(values: readonly bigint[], shape: BlockShape): Uint8Array {
  const { parts, partSize } = shape;
  const bytes = [...varint(parts * partSize), ...varint(parts), ...varint(values.length)];
  bytes.push(...zigZag(values[0] ?? 0n));
  const steps = values.slice(1).map((value, i) => BigInt.asIntN(64, value - values[i]!));
  for (let from = 0; from < steps.length; from += parts * partSize) {
    const block = steps.slice(from, from + parts * partSize);
    const least = block.toSorted((a, b) => Number(a > b) - Number(a < b))[0]!;
    const rests = block.map((step) => BigInt.asUintN(64, step - least));
    const chunks = Array.from({ length: parts }, (_, part) =>
      rests.slice(part * partSize, (part + 1) * partSize),
    );
    const widths = chunks.map((chunk) => Math.min(64, Math.max(...chunk.map(bitsIn), 0) + shape.spareBits));
    bytes.push(...zigZag(least), ...widths);
    for (const [part, chunk] of chunks.entries()) {
      const padding = chunk.length === 0 || shape.cut ? 0 : partSize - chunk.length;
      bytes.push(...packedBits([...chunk, ...Array<bigint>(padding).fill(0n)], widths[part]!));
    }
  }
  return Uint8Array.from(bytes);
}

const bitsIn = (value: bigint): number => (value === 0n ? 0 : value.toString(2).length);

const zigZag = (value: bigint): number[] => varint(value < 0n ? -2n * value - 1n : 2n * value);
