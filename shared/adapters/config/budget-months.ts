import { type Pico, picoText } from '../../domain/base/money.ts';
import { byText } from '../../domain/base/order.ts';
import { type BillingPeriod, isBillingPeriod } from '../../domain/base/period.ts';
import { type Field, moneyOf } from './budget-field.ts';

const EXPECTED = 'months and amounts such as 2026-12=20000 2027-01=15000';

/** Amounts of single months, `2026-12=20000 2027-01=15000`, in the order of the months. Throws Failure `misconfigured`. */
export function monthsOf(field: Field): Readonly<Record<BillingPeriod, Pico>> {
  const months = new Map<BillingPeriod, Pico>();
  // "2026-12 = $20,000" is one month: blanks around the sign do not part it, and a comma belongs to the amount.
  const parts = field.text.replace(/\s*=\s*/g, '=').split(/[;\s]+/);
  for (const part of parts.filter((each) => each !== '')) {
    const [month = '', amount, ...more] = part.split('=');
    if (amount === undefined || more.length > 0) throw field.refuse('not a month with its amount', EXPECTED);
    if (!isBillingPeriod(month)) throw field.refuse('not a month', 'YYYY-MM', JSON.stringify(month));
    if (months.has(month)) throw field.refuse('this month has an amount already', 'a month once', month);
    months.set(month, moneyOf(field, amount));
  }
  return Object.fromEntries([...months].sort(([a], [b]) => byText(a, b)));
}

/** What `monthsOf` reads back. */
export const monthsText = (months: Readonly<Record<BillingPeriod, Pico>> = {}): string =>
  Object.entries(months)
    .map(([month, amount]) => `${month}=${picoText(amount)}`)
    .join(' ');
