import type { Failure } from '../domain/base/failure.ts';
import type { BillingPeriod } from '../domain/base/period.ts';
import type { DeliveryOrder } from '../domain/delivery/order.ts';
import type { Clock } from '../ports/clock.ts';
import type { Quarantine } from '../ports/quarantine.ts';
import type { Telemetry } from '../ports/telemetry.ts';

export interface RefusePorts {
  readonly quarantine: Quarantine;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

export interface Quarantined {
  readonly outcome: 'quarantined';
  readonly failure: Failure;
  readonly first: boolean;
}

/** Keeps one record of a delivery that cannot be read: its period keeps the last good ledger and is marked stale. */
export async function refuseDelivery(
  ports: RefusePorts,
  delivery: {
    readonly exportName: string;
    readonly billingPeriod: BillingPeriod;
    readonly order: DeliveryOrder;
  },
  failure: Failure,
): Promise<Quarantined> {
  const { exportName, billingPeriod, order } = delivery;
  const first = await ports.quarantine.put({
    exportName,
    billingPeriod,
    order,
    at: ports.clock.now(),
    message: failure.message,
    detail: failure.detail,
  });
  ports.telemetry.count('DeliveriesQuarantined', 1);
  return { outcome: 'quarantined', failure, first };
}
