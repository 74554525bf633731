import type { Hour } from '../base/instant.ts';
import { createDoubles } from './growing-column.ts';
import { createPairTable } from './pair-table.ts';
import { createPicoSums, type PicoSums } from './pico-sums.ts';

/** Sums by (series, hour), where a series is the number of a scope and of what is counted of it. */
export interface CellTable {
  /** Number of the cell; adds one row (or `rows`) and its tokens to it. */
  count(series: number, hour: Hour, tokens: number, rows?: number): number;
  readonly cost: PicoSums;
  readonly size: () => number;
  readonly seriesOf: (cell: number) => number;
  readonly hourOf: (cell: number) => Hour;
  readonly tokensOf: (cell: number) => number;
  readonly rowsOf: (cell: number) => number;
}

export function createCellTable(): CellTable {
  const cells = createPairTable();
  const tokensByCell = createDoubles();
  const rowsByCell = createDoubles();
  return {
    cost: createPicoSums(),
    size: cells.size,
    seriesOf: cells.firstOf,
    hourOf: cells.secondOf,
    tokensOf: tokensByCell.get,
    rowsOf: rowsByCell.get,
    count(series, hour, tokens, rows = 1) {
      const cell = cells.code(series, hour);
      tokensByCell.add(cell, tokens);
      rowsByCell.add(cell, rows);
      return cell;
    },
  };
}
