import type { CostByCurrency } from '../base/money.ts';

export interface RowsAndCost {
  readonly rows: number;
  readonly cost: CostByCurrency;
}

/**
 * Control totals of one delivery, exact to the last decimal of the file. Money is text by currency.
 * `cost` covers every row of the delivery, all services and line item types.
 */
export interface ControlTotals {
  readonly files: number;
  readonly rows: number;
  readonly cost: CostByCurrency;
  readonly byLineItemType: Readonly<Record<string, RowsAndCost>>;
  /** By line_item_product_code, Bedrock's several codes and Marketplace ids together under `Bedrock`. */
  readonly byService: Readonly<Record<string, RowsAndCost>>;
  readonly bedrock: RowsAndCost & {
    /** Usage rows only: what teams are judged by. */
    readonly usageCost: CostByCurrency;
    readonly byCategory: Readonly<Record<string, RowsAndCost>>;
  };
  /** Bedrock usage cost by team, `unattributed` included: sums to `bedrock.usageCost`. */
  readonly teams: Readonly<Record<string, CostByCurrency>>;
  /** Sum of the entries of one dimension in picodollars as text: what must be read back before publishing. */
  readonly ledgerPico: string;
}
