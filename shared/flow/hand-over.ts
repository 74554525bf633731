import { misconfigured } from '../domain/base/failure.ts';
import { readingName } from '../domain/delivery/large-delivery.ts';
import { isNewer, orderOf } from '../domain/delivery/order.ts';
import type { Pointer } from '../domain/ledger/snapshot.ts';
import type { LargeDeliveries } from '../ports/large-deliveries.ts';
import type { LedgerStore } from '../ports/ledger-store.ts';
import type { PartStore, ReadingPlan } from '../ports/part-store.ts';
import { visiblePointer } from './publish-read.ts';

export interface HandOverPorts {
  readonly parts: PartStore;
  readonly readings: LargeDeliveries;
}

export type HandedOver =
  | { readonly outcome: 'handed over'; readonly reading: string; readonly reason: string }
  | { readonly outcome: 'stale'; readonly visible: Pointer };

/** The hourly sweep announces a delivery again that failed: four days of that, and somebody must look. */
const TRIES_MAX = 100;

/**
 * Has the files of a delivery read side by side, once: while that runs, or where it is done, nothing is started. Where it
 * failed, a notice starts it again under another name. Throws Failure `misconfigured` where that has gone on for days.
 */
export async function handOver(
  ports: HandOverPorts & { readonly ledger: LedgerStore },
  plan: ReadingPlan,
): Promise<HandedOver> {
  const { delivery } = plan;
  const visible = await visiblePointer(ports, delivery);
  if (visible !== undefined && !isNewer(orderOf(delivery), visible.order))
    return { outcome: 'stale', visible };
  for (let tryNumber = 1; tryNumber <= TRIES_MAX; tryNumber += 1) {
    const reading = readingName(delivery, tryNumber);
    const state = await ports.readings.state(reading);
    if (state === 'failed') continue;
    if (state !== undefined) return { outcome: 'handed over', reading, reason: `${reading} is ${state}` };
    // Before it starts, and never while it runs: its readers must all find the same.
    await ports.parts.writePlan(reading, plan);
    await ports.readings.start(reading);
    return { outcome: 'handed over', reading, reason: `${reading} was started` };
  }
  throw misconfigured('reading this delivery has failed too often to be tried again', {
    expected: `fewer than ${TRIES_MAX} tries`,
    found: readingName(delivery, TRIES_MAX),
  });
}
