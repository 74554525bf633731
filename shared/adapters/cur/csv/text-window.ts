import type { Heap } from '../kernels/heap.ts';

/** A piece of the file's text in the heap: read up to `from`, filled up to `to`, with room up to `end`. */
export interface TextWindow {
  readonly at: number;
  readonly end: number;
  from: number;
  to: number;
}

export function createWindow(heap: Heap, bytes: number): TextWindow {
  const at = heap.alloc(bytes);
  return { at, end: at + bytes, from: at, to: at };
}

/** Takes as many of the bytes as there is room for; returns how many. */
export function fill(heap: Heap, window: TextWindow, bytes: Uint8Array): number {
  const some = bytes.length > window.end - window.to ? bytes.subarray(0, window.end - window.to) : bytes;
  heap.views.u8.set(some, window.to);
  window.to += some.length;
  return some.length;
}

/** What is not read yet goes to the front: what lies elsewhere of the window is lost. */
export function carry(heap: Heap, window: TextWindow): void {
  heap.views.u8.copyWithin(window.at, window.from, window.to);
  window.to = window.at + (window.to - window.from);
  window.from = window.at;
}

export const unread = (heap: Heap, window: TextWindow): Uint8Array =>
  heap.views.u8.subarray(window.from, window.to);
