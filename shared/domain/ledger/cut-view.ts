import { type Hour, hourOf, type Instant } from '../base/instant.ts';
import { hourOfCell } from './series.ts';
import type { LedgerView } from './snapshot.ts';

/** The view without usage from `asOf` on: a judgement of the past must not know what came after it. */
export function cutView(view: LedgerView, asOf: Instant): LedgerView {
  const end: Hour = hourOf(asOf);
  if (view.pointer.dataThrough <= end) return view;
  const entries = view.entries
    .map((entry) => ({ ...entry, cells: entry.cells.filter((cell) => hourOfCell(entry, cell) < end) }))
    .filter((entry) => entry.cells.length > 0);
  return { pointer: { ...view.pointer, dataThrough: end }, entries };
}
