import { CUR, CUR_UNREAD } from '../adapters/cur/columns.ts';
import { byText } from '../domain/base/order.ts';

export type ColumnType = 'string' | 'double' | 'timestamp' | 'map' | 'map of double';

/** What stands in a row that has nothing for the column: null, except where real exports have '' or 0.0. */
export interface ExportColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly blank: null | '' | 0;
}

const TIMES: readonly string[] = [
  CUR_UNREAD.periodEnd,
  CUR_UNREAD.periodStart,
  CUR.chargePeriodEnd.name,
  CUR.chargePeriodStart.name,
];

const MAPS: readonly string[] = [
  CUR_UNREAD.costCategory,
  CUR.product.name,
  CUR.resourceTags.name,
  CUR.tags.name,
];

/** Doubles that ordinary rows leave null: without private pricing or split cost allocation nothing fills them. */
const NULL_DOUBLES: readonly string[] = [
  CUR.netUnblendedCost.name,
  ...words('discount', 'bundled_discount total_discount'),
  ...words(
    'reservation_net',
    `amortized_upfront_cost_for_usage amortized_upfront_fee_for_billing_period effective_cost recurring_fee_for_usage
     unused_amortized_upfront_fee_for_billing_period unused_recurring_fee upfront_value`,
  ),
  ...words(
    'savings_plan_net',
    `amortized_upfront_commitment_for_billing_period recurring_commitment_for_billing_period
     savings_plan_effective_cost`,
  ),
  ...words(
    'split_line_item',
    `actual_usage net_split_cost net_unused_cost public_on_demand_split_cost public_on_demand_unused_cost
     reserved_usage split_cost split_usage split_usage_ratio unused_cost`,
  ),
];

/** Doubles that are 0.0 on ordinary rows. */
const ZERO_DOUBLES: readonly string[] = [
  CUR.unblendedCost.name,
  CUR.usageAmount.name,
  CUR_UNREAD.blendedCost,
  CUR_UNREAD.publicOnDemandCost,
  ...words('line_item', 'normalization_factor normalized_usage_amount'),
  ...words(
    'reservation',
    `amortized_upfront_cost_for_usage amortized_upfront_fee_for_billing_period effective_cost recurring_fee_for_usage
     unused_amortized_upfront_fee_for_billing_period unused_normalized_unit_quantity unused_quantity
     unused_recurring_fee upfront_value`,
  ),
  ...words(
    'savings_plan',
    `amortized_upfront_commitment_for_billing_period recurring_commitment_for_billing_period
     savings_plan_effective_cost savings_plan_rate total_commitment_to_date used_commitment`,
  ),
];

const EMPTY_STRINGS = words(
  'reservation',
  `normalized_units_per_reservation number_of_reservations total_reserved_normalized_units total_reserved_units
   units_per_reservation`,
);

/** Columns that only the synthetic exports fill; their names are nowhere else. */
export const EXTRA = {
  blendedRate: 'line_item_blended_rate',
  rateCode: 'pricing_rate_code',
  rateId: 'pricing_rate_id',
  location: 'product_location',
  locationType: 'product_location_type',
  instanceType: 'product_instance_type',
  instanceFamily: 'product_instance_family',
  subscriptionId: 'reservation_subscription_id',
} as const;

const NULL_STRINGS: readonly string[] = [
  ...Object.values(CUR)
    .filter((column) => column.type === 'text')
    .map((column) => column.name),
  ...Object.values(CUR_UNREAD),
  ...Object.values(EXTRA),
  ...words('capacity_reservation', words('capacity_reservation', 'arn status type').join(' ')),
  ...words('line_item', 'net_unblended_rate user_identifier'),
  ...words('pricing', 'lease_contract_length offering_class purchase_option'),
  ...words(
    'product',
    `comment fee_code fee_description from_location from_location_type from_region_code instancesku pricing_unit
     to_location to_location_type to_region_code`,
  ),
  ...words('reservation', 'availability_zone end_time modification_status reservation_a_r_n start_time'),
  ...words(
    'savings_plan',
    `end_time instance_type_family offering_type payment_option purchase_term region savings_plan_a_r_n start_time`,
  ),
  'split_line_item_parent_resource_id',
];

/**
 * All columns of an hourly export with resources, split cost allocation, capacity reservations and caller identity:
 * 131, in the alphabetical order of console exports.
 * https://docs.aws.amazon.com/cur/latest/userguide/table-dictionary-cur2.html
 */
export const EXPORT_COLUMNS: readonly ExportColumn[] = [
  ...columns('timestamp', TIMES, null),
  ...columns('map', MAPS, null),
  ...columns('map of double', [CUR_UNREAD.discount], null),
  ...columns('double', NULL_DOUBLES, null),
  ...columns('double', ZERO_DOUBLES, 0),
  ...columns('string', EMPTY_STRINGS, ''),
  ...columns('string', NULL_STRINGS, null),
].sort((a, b) => byText(a.name, b.name));

/** A word that was already listed with another type keeps that type. */
function columns(type: ColumnType, names: readonly string[], blank: ExportColumn['blank']): ExportColumn[] {
  const typed = new Set([...TIMES, ...MAPS, CUR_UNREAD.discount, ...NULL_DOUBLES, ...ZERO_DOUBLES]);
  return names.filter((name) => type !== 'string' || !typed.has(name)).map((name) => ({ name, type, blank }));
}

function words(prefix: string, rest: string): string[] {
  return rest.split(/\s+/).map((word) => `${prefix}_${word}`);
}

/** Manifest types: a Parquet export names maps, a CSV export writes them as JSON text. */
export const manifestType = (type: ColumnType, format: 'parquet' | 'csv'): string =>
  type === 'map' || type === 'map of double' ? (format === 'csv' ? 'string' : 'map') : type;
