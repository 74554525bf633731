import { fileURLToPath } from 'node:url';
import type { FunctionSpec } from '../../../shared/embedded/function-spec.ts';

/** A function from `functions/<bundle>.mjs`, named after it. */
export const toyFunction = (
  over: Partial<FunctionSpec> & { readonly bundle?: string } = {},
): FunctionSpec => {
  const bundle = over.bundle ?? 'toy';
  return {
    name: bundle,
    timeoutSeconds: 2,
    memoryMb: 256,
    environment: {},
    sources: [],
    ...over,
    bundle: fileURLToPath(new URL(`functions/${bundle}.mjs`, import.meta.url)),
  };
};

/** Whether a process still runs. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
