import { poison, retryable } from '../domain/base/failure.ts';
import type { BillingPeriod } from '../domain/base/period.ts';
import type { Delivery, Manifest, ManifestLocation, Notice, ObjectPin } from '../domain/delivery/delivery.ts';
import { isLarge } from '../domain/delivery/large-delivery.ts';
import { orderOf } from '../domain/delivery/order.ts';
import { type Executed, executedAtOf, planDelivery } from '../domain/delivery/plan.ts';
import type { Snapshot } from '../domain/ledger/snapshot.ts';
import type { ControlTotals } from '../domain/ledger/totals.ts';
import type { DeliveryFormat } from '../ports/delivery-format.ts';
import { type HandedOver, type HandOverPorts, handOver } from './hand-over.ts';
import {
  isBadInput,
  type PinnedDelivery,
  type PublishReadPorts,
  type PublishReadResult,
  publishRead,
} from './publish-read.ts';
import { type ReadFilesPorts, type ReadFilesSettings, readFiles } from './read-files.ts';
import { type Quarantined, type RefusePorts, refuseDelivery } from './refuse-delivery.ts';

export interface IngestPorts extends ReadFilesPorts, PublishReadPorts, RefusePorts {
  readonly format: DeliveryFormat;
  /** Readers for each file of a large delivery; without them one reads it all. */
  readonly readers?: HandOverPorts;
}

export interface IngestSettings extends ReadFilesSettings {
  readonly exportName: string;
}

export type IngestResult =
  | PublishReadResult
  | HandedOver
  | Quarantined
  | { readonly outcome: 'ignored'; readonly reason: string };

/** Stands for the execution of a delivery whose manifest cannot be read. */
export const UNREAD_EXECUTION = 'unread';

/**
 * One notice to one published ledger. The notice only says where to look: manifest and files are read again and
 * pinned. Throws Failure `retryable` when the export is being rewritten under the reader or a store is out for now.
 */
export async function ingestNotice(
  ports: IngestPorts,
  notice: Notice,
  settings: IngestSettings,
): Promise<IngestResult> {
  const location = ports.format.locate(notice.bucket, notice.key);
  if (location === undefined) return { outcome: 'ignored', reason: 'not a manifest' };
  if (location.exportName !== settings.exportName) return { outcome: 'ignored', reason: 'another export' };
  const manifest = await ports.objects.pin(notice.bucket, notice.key);
  if (manifest === undefined) return { outcome: 'ignored', reason: 'the manifest is gone' };
  let order = orderOf({
    executedAt: location.folderTime ?? manifest.lastModified,
    executionId: UNREAD_EXECUTION,
  });
  try {
    const parsed = ports.format.parse(location, await ports.objects.read(manifest));
    const executed = executedAtOf(location, parsed, manifest);
    // Known before the files are looked at, so that both manifests of a delivery give one record.
    order = orderOf({ executedAt: executed.executedAt, executionId: parsed.executionId });
    const delivery = await planned(ports, location, manifest, parsed, executed);
    if (ports.readers === undefined || !isLarge(delivery.dataFiles))
      return await ingestDelivery(ports, delivery, settings);
    const { attribution, cost } = settings;
    return await handOver({ ...ports, ...ports.readers }, { delivery, attribution, cost, notice });
  } catch (error) {
    if (!isBadInput(error)) throw error;
    return refuseDelivery(ports, { ...location, order }, error);
  }
}

/** Reads, folds and publishes a delivery whose files are pinned. Throws every Failure; quarantines nothing. */
export const ingestDelivery = (
  ports: ReadFilesPorts & PublishReadPorts,
  delivery: PinnedDelivery,
  settings: IngestSettings,
): Promise<PublishReadResult> =>
  publishRead(ports, delivery, async () =>
    (await readFiles(ports, delivery, settings)).finishTable(delivery),
  );

/** The delivery as one snapshot: every row counted, Bedrock usage summed by team, principal, model, kind and hour. */
export async function foldDelivery(
  ports: ReadFilesPorts,
  delivery: PinnedDelivery,
  settings: IngestSettings,
): Promise<Snapshot> {
  return (await readFiles(ports, delivery, settings)).finish(delivery);
}

/**
 * Control totals alone, currencies apart: also of a delivery whose usage cannot make one ledger. Throws Failure
 * `poison` where the files cannot be read or have no rows to tell their period by.
 */
export async function totalDelivery(
  ports: ReadFilesPorts,
  delivery: PinnedDelivery,
  settings: IngestSettings,
): Promise<{ readonly billingPeriod: BillingPeriod; readonly totals: ControlTotals }> {
  const fold = await readFiles(ports, delivery, settings);
  const billingPeriod = delivery.billingPeriod ?? fold.periodSeen();
  if (billingPeriod === undefined) return fold.finish(delivery);
  return { billingPeriod, totals: fold.finishTotals(delivery.dataFiles.length) };
}

async function planned(
  ports: IngestPorts,
  location: ManifestLocation,
  pin: ObjectPin,
  manifest: Manifest,
  executed: Executed,
): Promise<Delivery> {
  const pins = await Promise.all(
    manifest.dataFiles.map(async ({ bucket, key }) => {
      if (executed.mode === 'create-new') return ports.objects.pin(bucket, key);
      const old = await ports.objects.pinNotLaterThan(bucket, key, pin.lastModified);
      // A later version tells a delivery that is being rewritten from a file that is missing.
      return old ?? ports.objects.pin(bucket, key);
    }),
  );
  const plan = planDelivery(location, manifest, pin, pins, (key) => ports.format.formatOf(key));
  if (plan.decision === 'read') return plan.delivery;
  if (plan.decision === 'missing') {
    throw poison('the manifest names a data file that is not there', {
      file: `s3://${location.bucket}/${location.key}`,
      expected: 'every file in dataFiles to exist',
      found: `nothing at ${plan.file}`,
    });
  }
  throw retryable(`the export is being rewritten: ${plan.reason}`, { file: plan.file });
}
