import type { Encoding } from './encodings.ts';

/** A layout that this reader does not know and another may: nothing is wrong with the file. */
export class UnsupportedError extends Error {
  override readonly name = 'UnsupportedError';
  /** The encoding that a page claims; the footer must name it too, or the page is damaged. */
  readonly encoding: Encoding | undefined;
  /** Index of the column among the leaves of the schema; told where the column is known. */
  readonly leaf: number | undefined;

  constructor(message: string, { encoding, leaf }: { encoding?: Encoding; leaf?: number } = {}) {
    super(message);
    this.encoding = encoding;
    this.leaf = leaf;
  }
}
