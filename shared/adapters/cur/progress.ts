import type { ChargeBatch } from '../../domain/charge/charge.ts';
import type { ChargeSourceOptions } from '../../ports/charge-source.ts';

const PROGRESS_EVERY_MS = 250;

/** Tells how many rows are read when a batch was used up, at most a few times a second. */
export function progressOf({
  onProgress,
}: Pick<ChargeSourceOptions, 'onProgress'>): (batch: ChargeBatch) => void {
  if (onProgress === undefined) return () => undefined;
  let next = performance.now() + PROGRESS_EVERY_MS;
  return ({ readSoFar }) => {
    if (performance.now() < next) return;
    next = performance.now() + PROGRESS_EVERY_MS;
    onProgress(readSoFar);
  };
}
