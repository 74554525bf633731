// The module's exports: one line a file, in the order in which an export is read.
export { unsnap } from './snappy';
export { levelsAtLeast } from './levels';
export { expand, expandAt } from './hybrid';
export { findMarked } from './marked';
export { deltas, lengths } from './deltas';
export { fixedSpans, lengthSpans, plainSpans } from './spans';
export { unprefix } from './prefixes';
export { doubles, floats, unsplit } from './numbers';
export { positionsOf, rank, rowsOf, spread, spreadDoubles } from './bitmaps';
export { fill, gather, gatherDoubles, iota, join, less, remap, scatter, selectMarked } from './columns';
export { internTexts, rehashTexts } from './texts';
export { internDense, internKeys, packKeys, rehashKeys, unpackKeys } from './keys';
export { group, groupDense, rehashGroups } from './groups';
export { firstOutside, picoOfDoubles } from './money';
export { splitCsv } from './csv-split';
export { doublesOfTexts, picoOfTexts } from './csv-numbers';

/** Where the heap may begin: behind the compiled code's own data. */
export function heapBase(): usize {
  return __heap_base;
}
