import type { Plugin } from 'esbuild';

/**
 * Apache Arrow for a thread that makes record batches and takes their addresses, and neither reads nor changes a value
 * through Arrow: that half of the library, which a batch brings along, costs a tenth of the thread's start. Whoever uses
 * it all the same is told so by an Error.
 */
export const arrowByAddress: Plugin = {
  name: 'arrow-by-address',
  setup({ onLoad }) {
    for (const [module, exports] of Object.entries(LEFT_OUT)) {
      const filter = new RegExp(`/apache-arrow/${module}\\.mjs$`);
      onLoad({ filter }, () => ({ contents: `${REFUSE} ${exports}`, loader: 'js' }));
    }
  },
};

const REFUSE =
  "function refuse() { throw new Error('Apache Arrow is here without what reads or changes values'); }";
const VISITOR = 'export const instance = { visit: refuse };';
/** Of a column or a dictionary: the pieces that it is in. Arrow's own makes 200 functions at its start. */
const VECTOR = `export class Vector {
  constructor(data) {
    this.data = data;
    this.type = data[0].type;
    this.length = data.reduce((sum, piece) => sum + piece.length, 0);
  }
}`;
const LEFT_OUT: Readonly<Record<string, string>> = {
  'visitor/get': VISITOR,
  'visitor/set': VISITOR,
  'visitor/indexof': VISITOR,
  'visitor/iterator': VISITOR,
  vector: VECTOR,
  table: 'export const Table = refuse;',
};
