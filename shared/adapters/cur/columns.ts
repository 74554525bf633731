/**
 * The only place that knows CUR 2.0's column names: the readers find columns by them, the synthetic exports write them.
 * Names match without regard to case and never by position.
 * https://docs.aws.amazon.com/cur/latest/userguide/table-dictionary-cur2.html
 */

/** `money` and `amount` are doubles in AWS's files; readers take floats, decimals and number texts as well. */
export type CurType = 'text' | 'money' | 'amount' | 'time' | 'map';

interface CurColumn {
  readonly name: string;
  readonly type: CurType;
  /** Without it the file cannot be read; the others are blank when they are absent. */
  readonly required: boolean;
}

const required = (name: string, type: CurType): CurColumn => ({ name, type, required: true });
const optional = (name: string, type: CurType): CurColumn => ({ name, type, required: false });

/** What is read, by the word the domain has for it. */
export const CUR = {
  lineItemType: required('line_item_line_item_type', 'text'),
  productCode: required('line_item_product_code', 'text'),
  usageType: required('line_item_usage_type', 'text'),
  chargePeriodStart: required('line_item_usage_start_date', 'time'),
  unblendedCost: required('line_item_unblended_cost', 'money'),
  billingCurrency: required('line_item_currency_code', 'text'),
  billingEntity: optional('bill_billing_entity', 'text'),
  billingAccountId: optional('bill_payer_account_id', 'text'),
  subAccountId: optional('line_item_usage_account_id', 'text'),
  chargePeriodEnd: optional('line_item_usage_end_date', 'time'),
  usageAmount: optional('line_item_usage_amount', 'amount'),
  netUnblendedCost: optional('line_item_net_unblended_cost', 'money'),
  operation: optional('line_item_operation', 'text'),
  description: optional('line_item_line_item_description', 'text'),
  resourceId: optional('line_item_resource_id', 'text'),
  iamPrincipal: optional('line_item_iam_principal', 'text'),
  pricingUnit: optional('pricing_unit', 'text'),
  product: optional('product', 'map'),
  servicecode: optional('product_servicecode', 'text'),
  productFamily: optional('product_product_family', 'text'),
  regionCode: optional('product_region_code', 'text'),
  tags: optional('tags', 'map'),
  /** The same resource tags under other keys: read only where `tags` is absent, else they would count twice. */
  resourceTags: optional('resource_tags', 'map'),
} as const satisfies Record<string, CurColumn>;

export type CurWord = keyof typeof CUR;

/** Keys of the `product` map that Billhook reads. */
export const PRODUCT_NAME_KEY = 'product_name';
export const PRODUCT_MODEL_KEY = 'model';

/** Columns of a real export that Billhook does not read; the synthetic exports carry them. */
export const CUR_UNREAD = {
  billType: 'bill_bill_type',
  periodStart: 'bill_billing_period_start_date',
  periodEnd: 'bill_billing_period_end_date',
  invoiceId: 'bill_invoice_id',
  invoicingEntity: 'bill_invoicing_entity',
  payerAccountName: 'bill_payer_account_name',
  costCategory: 'cost_category',
  discount: 'discount',
  lineItemId: 'identity_line_item_id',
  timeInterval: 'identity_time_interval',
  availabilityZone: 'line_item_availability_zone',
  blendedCost: 'line_item_blended_cost',
  legalEntity: 'line_item_legal_entity',
  unblendedRate: 'line_item_unblended_rate',
  taxType: 'line_item_tax_type',
  usageAccountName: 'line_item_usage_account_name',
  pricingCurrency: 'pricing_currency',
  pricingTerm: 'pricing_term',
  publicOnDemandCost: 'pricing_public_on_demand_cost',
  publicOnDemandRate: 'pricing_public_on_demand_rate',
  productOperation: 'product_operation',
  productSku: 'product_sku',
  productUsagetype: 'product_usagetype',
} as const;

/** A report is legacy if it has one of these, which CUR 2.0 keeps inside its maps. */
const LEGACY_ONLY =
  /^(product_product_name|product_servicename|product_region|product_group|product_vcpu|product_memory|resource_tags_(user|aws)_.+)$/;
const LEGACY_HEADER =
  /^(identity|bill|lineItem|product|pricing|reservation|savingsPlan|splitLineItem|resourceTags|costCategory|discount)\//;
const MAP_COLUMNS: readonly string[] = [
  CUR.product.name,
  CUR.tags.name,
  CUR.resourceTags.name,
  CUR_UNREAD.costCategory,
];
/** Legacy reports come with all their columns; a narrow CUR 2.0 selection has no maps either. */
const LEGACY_WIDTH_MIN = 100;

/** True for the columns of a legacy Cost and Usage Report, as AWS or Athena's crawler writes them. */
export function isLegacyReport(names: readonly string[]): boolean {
  if (names.some((name) => name.includes('/') && LEGACY_HEADER.test(name))) return true;
  const lower = names.map((name) => name.toLowerCase());
  if (MAP_COLUMNS.some((name) => lower.includes(name))) return false;
  return lower.length >= LEGACY_WIDTH_MIN || lower.some((name) => LEGACY_ONLY.test(name));
}
