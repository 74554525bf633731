/**
 * Distinct texts with a number each, kept as UTF-8 in Arrow's layout (offsets and bytes) in the heap. Code 0 is the empty
 * text, which stands for null as well.
 */
export interface HeapTexts {
  /** Codes (i32 at `out`) of `count` texts: see `TableKernels.internTexts`. Addresses of the table may change. */
  intern(
    spans: { readonly starts: number; readonly ends: number; readonly stride: number },
    picks: number,
    count: number,
    out: number,
  ): void;
  codeOfText(text: string): number;
  size(): number;
  textOf(code: number): string;
  /** Address of size + 1 offsets (i32) into the bytes. */
  offsets(): number;
  /** Address of the texts' bytes, and how many there are. */
  bytes(): number;
  usedBytes(): number;
  free(): void;
}
