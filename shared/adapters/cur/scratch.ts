import type { Heap } from './kernels/heap.ts';

/** Working memory of a reader by name: taken again and again, and only ever replaced by more. */
export interface Scratch {
  /** At least so many bytes; what was in the last block of this name is lost. */
  take(name: string, bytes: number): number;
  free(): void;
}

export function createScratch(heap: Heap): Scratch {
  const blocks = new Map<string, { readonly at: number; readonly bytes: number }>();
  return {
    take(name, bytes) {
      const known = blocks.get(name);
      if (known !== undefined && known.bytes >= bytes) return known.at;
      if (known !== undefined) heap.free(known.at);
      const at = heap.alloc(bytes);
      blocks.set(name, { at, bytes });
      return at;
    },
    free() {
      for (const { at } of blocks.values()) heap.free(at);
      blocks.clear();
    },
  };
}

/** Blocks that are given back together. */
export interface Blocks {
  alloc(bytes: number): number;
  /** Another block of this size with all bytes 0. */
  zeros(bytes: number): number;
  free(): void;
}

export function createBlocks(heap: Heap): Blocks {
  const addresses: number[] = [];
  const alloc = (bytes: number): number => {
    const at = heap.alloc(bytes);
    addresses.push(at);
    return at;
  };
  return {
    alloc,
    zeros(bytes) {
      const at = alloc(bytes);
      heap.views.u8.fill(0, at, at + bytes);
      return at;
    },
    free() {
      for (const at of addresses.splice(0)) heap.free(at);
    },
  };
}
