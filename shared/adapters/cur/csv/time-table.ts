import { parseInstant } from '../../../domain/base/instant.ts';
import type { Place } from '../cost.ts';
import type { Engine } from '../kernels/engine.ts';
import type { HeapTexts } from '../kernels/heap-texts.ts';
import { notOf } from '../refusal.ts';

/** What the codes of a column of times mean: each distinct text is parsed once. */
export interface TimeTable {
  /** Milliseconds since 1970 by code, NaN for blank. Throws Failure `poison` for the first of the codes that is no time. */
  millisOf(codes: number, count: number, placeOf: (index: number) => Place): Float64Array;
}

export function createTimeTable({ heap }: Engine, table: HeapTexts): TimeTable {
  let millis = Float64Array.of(Number.NaN);
  /** Texts that are no times, by code: an error only in a row that somebody asks for. */
  const bad = new Map<number, unknown>();

  function learn(): void {
    const known = millis.length;
    if (table.size() === known) return;
    const wider = new Float64Array(table.size());
    wider.set(millis);
    millis = wider;
    for (let code = known; code < millis.length; code++) {
      try {
        millis[code] = parseInstant(table.textOf(code));
      } catch (error) {
        millis[code] = Number.NaN;
        bad.set(code, error);
      }
    }
  }

  return {
    millisOf(codes, count, placeOf) {
      learn();
      if (bad.size === 0) return millis;
      const rows = heap.views.i32.subarray(codes >> 2, (codes >> 2) + count);
      const index = rows.findIndex((code) => bad.has(code));
      if (index === -1) return millis;
      const code = rows[index]!;
      const expected = 'a UTC time such as 2026-11-18T13:00:00Z';
      throw notOf(expected, placeOf(index), table.textOf(code), bad.get(code));
    },
  };
}
