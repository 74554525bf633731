import { Failure, poison, retryable } from '../domain/base/failure.ts';
import type { BillingPeriod } from '../domain/base/period.ts';
import { attributionTagKeys } from '../domain/charge/attribute.ts';
import type { AttributionSettings } from '../domain/charge/attribution-settings.ts';
import type { Delivery, Manifest, ManifestLocation, Notice, ObjectPin } from '../domain/delivery/delivery.ts';
import { isNewer, orderOf } from '../domain/delivery/order.ts';
import { type Executed, executedAtOf, planDelivery } from '../domain/delivery/plan.ts';
import { createFold, type Fold } from '../domain/ledger/fold.ts';
import type { Pointer, Snapshot } from '../domain/ledger/snapshot.ts';
import type { ControlTotals } from '../domain/ledger/totals.ts';
import type { ChargeSource, ReadRange } from '../ports/charge-source.ts';
import type { Clock } from '../ports/clock.ts';
import type { DeliveryFormat } from '../ports/delivery-format.ts';
import type { LedgerStore } from '../ports/ledger-store.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import type { Quarantine } from '../ports/quarantine.ts';
import type { RollupStore } from '../ports/rollup-store.ts';
import type { Telemetry } from '../ports/telemetry.ts';
import { oneAhead } from './one-ahead.ts';
import { publishSnapshot } from './publish.ts';

export interface IngestPorts {
  readonly objects: ObjectStore;
  readonly format: DeliveryFormat;
  readonly charges: ChargeSource;
  readonly rollups: RollupStore;
  readonly ledger: LedgerStore;
  readonly quarantine: Quarantine;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

export interface IngestSettings {
  readonly exportName: string;
  readonly attribution: AttributionSettings;
  readonly cost: 'unblended' | 'net';
  readonly onProgress?: (rows: number) => void;
}

export type IngestResult =
  | {
      readonly outcome: 'published';
      readonly pointer: Pointer;
      readonly entriesWritten: number;
      readonly rollupKey: string;
    }
  | { readonly outcome: 'stale'; readonly visible: Pointer }
  | { readonly outcome: 'ignored'; readonly reason: string }
  | { readonly outcome: 'quarantined'; readonly failure: Failure; readonly first: boolean };

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
    return await ingestDelivery(ports, await planned(ports, location, manifest, parsed, executed), settings);
  } catch (error) {
    if (!(error instanceof Failure) || !isBadInput(error)) throw error;
    const first = await ports.quarantine.put({
      exportName: location.exportName,
      billingPeriod: location.billingPeriod,
      order,
      at: ports.clock.now(),
      message: error.message,
      detail: error.detail,
    });
    ports.telemetry.count('DeliveriesQuarantined', 1);
    return { outcome: 'quarantined', failure: error, first };
  }
}

/** A delivery whose files are pinned; bare files do not tell their period, it is found in their rows. */
export type PinnedDelivery = Omit<Delivery, 'billingPeriod'> & Partial<Pick<Delivery, 'billingPeriod'>>;

/** Reads, folds and publishes a delivery whose files are pinned. Throws every Failure; quarantines nothing. */
export async function ingestDelivery(
  ports: Omit<IngestPorts, 'format' | 'quarantine'>,
  delivery: PinnedDelivery,
  settings: IngestSettings,
): Promise<IngestResult> {
  const visible =
    delivery.billingPeriod === undefined
      ? undefined
      : await ports.ledger.pointer(delivery.exportName, delivery.billingPeriod);
  // Publishing checks again; this spares reading a file only to learn that it is known.
  if (visible !== undefined && !isNewer(orderOf(delivery), visible.order))
    return { outcome: 'stale', visible };
  const snapshot = (await readInto(ports, delivery, settings)).finishTable(delivery);
  const rollupKey = await ports.rollups.write(snapshot);
  const result = await publishSnapshot(ports, snapshot);
  if (result.outcome === 'stale') return result;
  ports.telemetry.event('delivery published', {
    period: snapshot.billingPeriod,
    executionId: snapshot.executionId,
    rows: snapshot.totals.rows,
    entriesWritten: result.entriesWritten,
    entries: snapshot.entries.length,
  });
  ports.telemetry.count('DeliveriesPublished', 1);
  reportNewUsageTypes(ports.telemetry, visible, snapshot);
  return { ...result, rollupKey };
}

/** AWS has invented something: its cost is counted, and somebody should teach us its name. Told once a period. */
function reportNewUsageTypes(
  telemetry: Telemetry,
  before: Pointer | undefined,
  now: Pick<Snapshot, 'billingPeriod' | 'unknownUsageTypes'>,
): void {
  const found = Object.entries(now.unknownUsageTypes).filter(
    ([usageType]) => before?.unknownUsageTypes[usageType] === undefined,
  );
  for (const [usageType, picodollars] of found) {
    telemetry.event('unknown usage type', { period: now.billingPeriod, usageType, picodollars });
  }
  if (found.length > 0) telemetry.count('UnknownUsageTypes', found.length);
}

/** The delivery as one snapshot: every row counted, Bedrock usage summed by team, principal, model, kind and hour. */
export async function foldDelivery(
  ports: Pick<IngestPorts, 'objects' | 'charges'>,
  delivery: PinnedDelivery,
  settings: IngestSettings,
): Promise<Snapshot> {
  return (await readInto(ports, delivery, settings)).finish(delivery);
}

/**
 * Control totals alone, currencies apart: also of a delivery whose usage cannot make one ledger. Throws Failure
 * `poison` where the files cannot be read or have no rows to tell their period by.
 */
export async function totalDelivery(
  ports: Pick<IngestPorts, 'objects' | 'charges'>,
  delivery: PinnedDelivery,
  settings: IngestSettings,
): Promise<{ readonly billingPeriod: BillingPeriod; readonly totals: ControlTotals }> {
  const fold = await readInto(ports, delivery, settings);
  const billingPeriod = delivery.billingPeriod ?? fold.periodSeen();
  if (billingPeriod === undefined) return fold.finish(delivery);
  return { billingPeriod, totals: fold.finishTotals(delivery.dataFiles.length) };
}

async function readInto(
  ports: Pick<IngestPorts, 'objects' | 'charges'>,
  delivery: PinnedDelivery,
  settings: IngestSettings,
): Promise<Fold> {
  const fold = createFold({ attribution: settings.attribution });
  const tagKeys = attributionTagKeys(settings.attribution);
  const rows = delivery.dataFiles.map(() => 0);
  const files = delivery.dataFiles.map((file, index) => () => {
    const onProgress = (count: number) => {
      rows[index] = count;
      settings.onProgress?.(rows.reduce((sum, one) => sum + one, 0));
    };
    const read: ReadRange = (start, end, into) => ports.objects.read(file.pin, start, end, into);
    return ports.charges.open(file, read, { cost: settings.cost, tagKeys, onProgress });
  });
  for await (const batches of oneAhead(files)) {
    for await (const batch of batches) fold.add(batch);
  }
  return fold;
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

/** A fault of this input, which waiting will not mend; a misconfigured store carries no file and must be retried. */
const isBadInput = (failure: Failure): boolean =>
  failure.kind === 'poison' || (failure.kind === 'misconfigured' && failure.detail.file !== undefined);
