import { UNSEEN } from '../../base/unseen.ts';

/** What SQL engines spell differently. Arguments are SQL expressions unless they are called patterns, names or keys. */
export interface Dialect {
  /** Whether the whole text or a part of it matches; patterns use only what RE2 and Java read alike. */
  readonly matches: (text: string, pattern: string) => string;
  readonly replace: (text: string, pattern: string, by: string) => string;
  /** Value of one key of a map column; NULL where there is none. */
  readonly valueAt: (map: string, key: string) => string;
  /** Value of the first key that is one of `names` once it is in lower case and without `-` and `_`, and is not blank. */
  readonly valueLike: (map: string, names: readonly string[]) => string;
  /** A cost as a decimal of twelve digits behind the point: what Billhook sums, without the errors of floating point. */
  readonly exact: (cost: string) => string;
  /** The file that a row comes from. */
  readonly path: string;
}

/** SQL text; what nobody sees is written by its number, since it could hide a part of the query, or break its lines. */
export function sqlText(text: string): string {
  const quoted = (part: string): string => `'${part.replaceAll("'", "''")}'`;
  const seen = text.split(UNSEEN);
  if (seen.length === 1) return quoted(text);
  const signs = text.match(UNSEEN) ?? [];
  const parts = seen.flatMap((part, index) => {
    const sign = signs[index];
    return sign === undefined ? [quoted(part)] : [quoted(part), `chr(${numberOf(sign)})`];
  });
  return `(${parts.filter((part) => part !== "''").join(' || ')})`;
}

/** Half of a character is in no file. */
const numberOf = (sign: string): number => {
  const code = sign.codePointAt(0) ?? REPLACEMENT;
  return code >= 0xd800 && code <= 0xdfff ? REPLACEMENT : code;
};
const REPLACEMENT = 0xfffd;

export const sqlList = (texts: readonly string[]): string => `(${texts.map(sqlText).join(', ')})`;

/** A text as a pattern that matches itself. */
export const literally = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const squashed = (key: string): string => `replace(replace(lower(${key}), '-', ''), '_', '')`;

/** https://duckdb.org/docs/stable/sql/functions/overview */
export const DUCKDB: Dialect = {
  matches: (text, pattern) => `regexp_matches(${text}, ${sqlText(pattern)})`,
  replace: (text, pattern, by) => `regexp_replace(${text}, ${sqlText(pattern)}, ${sqlText(by)})`,
  valueAt: (map, key) => `${map}[${sqlText(key)}]`,
  valueLike: (map, names) =>
    `list_filter(map_entries(${map}), lambda entry: ${squashed('entry.key')} IN ${sqlList(names)} AND trim(entry.value) <> '')[1].value`,
  // Through text: a double of over $9,007 would lose its last digits on the way to a decimal.
  exact: (cost) => `CAST(nullif(CAST(${cost} AS VARCHAR), '') AS DECIMAL(38, 12))`,
  path: 'filename',
};

/** Athena engine version 3. https://docs.aws.amazon.com/athena/latest/ug/functions-env3.html */
export const ATHENA: Dialect = {
  matches: (text, pattern) => `regexp_like(${text}, ${sqlText(pattern)})`,
  replace: (text, pattern, by) =>
    `regexp_replace(${text}, ${sqlText(pattern)}, ${sqlText(by.replace(/\\(\d)/g, '$$$1'))})`,
  valueAt: (map, key) => `element_at(${map}, ${sqlText(key)})`,
  valueLike: (map, names) =>
    `element_at(map_values(map_filter(${map}, (k, v) -> ${squashed('k')} IN ${sqlList(names)} AND trim(v) <> '')), 1)`,
  exact: (cost) => `CAST(nullif(CAST(${cost} AS VARCHAR), '') AS DECIMAL(38, 12))`,
  path: '"$path"',
};
