/** Columns that hold nothing in these rows, by the way in which AWS's files say so. */
const words = (text: string): readonly string[] => text.trim().split(/\s+/);

const NULL_TEXTS = words(`
  bill_invoice_id capacity_reservation_capacity_reservation_arn
  capacity_reservation_capacity_reservation_status capacity_reservation_capacity_reservation_type
  line_item_net_unblended_rate line_item_user_identifier pricing_lease_contract_length
  pricing_offering_class pricing_purchase_option product_comment product_fee_code product_fee_description
  product_from_location product_from_location_type product_from_region_code product_instance_family
  product_instance_type product_instancesku product_pricing_unit product_to_location
  product_to_location_type product_to_region_code reservation_availability_zone reservation_end_time
  reservation_modification_status reservation_reservation_a_r_n reservation_start_time
  reservation_subscription_id savings_plan_end_time savings_plan_instance_type_family
  savings_plan_offering_type savings_plan_payment_option savings_plan_purchase_term savings_plan_region
  savings_plan_savings_plan_a_r_n savings_plan_start_time split_line_item_parent_resource_id
`);

const EMPTY_TEXTS = words(`
  reservation_normalized_units_per_reservation reservation_number_of_reservations
  reservation_total_reserved_normalized_units reservation_total_reserved_units
  reservation_units_per_reservation
`);

const NULL_NUMBERS = words(`
  discount_bundled_discount discount_total_discount line_item_net_unblended_cost
  reservation_net_amortized_upfront_cost_for_usage reservation_net_amortized_upfront_fee_for_billing_period
  reservation_net_effective_cost reservation_net_recurring_fee_for_usage
  reservation_net_unused_amortized_upfront_fee_for_billing_period reservation_net_unused_recurring_fee
  reservation_net_upfront_value savings_plan_net_amortized_upfront_commitment_for_billing_period
  savings_plan_net_recurring_commitment_for_billing_period savings_plan_net_savings_plan_effective_cost
  split_line_item_actual_usage split_line_item_net_split_cost split_line_item_net_unused_cost
  split_line_item_public_on_demand_split_cost split_line_item_public_on_demand_unused_cost
  split_line_item_reserved_usage split_line_item_split_cost split_line_item_split_usage
  split_line_item_split_usage_ratio split_line_item_unused_cost
`);

const ZEROS = words(`
  line_item_normalization_factor line_item_normalized_usage_amount
  reservation_amortized_upfront_cost_for_usage reservation_amortized_upfront_fee_for_billing_period
  reservation_effective_cost reservation_recurring_fee_for_usage
  reservation_unused_amortized_upfront_fee_for_billing_period reservation_unused_normalized_unit_quantity
  reservation_unused_quantity reservation_unused_recurring_fee reservation_upfront_value
  savings_plan_amortized_upfront_commitment_for_billing_period
  savings_plan_recurring_commitment_for_billing_period savings_plan_savings_plan_effective_cost
  savings_plan_savings_plan_rate savings_plan_total_commitment_to_date savings_plan_used_commitment
`);

/** SQL by name. */
export const BLANK: Readonly<Record<string, string>> = Object.fromEntries([
  ...NULL_TEXTS.map((name) => [name, 'NULL::VARCHAR']),
  ...EMPTY_TEXTS.map((name) => [name, "''"]),
  ...NULL_NUMBERS.map((name) => [name, 'NULL::DOUBLE']),
  ...ZEROS.map((name) => [name, '0.0::DOUBLE']),
]);
