import { type Hour, isoInstant, startOfHour } from '../../base/instant.ts';
import { type Dialect, sqlText } from './dialect.ts';

/** Terms of a WHERE clause by what they are for; each stands alone, and all must hold. */
export interface QueryTerm {
  readonly name: 'hours' | 'usage' | 'bedrock' | 'team' | 'caller' | 'model' | 'region' | 'tag' | 'account';
  readonly sql: string;
}

export const blankless = (column: string): string => `trim(coalesce(${column}, ''))`;

/** A charge belongs to the hour it begins in. */
export const hoursTerm = (from: Hour, to: Hour): QueryTerm => ({
  name: 'hours',
  sql: `${START} >= TIMESTAMP '${sqlTime(from)}' AND ${START} < TIMESTAMP '${sqlTime(to)}'`,
});

/** Text in a CSV file. */
export const START = 'CAST(line_item_usage_start_date AS TIMESTAMP)';

const sqlTime = (hour: Hour): string => isoInstant(startOfHour(hour)).slice(0, 19).replace('T', ' ');

/** No credits, refunds, discounts, taxes and fees. */
export const USAGE_TERM: QueryTerm = {
  name: 'usage',
  sql: "lower(trim(line_item_line_item_type)) IN ('usage', 'discountedusage', 'savingsplancoveredusage')",
};

/**
 * Both billing shapes: billed by AWS under one of four product codes, or by AWS Marketplace under a code that says
 * nothing. https://docs.aws.amazon.com/bedrock/latest/userguide/cost-management.html
 */
export function bedrockTerm({ valueAt }: Dialect): QueryTerm {
  const product = `lower(coalesce(${valueAt('product', 'product_name')}, ''))`;
  return {
    name: 'bedrock',
    sql: `CASE
      WHEN lower(${blankless('product_product_family')}) = 'amazon bedrock' THEN true
      WHEN lower(${blankless('bill_billing_entity')}) <> 'aws marketplace' THEN lower(${blankless('line_item_product_code')})
        IN ('amazonbedrock', 'amazonbedrockservice', 'amazonbedrockfoundationmodels', 'amazonbedrockagentcore')
      ELSE ${product} LIKE '%bedrock%'
        OR (${blankless('product_servicecode')} = '' AND line_item_operation LIKE 'InvokeModel%')
    END`,
  };
}

/** A region is named by a column or, lacking that, by the code in front of the usage type; without one it is us-east-1. */
export function regionTerm(region: string, codes: readonly string[], { matches }: Dialect): QueryTerm {
  const named = blankless('product_region_code');
  const type = blankless('line_item_usage_type');
  const coded = codes.map((code) => `^${code}[-_]|^MP:${code}[-_]`).join('|');
  const none = '^([A-Z][A-Z]([A-Z][0-9])?[-_]|MP:[A-Z][A-Z])';
  const fallback = [
    ...(coded === '' ? [] : [matches(type, coded)]),
    ...(region === 'us-east-1' ? [`NOT ${matches(type, none)}`] : []),
  ];
  const named_ = `${named} = ${sqlText(region)}`;
  return {
    name: 'region',
    sql: fallback.length === 0 ? named_ : `(${named_} OR (${named} = '' AND (${fallback.join(' OR ')})))`,
  };
}
