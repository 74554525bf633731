import { CUR, type CurWord } from '../../../shared/adapters/cur/columns.ts';

/** A Parquet file, the columns that it has, and how it holds what can be held in more than one way. */
export interface SqlFile {
  readonly path: string;
  readonly words: readonly CurWord[];
  readonly maps: 'map' | 'text';
  readonly cost: 'unblended' | 'net';
}

/** Exact for every amount that is drawn: eight digits before the point, thirty behind it. */
const EXACT = 'DECIMAL(38, 30)';

/** One line for each hour, principal, usage type, team tag and line item type of Bedrock's rows. */
export const bedrockSql = (files: readonly SqlFile[]): string => `
  SELECT hour, ${marked('principal, usage_type, team, resource_team, type')}, count(*), sum(cost), sum(amount)
  FROM (${files.map(rowsSql).join(' UNION ALL ')}) WHERE ${IS_BEDROCK} GROUP BY ALL`;

/** One line for each hour, product and line item type of all rows. */
export const allSql = (files: readonly SqlFile[]): string => `
  SELECT hour, ${marked('code, family, entity, type, currency')}, count(*), sum(cost)
  FROM (${files.map(rowsSql).join(' UNION ALL ')}) GROUP BY ALL`;

/** Behind a `=`, since the client takes a byte-order mark off the beginning of a text. */
const marked = (columns: string): string =>
  columns
    .split(', ')
    .map((column) => `'=' || ${column}`)
    .join(', ');

/** https://docs.aws.amazon.com/bedrock/latest/userguide/cost-management.html, in SQL's own words. */
const IS_BEDROCK = `CASE
  WHEN lower(trim(family)) = 'amazon bedrock' THEN true
  WHEN lower(trim(entity)) <> 'aws marketplace' THEN lower(trim(code)) IN
    ('amazonbedrock', 'amazonbedrockservice', 'amazonbedrockfoundationmodels', 'amazonbedrockagentcore')
  ELSE contains(lower(product_name), 'bedrock') OR (trim(service) = '' AND starts_with(operation, 'InvokeModel')) END`;

function rowsSql({ path, words, maps, cost }: SqlFile): string {
  const has = (word: CurWord): boolean => words.includes(word);
  const text = (word: CurWord): string => (has(word) ? `coalesce(${CUR[word].name}, '')` : "''");
  const exact = (word: CurWord): string =>
    has(word) ? `nullif(${CUR[word].name}::VARCHAR, '')::${EXACT}` : `NULL::${EXACT}`;
  const key = (word: CurWord, name: string): string => {
    if (!has(word)) return "''";
    const column = CUR[word].name;
    const value =
      maps === 'text'
        ? `json_extract_string(nullif(${column}, ''), '$."${name}"')`
        : // Of a key that comes twice the last one counts.
          `list_filter(map_entries(${column}), lambda entry: entry.key = '${name}')[-1].value`;
    return `coalesce(${value}, '')`;
  };
  const tag = (name: string, legacy: string): string =>
    has('tags') ? key('tags', name) : key('resourceTags', legacy);
  const paid = exact('unblendedCost');
  return `SELECT epoch_ms(${CUR.chargePeriodStart.name}::TIMESTAMP) // 3600000 AS hour,
    ${text('iamPrincipal')} AS principal, ${text('usageType')} AS usage_type, ${text('lineItemType')} AS type,
    ${tag('iamPrincipal/team', 'aws_team')} AS team, ${tag('resourceTags/user:team', 'user_team')} AS resource_team,
    ${text('productCode')} AS code, ${text('productFamily')} AS family, ${text('billingEntity')} AS entity,
    ${text('billingCurrency')} AS currency, ${text('servicecode')} AS service, ${text('operation')} AS operation,
    ${key('product', 'product_name')} AS product_name, coalesce(${exact('usageAmount')}, 0) AS amount,
    ${cost === 'net' ? `coalesce(${exact('netUnblendedCost')}, ${paid})` : paid} AS cost
    FROM read_parquet('${path}')`;
}
