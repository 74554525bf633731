import { type CellTable, createCellTable } from './cell-table.ts';
import { type LedgerScope, REGION_DIMENSION } from './entry.ts';
import { scopeKey } from './entry-key.ts';
import { type EntryTable, entryTable } from './entry-table.ts';
import { createInterner } from './interner.ts';
import { createPairTable } from './pair-table.ts';
import { NO_SESSIONS } from './session-table.ts';
import { type Kind, kindKey, type Planner } from './usage-plan.ts';

/**
 * The same usage by region, added up from the cells of the principals: once a cell, as a sum more for each row took the
 * fold 40 % longer.
 */
export function regionEntries(cells: CellTable, planner: Pick<Planner, 'kinds' | 'series'>): EntryTable {
  const scopes = createInterner<LedgerScope>();
  const kinds = createInterner<Kind>();
  const series = createPairTable();
  // By kind of the principals: the series of the region that it counts for; none for those of tags.
  const targets = planner.kinds.values.map(({ region, model, tokenKind }) => {
    if (region === '') return undefined;
    const scope = { dimension: REGION_DIMENSION, team: '', value: region };
    const number = scopes.code(scopeKey(scope), () => scope);
    const kind = { model, tokenKind, region: '' };
    return series.code(
      number,
      kinds.code(kindKey(kind), () => kind),
    );
  });
  const sums = createCellTable();
  for (let cell = 0; cell < cells.size(); cell += 1) {
    const target = targets[planner.series.secondOf(cells.seriesOf(cell))];
    if (target === undefined) continue;
    const into = sums.count(target, cells.hourOf(cell), cells.tokensOf(cell), cells.rowsOf(cell));
    sums.cost.addExact(into, cells.cost.sum(cell));
  }
  return entryTable(sums, { scopes, kinds, series }, { summarise: () => () => NO_SESSIONS });
}
