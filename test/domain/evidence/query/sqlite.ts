import { DatabaseSync } from 'node:sqlite';
import { type Dialect, sqlList, sqlText } from '../../../../shared/domain/evidence/query/dialect.ts';

/** Spelled for the engine that Node brings along, so that the terms themselves are tried and not only read. */
export const SQLITE: Dialect = {
  matches: (text, pattern) => `regexp_matches(${text}, ${sqlText(pattern)})`,
  replace: (text, pattern, by) => `regexp_replace(${text}, ${sqlText(pattern)}, ${sqlText(by)})`,
  valueAt: (map, key) => `json_extract(${map}, '$.' || json_quote(${sqlText(key)}))`,
  valueLike: (map, names) =>
    `(SELECT value FROM json_each(${map}) WHERE replace(replace(lower(key), '-', ''), '_', '') IN ${sqlList(names)} AND trim(value) <> '' LIMIT 1)`,
  exact: (cost) => cost,
  path: 'file',
};

/** The columns that the terms look at; absent ones are NULL. */
export const COLUMNS = [
  'bill_billing_entity',
  'line_item_iam_principal',
  'line_item_line_item_type',
  'line_item_operation',
  'line_item_product_code',
  'line_item_resource_id',
  'line_item_unblended_cost',
  'line_item_usage_account_id',
  'line_item_usage_start_date',
  'line_item_usage_type',
  'product',
  'product_product_family',
  'product_region_code',
  'product_servicecode',
  'tags',
  'file',
] as const;

export type Row = Partial<Record<(typeof COLUMNS)[number], string>>;

/** A table of rows that terms can be asked about. */
export function openRows(rows: Iterable<Row>) {
  const database = new DatabaseSync(':memory:');
  const patterns = new Map<string, RegExp>();
  const compiled = (pattern: unknown): RegExp => {
    const known = patterns.get(String(pattern)) ?? new RegExp(String(pattern), 's');
    patterns.set(String(pattern), known);
    return known;
  };
  const pure = { deterministic: true } as const;
  database.function('regexp_matches', pure, (text, pattern) =>
    compiled(pattern).test(String(text)) ? 1 : 0,
  );
  database.function('regexp_replace', pure, (text, pattern, by) =>
    String(text).replace(compiled(pattern), String(by).replace(/\\(\d)/g, '$$$1')),
  );
  database.exec(`PRAGMA case_sensitive_like = ON; CREATE TABLE charges (${COLUMNS.join(' TEXT, ')} TEXT)`);
  const insert = database.prepare(`INSERT INTO charges VALUES (${COLUMNS.map(() => '?').join(', ')})`);
  database.exec('BEGIN');
  for (const row of rows) insert.run(...COLUMNS.map((column) => row[column] ?? null));
  database.exec('COMMIT');
  return {
    /** Row numbers, from 0, for which the term holds. */
    holding: (sql: string): readonly number[] =>
      database
        .prepare(`SELECT rowid - 1 AS n FROM charges WHERE ${sql} ORDER BY rowid`)
        .all()
        .map(({ n }) => Number(n)),
    values: (expression: string): readonly unknown[] =>
      database
        .prepare(`SELECT ${expression} AS value FROM charges ORDER BY rowid`)
        .all()
        .map(({ value }) => value),
    /** Hour text and cost text of the rows that fulfil a condition. */
    costs: (sql: string): readonly { readonly hour: string; readonly cost: string }[] =>
      database
        .prepare(
          `SELECT line_item_usage_start_date AS hour, line_item_unblended_cost AS cost FROM charges WHERE ${sql}`,
        )
        .all()
        .map(({ hour, cost }) => ({ hour: String(hour), cost: String(cost) })),
    close: () => database.close(),
  };
}
