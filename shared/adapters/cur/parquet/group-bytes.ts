import type { ReadRange } from '../../../ports/charge-source.ts';
import type { BytePool } from '../byte-pool.ts';
import type { CurWord } from '../columns.ts';
import type { RowGroup } from './metadata.ts';
import { type Chunk, fetchChunks, planChunks } from './ranges.ts';
import { type CurSources, type Leaf, leavesOfSource } from './schema.ts';

/** The stored bytes of one row group's columns, each fetched once. */
export interface GroupBytes {
  /** Brings the columns of these words, or joins a request for them that is under way. */
  fetch(words: readonly CurWord[]): Promise<void>;
  /** Bytes of a fetched column. */
  chunk(leaf: Leaf): { readonly chunk: Chunk; readonly bytes: Uint8Array };
  /** Puts bytes of another layout in the place of a column's own. */
  replace(leaf: Leaf, bytes: Uint8Array, slots: number): void;
  isReplaced(leaf: number | undefined): boolean;
  /** Gives the memory of all columns back. */
  free(): void;
  /** Words that were asked for so far. */
  asked(): readonly CurWord[];
}

export function createGroupBytes(
  file: string,
  fileBytes: number,
  sources: CurSources,
  group: RowGroup,
  read: ReadRange,
  pool: BytePool,
): GroupBytes {
  const asked = new Map<CurWord, Promise<unknown>>();
  const chunks = new Map<Leaf, Chunk>();
  const bytes = new Map<Leaf, Uint8Array>();
  const ranges: Uint8Array[] = [];
  const replaced = new Set<number>();

  async function bring(words: readonly CurWord[]): Promise<void> {
    const leaves = words.flatMap((word) => {
      const source = sources.get(word);
      return source === undefined ? [] : leavesOfSource(source);
    });
    const planned = planChunks(file, fileBytes, group, leaves);
    for (const chunk of planned) chunks.set(chunk.leaf, chunk);
    const fetched = await fetchChunks(planned, read, pool);
    ranges.push(...fetched.ranges);
    for (const [leaf, of] of fetched.bytes) bytes.set(leaf, of);
  }

  return {
    async fetch(words) {
      const missing = words.filter((word) => !asked.has(word));
      if (missing.length > 0) {
        const fetching = bring(missing);
        // Whoever needs the columns hears of it; a request ahead of need must not end the process.
        fetching.catch(() => undefined);
        for (const word of missing) asked.set(word, fetching);
      }
      await Promise.all(words.map((word) => asked.get(word)));
    },
    chunk(leaf) {
      return { chunk: chunks.get(leaf)!, bytes: bytes.get(leaf)! };
    },
    replace(leaf, other, slots) {
      const { meta, ...chunk } = chunks.get(leaf)!;
      const size = { total_uncompressed_size: other.length, total_compressed_size: other.length };
      // These bytes stand nowhere in the file.
      const place = { data_page_offset: 0, dictionary_page_offset: 0 };
      const layout = { ...size, ...place, codec: 'UNCOMPRESSED', num_values: slots } as const;
      chunks.set(leaf, { ...chunk, meta: { ...meta, ...layout } });
      bytes.set(leaf, other);
      replaced.add(leaf.index);
    },
    isReplaced: (leaf) => leaf !== undefined && replaced.has(leaf),
    asked: () => [...asked.keys()],
    free() {
      for (const range of ranges.splice(0)) pool.give(range);
    },
  };
}
