import { SLACK_BYTES } from './kernels.ts';

/** The heap's memory seen in its three widths; replaced when it grows, so never kept over an allocation. */
export interface Views {
  u8: Uint8Array;
  i32: Int32Array;
  u32: Uint32Array;
  f64: Float64Array;
  bytes: DataView;
}

/** Memory that can grow and keeps its content: a WebAssembly.Memory or a plain buffer. */
export interface GrowingMemory {
  buffer(): ArrayBuffer;
  /** Throws RangeError where there is no more. */
  growTo(bytes: number): void;
}

/**
 * Blocks of memory that kernels work on, the lowest free place first: memory that was touched is used again, as fresh
 * pages cost more than decoding.
 */
export interface Heap {
  readonly views: Views;
  /** A block of at least so many bytes, aligned to 64, not cleared. Throws RangeError beyond 1 GiB or `HEAP_BYTES_MAX`. */
  alloc(bytes: number): number;
  free(address: number): void;
  /** At least `bytes` at a new address with the first `kept` bytes as before; the old block is freed. */
  regrow(address: number, bytes: number, kept: number): number;
  /** Gives back what lies behind the first `bytes` of a block. */
  trim(address: number, bytes: number): void;
  /** Bytes in use and free blocks together. */
  size(): number;
}

/** Addresses stay whole numbers of 31 bits, and a Lambda function of 3 GB has room for the rest of the process. */
export const HEAP_BYTES_MAX = 2 ** 31 - 2 ** 16;
/** Sizes stay far from where 31 bits would wrap. */
const BLOCK_BYTES_MAX = 2 ** 30 - SLACK_BYTES;
const ALIGN = 64;

/** `base` is where the heap begins: what lies below belongs to the compiled code. */
export function createHeap(memory: GrowingMemory, base: number): Heap {
  const views = viewsOf(memory.buffer());
  const sizes = new Map<number, number>();
  /** Free places by address, none beside another. */
  const free: Place[] = [];
  // Sums and masks of integers only: an address that was once a double makes every loop over it compute in doubles.
  let top = (base + ALIGN - 1) & -ALIGN;

  function extend(size: number): number {
    // What is free at the end is part of what is asked for.
    const last = free.at(-1);
    const address = last !== undefined && last.at + last.size === top ? last.at : top;
    if (address + size > HEAP_BYTES_MAX)
      throw new RangeError(`decoding needs more than ${HEAP_BYTES_MAX} bytes`);
    if (address + size > views.u8.length) {
      memory.growTo(address + size);
      Object.assign(views, viewsOf(memory.buffer()));
    }
    if (address !== top) free.pop();
    top = (address + size) | 0;
    return address;
  }

  function alloc(bytes: number): number {
    if (!(bytes >= 0 && bytes <= BLOCK_BYTES_MAX))
      throw new RangeError(`decoding asks for ${bytes} bytes at once`);
    const size = sizeOf(bytes);
    const index = free.findIndex((place) => place.size >= size);
    let address: number;
    if (index === -1) {
      address = extend(size);
    } else {
      const place = free[index]!;
      address = place.at;
      if (place.size === size) free.splice(index, 1);
      else free[index] = { at: (place.at + size) | 0, size: place.size - size };
    }
    sizes.set(address, size);

    return address;
  }

  function release(address: number): void {
    const size = sizes.get(address);
    if (size === undefined) return;
    sizes.delete(address);
    giveBack(address, size);
  }

  function giveBack(address: number, size: number): void {
    const found = free.findIndex(({ at }) => at > address);
    const index = found === -1 ? free.length : found;
    const [before, after] = [free[index - 1], free[index]];
    const joinsBefore = before !== undefined && before.at + before.size === address;
    const joinsAfter = after !== undefined && address + size === after.at;
    const at = joinsBefore ? before.at : address;
    const end = joinsAfter ? after.at + after.size : address + size;
    const from = joinsBefore ? index - 1 : index;
    free.splice(from, Number(joinsBefore) + Number(joinsAfter), { at, size: end - at });
  }

  return {
    views,
    alloc,
    free: release,
    regrow(address, bytes, kept) {
      const larger = alloc(bytes);
      views.u8.copyWithin(larger, address, address + kept);
      release(address);
      return larger;
    },
    trim(address, bytes) {
      const size = sizes.get(address);
      const kept = sizeOf(bytes);
      if (size === undefined || kept >= size) return;
      sizes.set(address, kept);
      giveBack((address + kept) | 0, size - kept);
    },
    size: () => top,
  };
}

const sizeOf = (bytes: number): number => (bytes + SLACK_BYTES + ALIGN - 1) & -ALIGN;

interface Place {
  readonly at: number;
  readonly size: number;
}

const viewsOf = (buffer: ArrayBuffer): Views => ({
  u8: new Uint8Array(buffer),
  i32: new Int32Array(buffer),
  u32: new Uint32Array(buffer),
  f64: new Float64Array(buffer),
  bytes: new DataView(buffer),
});
