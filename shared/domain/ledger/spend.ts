import type { Pico } from '../base/money.ts';
import { byText } from '../base/order.ts';
import type { TokenKind } from '../charge/charge.ts';
import type { LedgerCell, LedgerEntry } from './entry.ts';

/** Usage cost and tokens of one group of a ledger. */
export interface Spend {
  readonly key: readonly string[];
  readonly cost: Pico;
  readonly tokens: Readonly<Record<TokenKind, number>>;
}

/**
 * Sums the entries of one dimension by any words of theirs, dearest first, ties by name. `keyOf` gives the words a
 * cell is counted under.
 */
export function spendBy(
  entries: readonly LedgerEntry[],
  dimension: string,
  keyOf: (entry: LedgerEntry, cell: LedgerCell) => readonly string[],
): readonly Spend[] {
  const groups = new Map<string, { key: readonly string[]; cost: Pico; tokens: Record<TokenKind, number> }>();
  for (const entry of entries) {
    if (entry.scope.dimension !== dimension) continue;
    for (const cell of entry.cells) {
      const key = keyOf(entry, cell);
      const id = JSON.stringify(key);
      let group = groups.get(id);
      if (group === undefined) {
        const tokens = { input: 0, output: 0, 'cache-read': 0, 'cache-write': 0, other: 0 };
        group = { key, cost: 0n, tokens };
        groups.set(id, group);
      }
      group.cost += cell.cost;
      group.tokens[cell.tokenKind] += cell.tokens;
    }
  }
  return [...groups]
    .sort(([idA, a], [idB, b]) => (a.cost < b.cost ? 1 : a.cost > b.cost ? -1 : byText(idA, idB)))
    .map(([, group]) => group);
}
