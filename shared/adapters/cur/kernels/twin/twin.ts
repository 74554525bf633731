import type { Views } from '../heap.ts';
import type { Kernels } from '../kernels.ts';
import * as snappy from './snappy.ts';

/** The kernels in plain TypeScript, each with its memory as first argument. */
const TWIN = { ...snappy };

type Bound<Args extends readonly unknown[]> = Args extends [Views, ...infer Rest] ? Rest : never;

/** Binds them to the views of a heap, which follow the memory when it grows. */
export function twinKernels(views: Views): Kernels {
  const bound = Object.entries(TWIN).map(([name, kernel]) => [
    name,
    (...args: Bound<Parameters<typeof kernel>>) => kernel(views, ...args),
  ]);
  return Object.fromEntries(bound) as Kernels;
}
