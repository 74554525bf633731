import type { ChargeCategory } from './charge.ts';

/** line_item_line_item_type in lower case. https://docs.aws.amazon.com/cur/latest/userguide/Lineitem-columns.html */
const CATEGORIES: ReadonlyMap<string, ChargeCategory> = new Map([
  ['usage', 'usage'],
  ['discountedusage', 'usage'],
  ['savingsplancoveredusage', 'usage'],
  ['fee', 'purchase'],
  ['rifee', 'purchase'],
  ['savingsplanupfrontfee', 'purchase'],
  ['savingsplanrecurringfee', 'purchase'],
  ['flatratesubscription', 'purchase'],
  ['tax', 'tax'],
  ['credit', 'credit'],
  ['refund', 'refund'],
]);

/** What kind of charge a line item is. A type nobody knows is an adjustment: counted and shown, never usage. */
export function categoryOf(lineItemType: string): ChargeCategory {
  const type = lineItemType.trim().toLowerCase();
  return CATEGORIES.get(type) ?? (type.endsWith('discount') ? 'discount' : 'adjustment');
}
