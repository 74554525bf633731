import type { Hour } from '../domain/base/instant.ts';

/** Map columns in the order in which their entries are written. */
export type Entries = readonly (readonly [key: string, value: string])[];

/** Everything about a line item that is the same in each of its hours. Absent text is null in the export. */
export interface LineItem {
  readonly id: string;
  readonly lineItemType: string;
  readonly billType: 'Anniversary' | 'Purchase' | 'Refund';
  readonly billingEntity: 'AWS' | 'AWS Marketplace';
  readonly productCode: string;
  readonly accountId: string;
  readonly accountName: string;
  readonly description: string;
  readonly product: Entries;
  readonly tags: Entries;
  readonly resourceTags: Entries;
  readonly costCategory: Entries;
  readonly usageType?: string;
  readonly operation?: string;
  readonly resourceId?: string;
  readonly availabilityZone?: string;
  readonly iamPrincipal?: string;
  readonly taxType?: string;
  /** Ten decimals, e.g. `0.0165000000`. */
  readonly rate?: string;
  readonly unit?: string;
  readonly term?: string;
  readonly sku?: string;
  readonly rateCode?: string;
  readonly rateId?: string;
  readonly subscriptionId?: string;
  readonly region?: string;
  readonly location?: string;
  readonly servicecode?: string;
  readonly productFamily?: string;
  readonly instanceType?: string;
  readonly instanceFamily?: string;
}

/** Who a Bedrock usage row belongs to under the default rules: principal tag `team`, then resource tag `team`. */
export interface Owner {
  readonly team: string;
  /** Principal id in the ledger's form, `none` where the row has no caller. */
  readonly principal: string;
}

export interface Series {
  readonly item: LineItem;
  /** Usage amount = whole quantity / 10^quantityDecimals. */
  readonly quantityDecimals: number;
  /** Price of one whole quantity, in 10^-10 USD: cost = quantity × price, exactly. 0 where the cost is given instead. */
  readonly price: number;
  /** Tax and fees span the billing period, usage one hour. */
  readonly span: 'hour' | 'month';
  /** The public on-demand cost equals the cost; false for Marketplace, tax, credits: there it is 0. */
  readonly hasPublicCost: boolean;
  readonly bedrock: boolean;
  /** Only on Bedrock usage. */
  readonly owner?: Owner;
}

/** Decimals of every cost: AWS's own rows have ten. */
export const COST_DECIMALS = 10;

/** Rows by column. Valid until the next block is asked for. */
export interface RowBlock {
  readonly rows: number;
  /** Index into the delivery's series. */
  readonly series: Int32Array;
  readonly hour: Int32Array;
  readonly quantity: Float64Array;
  /** Whole 10^-10 USD, below 2^53. */
  readonly cost: Float64Array;
}

export const BLOCK_ROWS_MAX = 65_536;

/** A block under construction; `flush` hands the rows out and starts anew in the same arrays. */
export interface RowBuffer {
  readonly full: () => boolean;
  readonly push: (series: number, hour: Hour, quantity: number, cost: number) => void;
  readonly flush: () => RowBlock;
}

export function createRowBuffer(capacity = BLOCK_ROWS_MAX): RowBuffer {
  const series = new Int32Array(capacity);
  const hours = new Int32Array(capacity);
  const quantities = new Float64Array(capacity);
  const costs = new Float64Array(capacity);
  let rows = 0;
  return {
    full: () => rows === capacity,
    push(index, hour, quantity, cost) {
      series[rows] = index;
      hours[rows] = hour;
      quantities[rows] = quantity;
      costs[rows] = cost;
      rows += 1;
    },
    flush() {
      const block = {
        rows,
        series: series.subarray(0, rows),
        hour: hours.subarray(0, rows),
        quantity: quantities.subarray(0, rows),
        cost: costs.subarray(0, rows),
      };
      rows = 0;
      return block;
    },
  };
}
