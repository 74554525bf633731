import { describe, expect, test } from 'vitest';
import { parseInstant } from '../../../../shared/domain/base/instant.ts';
import { canonicalModel } from '../../../../shared/domain/charge/model-name.ts';
import { modelPattern } from '../../../../shared/domain/evidence/query/model-pattern.ts';
import { athenaQuery, duckdbQuery } from '../../../../shared/domain/evidence/query/query.ts';

const hour = (text: string): number => parseInstant(text) / 3_600_000;
const FACTS = {
  selection: { from: hour('2026-11-01'), to: hour('2026-11-02'), account: '123456789012' },
  deliveries: [{ billingPeriod: '2026-11', executionId: 'e-1' }],
  attribution: { rules: [], tagDimensions: [] },
  cost: 'unblended',
  remarks: ['one\nline'],
} as const;

const WHERE = `CASE
      WHEN lower(trim(coalesce(product_product_family, ''))) = 'amazon bedrock' THEN true
      WHEN lower(trim(coalesce(bill_billing_entity, ''))) <> 'aws marketplace' THEN lower(trim(coalesce(line_item_product_code, '')))
        IN ('amazonbedrock', 'amazonbedrockservice', 'amazonbedrockfoundationmodels', 'amazonbedrockagentcore')
      ELSE lower(coalesce(NAME, '')) LIKE '%bedrock%'
        OR (trim(coalesce(product_servicecode, '')) = '' AND line_item_operation LIKE 'InvokeModel%')
    END`;

describe('the whole query', () => {
  test('of DuckDB reads one delivery of each period, sums decimals and ends with the sum', () => {
    const lines = duckdbQuery(FACTS).split('\n');
    expect(lines[0]).toBe('-- one line');
    expect(
      lines.filter((line) => !line.startsWith('--')).join('\n'),
    ).toBe(`SELECT hour, sum(cost) AS cost  -- the line without an hour is the sum
FROM (
  SELECT date_trunc('hour', CAST(line_item_usage_start_date AS TIMESTAMP)) AS hour,
    CAST(nullif(CAST(line_item_unblended_cost AS VARCHAR), '') AS DECIMAL(38, 12)) AS cost
  FROM read_parquet(['EXPORT/data/BILLING_PERIOD=2026-11/**/*.parquet'], union_by_name = true, filename = true)
  WHERE (filename LIKE '%/BILLING_PERIOD=2026-11/%e-1/%' OR (filename LIKE '%/BILLING_PERIOD=2026-11/%' AND filename NOT LIKE '%/BILLING_PERIOD=2026-11/%/%'))
    AND (CAST(line_item_usage_start_date AS TIMESTAMP) >= TIMESTAMP '2026-11-01 00:00:00' AND CAST(line_item_usage_start_date AS TIMESTAMP) < TIMESTAMP '2026-11-02 00:00:00')
    AND (lower(trim(line_item_line_item_type)) IN ('usage', 'discountedusage', 'savingsplancoveredusage'))
    AND (${WHERE.replace('NAME', "product['product_name']")})
    AND (regexp_matches(trim(coalesce(line_item_iam_principal, '')), '^arn:aws[a-z-]*:(iam|sts)::123456789012:'))
) AS charges
GROUP BY ROLLUP (hour)
ORDER BY hour NULLS LAST;`);
  });

  test('of Athena reads the partition of the period and the files of the delivery, by the same terms', () => {
    const query = athenaQuery(FACTS);
    expect(query).toContain(`  FROM YOUR_CUR_TABLE
  WHERE (billing_period IN ('2026-11'))
    AND ("$path" LIKE '%/BILLING_PERIOD=2026-11/%e-1/%' OR `);
    expect(query).toContain(WHERE.replace('NAME', "element_at(product, 'product_name')"));
    expect(query).toContain("regexp_like(trim(coalesce(line_item_iam_principal, '')), '^arn:aws");
    expect(query.endsWith('GROUP BY ROLLUP (hour)\nORDER BY hour NULLS LAST;')).toBe(true);
  });
});

test.each([
  ['llama-3.1-70b', 'llama3-1-70b', 'llama3-170b'],
  ['claude-sonnet-4', 'claude-sonnet-4-20250514-v1:0', 'claude-sonnet-4-5-20250929-v1:0'],
  ['claude-sonnet-3.5', 'claude-3-5-sonnet-20240620-v1:0', 'claude-3-5-sonnet-20241022-v2:0'],
  ['nova-lite', 'amazon.nova-lite-v1:0:300k', 'amazon.nova-2-lite-v1:0'],
  ['gpt-oss-20b', 'openai.gpt-oss-20b-1:0', 'openai.gpt-oss-120b-1:0'],
  ['titan-embed-text-v2', 'titan text embeddings v2', 'titan text v2'],
])('%s is %s and not its neighbour %s', (model, own, neighbour) => {
  const pattern = new RegExp(modelPattern(model));
  expect([canonicalModel(own) === model, pattern.test(own)]).toEqual([true, true]);
  expect([canonicalModel(neighbour) === model, pattern.test(neighbour)]).toEqual([false, false]);
});
