import type { Duck } from './duckdb.ts';
import { type Recipe, rowsSql } from './rows.ts';

/** DuckDB's own writer: data pages v1, one page a column chunk. */
export const writeWithDuckDb = (
  path: string,
  { rows, groupRows }: { readonly rows: number; readonly groupRows: number },
  recipe: Recipe,
  duck: Duck,
): Promise<void> =>
  duck.run(
    `COPY (${rowsSql(recipe, 0, rows, 'null')}) TO '${path}' (FORMAT parquet, ROW_GROUP_SIZE ${groupRows})`,
  );

/** NULL is a bare empty field, the empty text is "", maps are JSON: as in AWS's CSV, but for exponents written 1e-05. */
export const writeCsv = (path: string, rows: number, recipe: Recipe, duck: Duck): Promise<void> =>
  duck.run(`COPY (${rowsSql(recipe, 0, rows, 'text')}) TO '${path}' (FORMAT csv, HEADER, COMPRESSION gzip)`);
