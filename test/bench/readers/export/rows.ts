import { BLANK } from './blank-columns.ts';
import { drawMacros, drawnRows, type Recipe } from './draws.ts';
import { FILLED, sqlOf } from './filled-columns.ts';

/**
 * All 131 columns that CUR 2.0 can have (136 leaves, as five are maps), in the order of a console export.
 * https://docs.aws.amazon.com/cur/latest/userguide/table-dictionary-cur2.html
 */
export const COLUMN_NAMES: readonly string[] = [...Object.keys(FILLED), ...Object.keys(BLANK)].sort();

const MAPS = new Set(['cost_category', 'discount', 'product', 'resource_tags', 'tags']);
const TIMES = /^(line_item_usage|bill_billing_period)_(start|end)_date$/;
const NUMBERS = /^(line_item|pricing)_.*_(cost|amount)$/;

/** `null`: nothing said is NULL. `empty`: all columns are REQUIRED, and nothing said is '' or 0. `text`: as in a CSV. */
export type Blanks = 'null' | 'empty' | 'text';

/** SQL of the rows `first` to `end - 1`. */
export function rowsSql(recipe: Recipe, first: number, end: number, blanks: Blanks): string {
  const columns = COLUMN_NAMES.map((name) => `${written(name, blanks)} AS ${name}`);
  return `SELECT ${columns.join(',\n')} FROM (${drawnRows(recipe, first, end)})`;
}

function written(name: string, blanks: Blanks): string {
  const filled = FILLED[name];
  const sql = filled === undefined ? BLANK[name]! : sqlOf(filled);
  if (blanks === 'text') return asText(name, sql);
  if (blanks === 'null' || MAPS.has(name) || TIMES.test(name)) return sql;
  const isNumber = filled === undefined ? sql.endsWith('DOUBLE') : NUMBERS.test(name);
  return `coalesce(${sql}, ${isNumber ? '0.0' : "''"})`;
}

function asText(name: string, sql: string): string {
  if (MAPS.has(name)) return `to_json(${sql})::VARCHAR`;
  return TIMES.test(name) ? `strftime(${sql}, '%Y-%m-%dT%H:%M:%S.%gZ')` : sql;
}

export { drawMacros, type Recipe };
