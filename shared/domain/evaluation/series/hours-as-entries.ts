import { dayOfHour, type Hour } from '../../base/instant.ts';
import { picoOfNumber } from '../../base/money.ts';
import { type LedgerCell, type LedgerEntry, PRINCIPAL_DIMENSION } from '../../ledger/entry.ts';
import type { SeriesId } from './series-ledger.ts';

/** The hours of a plain series as the ledger would hold them: one token kind, no sessions, nothing but cost. */
export function entriesOfHours(
  { team, principal, model }: SeriesId,
  costs: Float32Array,
  { first, from, to }: { readonly first: Hour; readonly from: Hour; readonly to: Hour },
): readonly LedgerEntry[] {
  const scope = { dimension: PRINCIPAL_DIMENSION, team, value: principal };
  const entries: LedgerEntry[] = [];
  let cells: LedgerCell[] = [];
  const last = Math.min(to, first + costs.length);
  for (let hour = Math.max(from, first); hour < last; hour += 1) {
    const cost = costs[hour - first]!;
    const day = dayOfHour(hour);
    if (cost !== 0) {
      if (entries.at(-1)?.day !== day) {
        cells = [];
        entries.push({ scope, day, cells, sessions: { count: 0, sample: [] } });
      }
      const tokenKind = 'other';
      cells.push({
        model,
        tokenKind,
        hourOfDay: hour - day * 24,
        cost: picoOfNumber(cost),
        tokens: 0,
        rows: 1,
      });
    }
  }
  return entries;
}
