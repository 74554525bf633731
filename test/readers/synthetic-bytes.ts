import { HOUR_MS } from '../../shared/domain/base/instant.ts';
import type { Bill } from '../../shared/synthetic/cells.ts';
import type { ParquetLook } from '../../shared/synthetic/parquet-leaf.ts';
import {
  COST_DECIMALS,
  type Entries,
  type LineItem,
  type RowBlock,
  type Series,
} from '../../shared/synthetic/series.ts';
import { csvHeader, csvRows } from '../../shared/synthetic/write-csv.ts';
import { createParquetFile } from '../../shared/synthetic/write-parquet.ts';
import { PERIOD } from './draw-rows.ts';
import type { RawRow, RawValue } from './raw-row.ts';

const BILL: Bill = { period: PERIOD, invoiceId: null };
const AMOUNT_DECIMALS = 3;

/** Rows as one Parquet file of the writer behind the synthetic exports: all 131 columns, a series a row. */
export function syntheticParquet(rows: readonly RawRow[], look: ParquetLook): Uint8Array {
  const { series, block } = blockOf(rows);
  const file = createParquetFile(BILL, look);
  file.append(series, block, 0, rows.length);
  return new Uint8Array(file.finish());
}

export function syntheticCsv(rows: readonly RawRow[]): Uint8Array {
  const { series, block } = blockOf(rows);
  return new TextEncoder().encode(csvHeader() + csvRows(BILL)(series, block, 0, rows.length));
}

function blockOf(rows: readonly RawRow[]): { readonly series: readonly Series[]; readonly block: RowBlock } {
  const block: RowBlock = {
    rows: rows.length,
    series: Int32Array.from(rows, (_, index) => index),
    hour: Int32Array.from(rows, (row) => Math.floor(Number(row.chargePeriodStart) / HOUR_MS)),
    quantity: Float64Array.from(rows, (row) => Math.round(Number(row.usageAmount) * 10 ** AMOUNT_DECIMALS)),
    cost: Float64Array.from(rows, (row) => Math.round(Number(row.unblendedCost) * 10 ** COST_DECIMALS)),
  };
  return { series: rows.map(seriesOf), block };
}

const seriesOf = (row: RawRow): Series => ({
  item: itemOf(row),
  quantityDecimals: AMOUNT_DECIMALS,
  price: 0,
  span: Number(row.chargePeriodEnd) - Number(row.chargePeriodStart) === HOUR_MS ? 'hour' : 'month',
  hasPublicCost: true,
  bedrock: false,
});

function itemOf(row: RawRow): LineItem {
  return {
    id: 'line',
    lineItemType: textOf(row.lineItemType),
    billType: 'Anniversary',
    billingEntity: row.billingEntity === 'AWS Marketplace' ? 'AWS Marketplace' : 'AWS',
    productCode: textOf(row.productCode),
    accountId: textOf(row.subAccountId),
    accountName: 'a "name", with signs',
    description: textOf(row.description),
    product: entriesOf(row.product),
    tags: entriesOf(row.tags),
    resourceTags: entriesOf(row.resourceTags),
    costCategory: [],
    ...optional('usageType', row.usageType),
    ...optional('operation', row.operation),
    ...optional('resourceId', row.resourceId),
    ...optional('iamPrincipal', row.iamPrincipal),
    ...optional('unit', row.pricingUnit),
    ...optional('region', row.regionCode),
    ...optional('servicecode', row.servicecode),
    ...optional('productFamily', row.productFamily),
  };
}

const textOf = (value: RawValue): string => (typeof value === 'string' ? value : '');
const optional = (name: keyof LineItem, value: RawValue): Partial<LineItem> =>
  typeof value === 'string' ? { [name]: value } : {};
const entriesOf = (value: RawValue): Entries =>
  Array.isArray(value) ? value.map(([key, text]) => [String(key), String(text)] as const) : [];
