import { poison } from '../../../domain/base/failure.ts';
import { parseInstant } from '../../../domain/base/instant.ts';
import { CUR } from '../columns.ts';
import type { Engine } from '../kernels/engine.ts';
import type { SourceBlock } from '../source-block.ts';
import type { CodesInHeap } from './charge-batches.ts';

/** Times of rows: codes in the heap, and their milliseconds since 1970 by code. */
export interface Starts extends CodesInHeap {
  readonly millis: Float64Array;
}

/** Bedrock began in 2023, and no charge lies decades ahead: other years are damaged bytes. */
const START_MIN = parseInstant('2006-01-01');
const START_MAX = parseInstant('2100-01-01');

/** Throws Failure `poison` for the first row whose charge period starts at an impossible time. */
export function checkStarts(file: string, { heap }: Engine, starts: Starts, block: SourceBlock): void {
  const bad = new Set<number>();
  starts.millis.forEach((start, code) => {
    // Code 0 is no time: a row without one was refused by the reader.
    if (code > 0 && !(start >= START_MIN && start < START_MAX)) bad.add(code);
  });
  if (bad.size === 0) return;
  const codes = heap.views.i32.subarray(starts.codes >> 2, (starts.codes >> 2) + block.rows);
  const row = codes.findIndex((code) => bad.has(code));
  if (row === -1) return;
  throw poison('the charge period starts at an impossible time', {
    file,
    row: block.firstRow + row,
    column: CUR.chargePeriodStart.name,
    expected: 'a time after 2006 and before 2100',
    found: `${starts.millis[codes[row]!]} ms since 1970`,
  });
}
