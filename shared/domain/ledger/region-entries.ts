import { byText } from '../base/order.ts';
import { type CellTable, createCellTable } from './cell-table.ts';
import { entriesOf } from './entries-of.ts';
import { type LedgerEntry, type LedgerScope, REGION_DIMENSION } from './entry.ts';
import { entryKey, scopeKey } from './entry-key.ts';
import { createInterner } from './interner.ts';
import { NO_SESSIONS } from './session-table.ts';
import type { Planner, Series } from './usage-plan.ts';

/**
 * The same usage by region, added up from the cells of the principals: once a cell, as a sum more for each row took the
 * fold 40 % longer.
 */
export function regionEntries(cells: CellTable, { series }: Pick<Planner, 'series'>): readonly LedgerEntry[] {
  const scopes = createInterner<LedgerScope>();
  const regional = createInterner<Series>();
  // By series of the principals: the series of the region that it counts for; none for those of tags.
  const targets = series.values.map(({ region, model, tokenKind }) => {
    if (region === '') return undefined;
    const scope = { dimension: REGION_DIMENSION, team: '', value: region };
    const number = scopes.code(scopeKey(scope), () => scope);
    const one: Series = { scope: number, model, tokenKind, region };
    return regional.code(JSON.stringify([number, tokenKind, model]), () => one);
  });
  const sums = createCellTable();
  for (let cell = 0; cell < cells.size(); cell += 1) {
    const target = targets[cells.seriesOf(cell)];
    if (target === undefined) continue;
    const into = sums.count(target, cells.hourOf(cell), cells.tokensOf(cell), cells.rowsOf(cell));
    sums.cost.addExact(into, cells.cost.sum(cell));
  }
  return entriesOf(sums, { scopes, series: regional }, { summarise: () => () => NO_SESSIONS });
}

/** Both sorted by entry key, and no dimension in both: one list stands as a whole somewhere in the other. */
export function withEntries(
  entries: readonly LedgerEntry[],
  others: readonly LedgerEntry[],
): readonly LedgerEntry[] {
  const [first] = others;
  if (first === undefined) return entries;
  const key = entryKey(first);
  const at = entries.findIndex((entry) => byText(entryKey(entry), key) > 0);
  return at < 0 ? [...entries, ...others] : [...entries.slice(0, at), ...others, ...entries.slice(at)];
}
