import type { Views } from '../heap.ts';
import type { Kernels } from '../kernels.ts';
import * as bitmaps from './bitmaps.ts';
import * as columns from './columns.ts';
import * as csvNumbers from './csv-numbers.ts';
import * as csvSplit from './csv-split.ts';
import * as deltas from './deltas.ts';
import * as groups from './groups.ts';
import * as hybrid from './hybrid.ts';
import * as keys from './keys.ts';
import * as levels from './levels.ts';
import * as marked from './marked.ts';
import * as money from './money.ts';
import * as numbers from './numbers.ts';
import * as prefixes from './prefixes.ts';
import * as snappy from './snappy.ts';
import * as spans from './spans.ts';
import * as texts from './texts.ts';

type Kernel = (views: Views, ...args: number[]) => unknown;

/** The kernels in plain TypeScript, each with its memory as first argument. */
const TWIN: Readonly<Record<string, Kernel>> = {
  ...snappy,
  ...levels,
  ...hybrid,
  ...marked,
  ...deltas,
  ...spans,
  ...prefixes,
  ...numbers,
  ...bitmaps,
  ...columns,
  ...texts,
  ...keys,
  ...groups,
  ...money,
  ...csvSplit,
  ...csvNumbers,
};

/** Binds them to the views of a heap, which follow the memory when it grows. */
export function twinKernels(views: Views): Kernels {
  const bound = Object.entries(TWIN).map(([name, kernel]) => [
    name,
    (...args: number[]) => kernel(views, ...args),
  ]);
  return Object.fromEntries(bound) as Kernels;
}
