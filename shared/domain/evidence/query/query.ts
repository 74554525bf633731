import type { BillingPeriod } from '../../base/period.ts';
import type { AttributionSettings } from '../../charge/attribution-settings.ts';
import { ATHENA, type Dialect, DUCKDB, sqlText } from './dialect.ts';
import { START } from './row-terms.ts';
import { type Selection, termsOf } from './selection.ts';

/** What a query reads: one delivery of each period, never two of one. */
export interface QueriedDelivery {
  readonly billingPeriod: BillingPeriod;
  readonly executionId: string;
}

export interface QueryFacts {
  readonly selection: Selection;
  readonly deliveries: readonly QueriedDelivery[];
  readonly attribution: AttributionSettings;
  /** Net where it is filled, as discounts are shared out there. */
  readonly cost: 'unblended' | 'net';
  /** Lines of remarks that stand above it. */
  readonly remarks: readonly string[];
}

/** Stands for the folder or the s3:// address that holds `data/` and `metadata/`. */
export const EXPORT_PLACE = 'EXPORT';
const TABLE_PLACE = 'YOUR_CUR_TABLE';

/** Over the export's Parquet files, here or in S3. */
export function duckdbQuery(facts: QueryFacts): string {
  const files = facts.deliveries.map(({ billingPeriod }) =>
    sqlText(`${EXPORT_PLACE}/data/BILLING_PERIOD=${billingPeriod}/**/*.parquet`),
  );
  const source = `read_parquet([${files.join(', ')}], union_by_name = true, filename = true)`;
  return queryOf(facts, DUCKDB, source, [
    `in DuckDB 1.3 or newer; ${EXPORT_PLACE} is the folder or s3:// address with the export's data/ in it`,
    `CSV files: ${csvSource()} instead of read_parquet(…), with its files`,
  ]);
}

/** Of CSV, whose maps are JSON texts and all of whose values are text. */
export function csvSource(files = '[…]'): string {
  const map = (column: string): string =>
    `CAST(CAST(${column} AS JSON) AS MAP(VARCHAR, VARCHAR)) AS ${column}`;
  return `(SELECT * REPLACE (${map('product')}, ${map('tags')}) FROM read_csv(${files}, all_varchar = true, union_by_name = true, filename = true))`;
}

/** Over the table that AWS makes of the export; `billing_period` is its partition. */
export function athenaQuery(facts: QueryFacts): string {
  const periods = facts.deliveries.map(({ billingPeriod }) => sqlText(billingPeriod)).join(', ');
  return queryOf(
    facts,
    ATHENA,
    TABLE_PLACE,
    [`in Athena (engine version 3); ${TABLE_PLACE} is the table of the export`],
    [`billing_period IN (${periods})`],
  );
}

function queryOf(
  { selection, deliveries, attribution, cost, remarks }: QueryFacts,
  dialect: Dialect,
  source: string,
  own: readonly string[],
  partition: readonly string[] = [],
): string {
  const unblended = dialect.exact('line_item_unblended_cost');
  const amount =
    cost === 'net' ? `coalesce(${dialect.exact('line_item_net_unblended_cost')}, ${unblended})` : unblended;
  const terms = termsOf(selection, attribution, dialect).map(({ sql }) => sql);
  const conditions = [...partition, deliveryCondition(deliveries, dialect), ...terms];
  return [
    ...[...remarks, ...own].map((text) => `-- ${text.replaceAll(/[\r\n]+/g, ' ')}`),
    'SELECT hour, sum(cost) AS cost  -- the line without an hour is the sum',
    'FROM (',
    `  SELECT date_trunc('hour', ${START}) AS hour,`,
    `    ${amount} AS cost`,
    `  FROM ${source}`,
    `  WHERE (${conditions.join(')\n    AND (')})`,
    ') AS charges',
    'GROUP BY ROLLUP (hour)',
    'ORDER BY hour NULLS LAST;',
  ].join('\n');
}

/** Where each delivery has a folder of its own, only this one's; where it replaces the last, all files of the period. */
function deliveryCondition(deliveries: readonly QueriedDelivery[], { path }: Dialect): string {
  return deliveries
    .map(({ billingPeriod, executionId }) => {
      const period = `%/BILLING_PERIOD=${billingPeriod}/`;
      return `${path} LIKE ${sqlText(`${period}%${executionId}/%`)} OR (${path} LIKE ${sqlText(`${period}%`)} AND ${path} NOT LIKE ${sqlText(`${period}%/%`)})`;
    })
    .join('\n      OR ');
}
