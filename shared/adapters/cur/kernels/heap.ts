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
 * Blocks of memory that kernels work on. Blocks come in powers of two and are used again, also for a quarter of their
 * size: a process that reads file after file touches fresh memory only for more, as fresh pages cost more than decoding.
 */
export interface Heap {
  readonly views: Views;
  /** A block of at least so many bytes, aligned to 64, not cleared. Throws RangeError beyond 1 GiB or `HEAP_BYTES_MAX`. */
  alloc(bytes: number): number;
  free(address: number): void;
  /** At least `bytes` at a new address with the first `kept` bytes as before; the old block is freed. */
  regrow(address: number, bytes: number, kept: number): number;
  /** Bytes in use and free blocks together. */
  size(): number;
}

/** Addresses stay whole numbers of 31 bits, and a Lambda function of 3 GB has room for the rest of the process. */
export const HEAP_BYTES_MAX = 2 ** 31 - 2 ** 16;
/** The largest power of two below that. */
const BLOCK_BYTES_MAX = 2 ** 30 - SLACK_BYTES;
const ALIGN = 64;
const CLASS_MIN = 6;

/** `base` is where the heap begins: what lies below belongs to the compiled code. */
export function createHeap(memory: GrowingMemory, base: number): Heap {
  const views = viewsOf(memory.buffer());
  const classOf = new Map<number, number>();
  const free: number[][] = Array.from({ length: 32 }, () => []);
  // Sums and shifts of integers only: an address that was once a double makes every loop over it compute in doubles.
  let top = (base + ALIGN - 1) & -ALIGN;

  function take(bytes: number): number {
    const address = top;
    if (address + bytes > HEAP_BYTES_MAX)
      throw new RangeError(`decoding needs more than ${HEAP_BYTES_MAX} bytes`);
    top = address + bytes;
    if (top > views.u8.length) {
      memory.growTo(top);
      Object.assign(views, viewsOf(memory.buffer()));
    }
    return address;
  }

  function alloc(bytes: number): number {
    if (!(bytes >= 0 && bytes <= BLOCK_BYTES_MAX))
      throw new RangeError(`decoding asks for ${bytes} bytes at once`);
    const size = Math.max(CLASS_MIN, 32 - Math.clz32(bytes + SLACK_BYTES - 1));
    const found = [size, size + 1, size + 2, size + 3].find((one) => (free[one]?.length ?? 0) > 0) ?? size;
    const address = free[found]!.pop() ?? take(1 << size);
    classOf.set(address, found);
    return address;
  }

  function release(address: number): void {
    const size = classOf.get(address);
    if (size === undefined) return;
    classOf.delete(address);
    free[size]!.push(address);
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
    size: () => top,
  };
}

const viewsOf = (buffer: ArrayBuffer): Views => ({
  u8: new Uint8Array(buffer),
  i32: new Int32Array(buffer),
  u32: new Uint32Array(buffer),
  f64: new Float64Array(buffer),
  bytes: new DataView(buffer),
});
