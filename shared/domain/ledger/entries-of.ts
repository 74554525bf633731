import { type Day, dayOfHour, hourOfDay } from '../base/instant.ts';
import { byText } from '../base/order.ts';
import type { CellTable } from './cell-table.ts';
import type { LedgerCell, LedgerEntry } from './entry.ts';
import { scopeKey } from './entry-key.ts';
import type { SessionTable } from './session-table.ts';
import type { Planner } from './usage-plan.ts';

/** The sums as ledger entries, sorted by entry key, their cells by model, token kind and hour. */
export function entriesOf(
  cells: CellTable,
  { scopes, series }: Pick<Planner, 'scopes' | 'series'>,
  sessions: SessionTable,
): readonly LedgerEntry[] {
  // The separator ends every scope key, so that this order is the order of the whole entry keys.
  const scopeRank = rankOf(scopes.values.map((scope) => `${scopeKey(scope)}#`));
  const kindRank = rankOf(series.values.map(({ model, tokenKind }) => `${model}\u0000${tokenKind}`));
  const sessionsOf = sessions.summarise();
  const entries: LedgerEntry[] = [];
  let open: { readonly scope: number; readonly day: Day; readonly cells: LedgerCell[] } | undefined;
  for (const cell of sortedCells(
    cells,
    series.values.map(({ scope }) => scopeRank[scope]!),
    kindRank,
  )) {
    const number = cells.seriesOf(cell);
    const { scope, model, tokenKind } = series.values[number]!;
    const hour = cells.hourOf(cell);
    const day = dayOfHour(hour);
    if (open === undefined || open.scope !== scope || open.day !== day) {
      open = { scope, day, cells: [] };
      entries.push({
        scope: scopes.values[scope]!,
        day,
        cells: open.cells,
        sessions: sessionsOf(scope, day),
      });
    }
    open.cells.push({
      model,
      tokenKind,
      hourOfDay: hourOfDay(hour),
      cost: cells.cost.sum(cell),
      tokens: cells.tokensOf(cell),
      rows: cells.rowsOf(cell),
    });
  }
  return entries;
}

function sortedCells(
  cells: CellTable,
  scopeRank: readonly number[],
  kindRank: readonly number[],
): Uint32Array {
  const order = Uint32Array.from({ length: cells.size() }, (_, cell) => cell);
  return order.sort((a, b) => {
    const [seriesA, seriesB] = [cells.seriesOf(a), cells.seriesOf(b)];
    const [hourA, hourB] = [cells.hourOf(a), cells.hourOf(b)];
    return (
      scopeRank[seriesA]! - scopeRank[seriesB]! ||
      dayOfHour(hourA) - dayOfHour(hourB) ||
      kindRank[seriesA]! - kindRank[seriesB]! ||
      hourA - hourB
    );
  });
}

/** Place of each text among the distinct texts in order. */
function rankOf(texts: readonly string[]): number[] {
  const places = new Map([...new Set(texts)].sort(byText).map((text, place) => [text, place]));
  return texts.map((text) => places.get(text)!);
}
