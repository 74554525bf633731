import type { Decimal } from '../base/decimal.ts';

/**
 * Everything a line item says that is neither an hour nor a number. Readers intern it: one object for each
 * distinct combination in a file, so its meaning is worked out once and not per row.
 * For rows that are not Bedrock's, readers fill only the fields above the first mark, and for those of the Marketplace the
 * fields above the second; the rest is '' and empty. Of the tags only the keys that attribution asks for are kept,
 * and none with a blank value. Of Bedrock's rows the service code, which has told that they are, and late facts that mean
 * nothing for a charge are '': see `LATE_FACTS`.
 * CUR's null and '' are both ''.
 */
export interface ChargeFacts {
  readonly billingEntity: string;
  readonly productCode: string;
  readonly productFamily: string;
  readonly lineItemType: string;
  readonly billingCurrency: string;
  // ---- filled for Marketplace rows and Bedrock rows only ----
  readonly servicecode: string;
  /** product['product_name'] */
  readonly productName: string;
  readonly operation: string;
  // ---- filled for Bedrock rows only ----
  readonly billingAccountId: string;
  readonly subAccountId: string;
  readonly usageType: string;
  readonly pricingUnit: string;
  readonly description: string;
  readonly resourceId: string;
  readonly regionCode: string;
  /** product['model'], filled since July 2026 */
  readonly productModel: string;
  readonly iamPrincipal: string;
  /** Keys as in the `tags` column (`iamPrincipal/team`, `resourceTags/user:team`) or, lacking that, as in `resource_tags` (`user_team`). */
  readonly tags: ReadonlyMap<string, string>;
}

/**
 * Charges of one data file, by column. Bedrock's line items stand each for itself, in the order of the file; all others
 * may be summed by facts and hour, as only their totals count. Valid until the next batch is asked for: readers may
 * reuse the arrays. `facts` grows from batch to batch of one file; codes keep their meaning.
 */
export interface ChargeBatch {
  readonly file: string;
  readonly rows: number;
  /** Line items of the file that were read so far, for progress. */
  readonly readSoFar: number;
  readonly facts: readonly ChargeFacts[];
  readonly factsCode: Int32Array;
  /** Line items in each row's sum: 1 for Bedrock's; 0 for a cost that is apart from a sum that counts its line item. */
  readonly lineItems: Int32Array;
  /** 1-based row of the file at which the (first) line item stands. */
  readonly fileRow: Int32Array;
  /** chargePeriodStart (line_item_usage_start_date) as a UTC hour. */
  readonly startHour: Int32Array;
  /** Hours from start to end of the charge period, rounded up, at least 1; of Bedrock's line items only, else 0. */
  readonly spanHours: Int32Array;
  /** Cost as an exact whole number of picodollars (below 2^52 in size), or NaN where `exactCost` holds it. */
  readonly costPico: Float64Array;
  /** Costs that do not fit above (over $1,000 in one row, or more than 12 decimals), by index in the batch. */
  readonly exactCost: ReadonlyMap<number, Decimal>;
  /** line_item_usage_amount in the pricing unit; of Bedrock's line items only, else 0. */
  readonly usageAmount: Float64Array;
}

/** FOCUS ChargeCategory, with discounts apart: only `usage` drives detection. */
export type ChargeCategory = 'usage' | 'purchase' | 'tax' | 'credit' | 'refund' | 'discount' | 'adjustment';

export type TokenKind = 'input' | 'output' | 'cache-read' | 'cache-write' | 'other';

export type ServiceTier = 'standard' | 'batch' | 'flex' | 'priority' | 'reserved' | 'provisioned';

/** What a Bedrock usage type means. `other` token kind: images, hours, guardrails and what is not known yet. */
export interface UsageMeaning {
  readonly region: string;
  readonly model: string;
  readonly tokenKind: TokenKind;
  /** Finer name where `tokenKind` is `other`, e.g. `guardrail`, `embedding-input`, `provisioned`, `unknown`. */
  readonly feature: string;
  readonly tier: ServiceTier;
  /** usageAmount × this = tokens; 0 where the unit is not tokens. */
  readonly tokensPerUnit: number;
}
