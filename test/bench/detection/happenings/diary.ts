import type { Hour } from '../../../../shared/domain/base/instant.ts';

/** Who is busy when, so that no two happenings explain the same hours. */
export interface Diary {
  free(principal: string, from: Hour, to: Hour): boolean;
  book(principal: string, from: Hour, to: Hour): void;
}

export function createDiary(): Diary {
  const booked = new Map<string, (readonly [Hour, Hour])[]>();
  return {
    free: (principal, from, to) =>
      (booked.get(principal) ?? []).every(([start, end]) => to <= start || from >= end),
    book: (principal, from, to) => {
      const entries = booked.get(principal) ?? [];
      entries.push([from, to]);
      booked.set(principal, entries);
    },
  };
}
