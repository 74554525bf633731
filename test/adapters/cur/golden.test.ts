import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { decimalText, parseDecimal } from '../../../shared/domain/base/decimal.ts';
import { othersSummed, type PlainCharge, readCharges } from '../../builders/cur-file.ts';
import { asRead } from '../../builders/late-facts.ts';

const fixture = (name: string): Uint8Array =>
  readFileSync(new URL(`../../fixtures/cur/${name}`, import.meta.url));
type GoldenRow = Readonly<Record<string, string | number | undefined>> & {
  readonly product: Readonly<Record<string, string>>;
  readonly tags?: Readonly<Record<string, string>>;
};
const rows = JSON.parse(fixture('rows.json').toString()) as readonly GoldenRow[];

/** What a row must become, from the golden file's own column names. */
function expected(row: GoldenRow, cost: string): PlainCharge {
  const text = (name: string): string => String(row[name] ?? '');
  const hour = (name: string): number => Date.parse(text(name)) / 3_600_000;
  const bedrock = /Bedrock/.test(text('line_item_product_code') + row.product.product_name);
  const detail = (name: string): string => (bedrock ? text(name) : '');
  const isNamed = bedrock || text('bill_billing_entity') === 'AWS Marketplace';
  const naming = (name: string): string => (isNamed ? text(name) : '');
  const facts = {
    billingEntity: text('bill_billing_entity'),
    productCode: text('line_item_product_code'),
    servicecode: naming('product_servicecode'),
    productFamily: text('product_product_family'),
    productName: isNamed ? row.product.product_name! : '',
    operation: naming('line_item_operation'),
    lineItemType: text('line_item_line_item_type'),
    billingCurrency: 'USD',
    billingAccountId: detail('bill_payer_account_id'),
    subAccountId: detail('line_item_usage_account_id'),
    usageType: detail('line_item_usage_type'),
    pricingUnit: detail('pricing_unit'),
    description: detail('line_item_line_item_description'),
    resourceId: detail('line_item_resource_id'),
    regionCode: detail('product_region_code'),
    productModel: bedrock ? row.product.model! : '',
    iamPrincipal: detail('line_item_iam_principal'),
    tags: new Map<string, string>(),
  };
  return {
    ...(bedrock ? asRead(facts) : facts),
    tags: bedrock ? (row.tags ?? {}) : {},
    startHour: hour('line_item_usage_start_date'),
    spanHours: bedrock ? hour('line_item_usage_end_date') - hour('line_item_usage_start_date') : 0,
    lineItems: 1,
    cost: decimalText(parseDecimal(cost)),
    usageAmount: bedrock ? Number(row.line_item_usage_amount) : 0,
  };
}

const FILES = [
  'v1-dictionary-snappy-int96.parquet',
  'v1-duckdb-map.parquet',
  'v1-plain-decimal-micros.parquet',
  'v1-text-costs.parquet',
  'v2-dictionary-gzip-nanos.parquet',
  'v2-required-delta-zstd.parquet',
  'rows.csv',
  'rows.csv.gz',
];

describe('the same 36 rows in every layout that exports may come in', () => {
  const read = (name: string, cost: 'unblended' | 'net') => {
    if (name === 'rows.csv.gz') return readCharges('csv.gz', gzipSync(fixture('rows.csv')), { cost });
    return readCharges(name.endsWith('.csv') ? 'csv' : 'parquet', fixture(name), { cost });
  };

  it.each(FILES)('%s reads to the golden charges', async (name) => {
    const { charges } = await read(name, 'unblended');
    expect(charges).toEqual(
      othersSummed(rows.map((row) => expected(row, String(row.line_item_unblended_cost)))),
    );
  });

  it.each(FILES)('%s reads to the golden net costs, unblended where there is none', async (name) => {
    const { charges } = await read(name, 'net');
    const cost = (row: GoldenRow) => String(row.line_item_net_unblended_cost ?? row.line_item_unblended_cost);
    expect(charges).toEqual(othersSummed(rows.map((row) => expected(row, cost(row)))));
  });
});
