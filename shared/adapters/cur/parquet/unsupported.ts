/** A layout that this reader does not know and another may: nothing is wrong with the file. */
export class UnsupportedError extends Error {
  override readonly name = 'UnsupportedError';
  /** Index of the column among the leaves of the schema; told where the column is known. */
  readonly leaf: number | undefined;

  constructor(message: string, leaf?: number) {
    super(message);
    this.leaf = leaf;
  }
}
