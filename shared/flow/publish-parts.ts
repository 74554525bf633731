import { Failure, retryable } from '../domain/base/failure.ts';
import { isNewer, orderOf } from '../domain/delivery/order.ts';
import { createMerge } from '../domain/ledger/merge-parts.ts';
import type { Pointer } from '../domain/ledger/snapshot.ts';
import type { DeadNotices } from '../ports/dead-letters.ts';
import type { LedgerStore } from '../ports/ledger-store.ts';
import type { PartStore } from '../ports/part-store.ts';
import {
  isBadInput,
  type PublishReadPorts,
  type PublishReadResult,
  publishRead,
  visiblePointer,
} from './publish-read.ts';
import { noted } from './read-part.ts';
import { type Quarantined, type RefusePorts, refuseDelivery } from './refuse-delivery.ts';

export interface PublishPartsPorts extends PublishReadPorts {
  readonly parts: PartStore;
}

/** Adds up what the readers of a large delivery have left, and publishes it like any other. Throws every Failure. */
export async function publishParts(ports: PublishPartsPorts, reading: string): Promise<PublishReadResult> {
  const { delivery, attribution } = await ports.parts.readPlan(reading);
  return noted(ports.parts, reading, {}, () =>
    publishRead(ports, delivery, async () => {
      const merge = createMerge(attribution);
      // One at a time: what is added up is large, and each part may be.
      for (const file of delivery.dataFiles.keys()) await ports.parts.usePart(reading, file, merge.add);
      return merge.finishTable(delivery);
    }),
  );
}

export interface RefuseReadingPorts extends RefusePorts {
  readonly ledger: LedgerStore;
  readonly parts: PartStore;
  readonly deadNotices: DeadNotices;
}

export type RefusedReading =
  | Quarantined
  | { readonly outcome: 'stale'; readonly visible: Pointer }
  /** Its notice is where notices go that failed for good. */
  | { readonly outcome: 'given up'; readonly failure: Failure };

/**
 * What becomes of a large delivery that could not be read or published, as of a small one: what is wrong with the
 * delivery itself refuses it; anything else, which was tried again before, leaves its notice to a person.
 */
export async function refuseReading(
  ports: RefuseReadingPorts,
  reading: string,
  told: string,
): Promise<RefusedReading> {
  const { delivery, notice } = await ports.parts.readPlan(reading);
  const faults = await ports.parts.faults(reading);
  const failures = faults.map(({ kind, message, detail }) => new Failure(kind, message, detail));
  const bad = failures.find(isBadInput);
  if (bad !== undefined) return refuseDelivery(ports, { ...delivery, order: orderOf(delivery) }, bad);
  const visible = await visiblePointer(ports, delivery);
  // An export that overwrites itself takes the files away under its readers, and the next delivery makes up for it.
  if (visible !== undefined && !isNewer(orderOf(delivery), visible.order))
    return { outcome: 'stale', visible };
  await ports.deadNotices.put(notice);
  ports.telemetry.count('DeliveriesFailed', 1);
  return {
    outcome: 'given up',
    failure: failures[0] ?? retryable('a reader ended without a word', { found: told }),
  };
}
