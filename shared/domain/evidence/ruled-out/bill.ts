import { sameHours } from '../../alert/same-hours.ts';
import { hourOf, isoInstant } from '../../base/instant.ts';
import { PICO_PER_UNIT, type Pico, parsePico, picoText } from '../../base/money.ts';
import { periodEnd, periodStart, shiftPeriod } from '../../base/period.ts';
import { madeAt } from '../../delivery/order.ts';
import { exactCost } from '../../evaluation/series/exact-cost.ts';
import { orderOfVersion } from '../../ledger/version.ts';
import type { RuledOut } from '../pack.ts';
import { type About, isSmall, moneyIn, result } from './about.ts';

/** Credits, refunds and discounts cannot make an amount: they are no part of it. */
export function credit(about: About): RuledOut {
  const { currency } = about.alert.finding;
  const left = about.views.reduce((sum, { pointer }) => {
    const { byCategory } = pointer.totals.bedrock;
    return ['credit', 'refund', 'discount'].reduce(
      (total, name) => total + parsePico(byCategory[name]?.cost[currency] ?? '0'),
      sum,
    );
  }, 0n);
  return result(
    'credit',
    'ruled out',
    picoText(left),
    `Only usage is summed: credits, refunds and discounts of ${moneyIn(about, left)} on Bedrock in these deliveries are left out.`,
  );
}

const CENT = PICO_PER_UNIT / 100n;

/** The same tokens at another price, as the bridge has it. */
export function priceChange(about: About): RuledOut | undefined {
  const { cause } = about.alert.finding;
  if (cause === undefined) return undefined;
  const { price, total } = cause.bridge;
  const part = price > -CENT && price < CENT ? 'Not a cent' : moneyIn(about, price);
  const text = `${part} of it comes from another price for the same tokens.`;
  if (cause.priceChange !== undefined && !isSmall(price, total)) {
    return result('price change', 'found', picoText(price), text);
  }
  return result('price change', isSmall(price, total) ? 'ruled out' : 'possible', picoText(price), text);
}

/** A delivery that rewrites hours which earlier ones had told already. */
export function restatement(about: About): RuledOut {
  const { alert, before, amount, views } = about;
  if (before !== undefined) {
    const { before: was, now } = sameHours(before.told, alert.finding);
    const off = now - was;
    return result(
      'restatement',
      off === 0n ? 'ruled out' : isSmall(off, amount.cost - amount.expected) ? 'ruled out' : 'found',
      picoText(off),
      `The hours that were told before cost ${moneyIn(about, off)} ${off < 0n ? 'less than' : 'more than'} they did then.`,
    );
  }
  const earlier = views.at(-1)?.pointer.chain.at(-2);
  if (earlier === undefined) {
    return result(
      'restatement',
      'not known',
      '0 deliveries',
      'No earlier delivery of this month is known to compare with.',
    );
  }
  const made = madeAt(orderOfVersion(earlier));
  const known = Math.max(0, Math.min(hourOf(made), amount.to) - amount.from);
  const all = amount.to - amount.from;
  return result(
    'restatement',
    known === 0 ? 'ruled out' : 'possible',
    `${known} h`,
    `${known} of its ${all} hours began before the delivery of ${isoInstant(made).slice(0, 16)}Z, the one before this.`,
  );
}

const END_DAYS = 5 * 86_400_000;

/** The same hours of the month before; near its end counted from the end, since months differ in length. */
export function monthEndHabit(about: About): RuledOut {
  const { amount, judging, entries, filter, alert } = about;
  const period = alert.finding.billingPeriod;
  const last = shiftPeriod(period, -1);
  const nearEnd = periodEnd(period) - amount.from * 3_600_000 <= END_DAYS;
  const shift = hourOf(
    nearEnd ? periodEnd(period) - periodEnd(last) : periodStart(period) - periodStart(last),
  );
  const window = { from: amount.from - shift, to: amount.to - shift };
  if (window.from < judging.tree.firstHour) {
    return result('month-end habit', 'not known', '0 months', 'The month before is not known.');
  }
  const then: Pico = exactCost(entries, window, filter);
  return result(
    'month-end habit',
    then * 2n < amount.cost ? 'ruled out' : 'possible',
    picoText(then),
    `The same hours of ${last}${nearEnd ? ', counted from its end,' : ''} cost ${moneyIn(about, then)}; now it is ${moneyIn(about, amount.cost)}.`,
  );
}
