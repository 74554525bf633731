import { expect, it } from 'vitest';
import { categoryOf } from '../../../shared/domain/charge/category.ts';

it.each([
  ['Usage', 'usage'],
  ['DiscountedUsage', 'usage'],
  ['SavingsPlanCoveredUsage', 'usage'],
  ['SavingsPlanNegation', 'adjustment'],
  ['SavingsPlanUpfrontFee', 'purchase'],
  ['SavingsPlanRecurringFee', 'purchase'],
  ['RIFee', 'purchase'],
  ['Fee', 'purchase'],
  ['FlatRateSubscription', 'purchase'],
  ['Credit', 'credit'],
  ['Refund', 'refund'],
  ['Tax', 'tax'],
  ['BundledDiscount', 'discount'],
  ['EdpDiscount', 'discount'],
  ['PrivateRateDiscount', 'discount'],
  ['SppDiscount', 'discount'],
  ['RiVolumeDiscount', 'discount'],
  ['Discount', 'discount'],
  [' usage ', 'usage'],
  ['', 'adjustment'],
  ['UsageOfTomorrow', 'adjustment'],
])('a %s line is %s', (type, category) => expect(categoryOf(type)).toBe(category));
