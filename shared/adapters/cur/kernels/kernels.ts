import type { CsvKernels } from './csv-kernels.ts';
import type { PageKernels } from './page-kernels.ts';
import type { TableKernels } from './table-kernels.ts';

/**
 * The hot loops of reading an export, over one piece of memory. They exist twice and give the same bytes: compiled from
 * AssemblyScript (`assembly/`), and in plain TypeScript (`twin/`) for where WebAssembly is missing and as each other's
 * test. Every argument is a whole number: an address in the heap, a count or a length.
 *
 * What holds for all of them:
 * - Addresses of i32 and f64 data that the heap gave out are aligned; bytes of pages need not be.
 * - They may read up to SLACK_BYTES behind a block and write garbage there, and never go beyond: every block of the heap
 *   has that much room behind it. Any bytes at all end in a result or a status, never in a trap or an endless loop.
 * - They allocate nothing. A table without room makes them return FULL; they go on where they were when called again.
 */
export type Kernels = PageKernels & TableKernels & CsvKernels;

/** The bytes are not what their header says. */
export const DAMAGED = -1;
/** A table has to grow before its kernel can go on. */
export const FULL = -2;

/** Room behind every block of the heap. */
export const SLACK_BYTES = 64;
