// The module's exports: one line a file, in the order in which an export is read.
export { unsnap } from './snappy';
export { levelsAtLeast } from './levels';
export { expand, expandAt } from './hybrid';
export { fixedSpans, lengthSpans, plainSpans } from './spans';
export { doubles, floats, unsplit } from './numbers';

/** Where the heap may begin: behind the compiled code's own data. */
export function heapBase(): usize {
  return __heap_base;
}
