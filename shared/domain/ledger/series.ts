import type { Hour } from '../base/instant.ts';
import type { Pico } from '../base/money.ts';
import { byText } from '../base/order.ts';
import { type LedgerCell, type LedgerEntry, PRINCIPAL_DIMENSION } from './entry.ts';

/** Teams with usage, by name; `unattributed` is one of them. */
export const teamsOf = ({ entries }: { readonly entries: readonly LedgerEntry[] }): readonly string[] =>
  [
    ...new Set(
      entries.filter(({ scope }) => scope.dimension === PRINCIPAL_DIMENSION).map(({ scope }) => scope.team),
    ),
  ].sort(byText);

/** The UTC hour of a cell. */
export const hourOfCell = (entry: Pick<LedgerEntry, 'day'>, cell: Pick<LedgerCell, 'hourOfDay'>): Hour =>
  entry.day * 24 + cell.hourOfDay;

/**
 * Cost by hour of the cells that `counts` takes, oldest first; hours without charges are absent. Let it take one
 * dimension only: each of them holds the whole cost.
 */
export function hourlyCost(
  entries: readonly LedgerEntry[],
  counts: (entry: LedgerEntry, cell: LedgerCell) => boolean,
): ReadonlyMap<Hour, Pico> {
  const sums = new Map<Hour, Pico>();
  for (const entry of entries) {
    for (const cell of entry.cells) {
      if (!counts(entry, cell)) continue;
      const hour = hourOfCell(entry, cell);
      sums.set(hour, (sums.get(hour) ?? 0n) + cell.cost);
    }
  }
  return new Map([...sums].sort(([a], [b]) => a - b));
}
