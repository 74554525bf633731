import { describeFailure, poison } from '../../../shared/domain/base/failure.ts';
import { isoInstant } from '../../../shared/domain/base/instant.ts';
import { madeAt } from '../../../shared/domain/delivery/order.ts';
import { SUPERSEDED_KEPT_DAYS } from '../../../shared/domain/ledger/superseded.ts';
import {
  changedDays,
  costsOf,
  type DeliveriesPage,
  differenceOf,
  type ToldDelivery,
} from '../../../shared/flow/read/deliveries.ts';
import { money } from './values.ts';

export const deliveriesDocument = ({
  exportName,
  currency,
  deliveries,
  dropped,
  ripeness,
}: DeliveriesPage) => ({
  exportName,
  deliveries: deliveries.map((told) => deliveryDocument(told, currency)),
  dropped: { count: dropped, afterDays: SUPERSEDED_KEPT_DAYS },
  ripeness: ripeness.map(({ family, hours, shares }) => ({
    family: family === '' ? 'whole bill' : family,
    hours,
    share: shares,
  })),
});

function deliveryDocument(told: ToldDelivery, currency: string) {
  if (told.state === 'quarantined') {
    const { order, billingPeriod, message, detail } = told.refused;
    return {
      executionId: order.slice(order.indexOf('~') + 1),
      period: billingPeriod,
      deliveredAt: isoInstant(madeAt(order)),
      ...{ rows: null, currency, cost: null, bedrockUsage: null, change: null, changedDays: null },
      difference: null,
      state: told.state,
      why: describeFailure(poison(message, detail)),
    };
  }
  const { digest, before, state } = told;
  const { cost, usage } = costsOf(digest);
  const known = typeof before === 'string' ? undefined : before;
  return {
    executionId: digest.executionId,
    period: digest.billingPeriod,
    deliveredAt: isoInstant(digest.executedAt),
    rows: digest.totals.rows,
    currency: digest.currency,
    cost: money(cost),
    bedrockUsage: money(usage),
    change: known === undefined ? null : money(cost - costsOf(known).cost),
    changedDays: known === undefined ? null : changedDays(digest, known),
    difference: money(differenceOf(digest)),
    ...{ state, why: before === 'no longer kept' ? 'the delivery before it is no longer kept' : null },
  };
}
