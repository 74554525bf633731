import { type Instant, isoInstant, parseInstant } from '../base/instant.ts';
import type { DataFile, Delivery, FileFormat, Manifest, ManifestLocation, ObjectPin } from './delivery.ts';
import { type DeliveryOrder, isNewer } from './order.ts';

/** `create-new`: keys hold the execution and never change. `overwrite`: every refresh replaces the same keys. */
export type DeliveryMode = 'create-new' | 'overwrite';

export interface Executed {
  readonly mode: DeliveryMode;
  readonly executedAt: Instant;
}

/**
 * When a delivery was made, which orders it. In create-new mode the time in the folder's name: both copies of the
 * manifest, in the folder and beside it, give the same one. In overwrite mode the manifest's own last-modified time.
 */
export function executedAtOf(
  location: ManifestLocation,
  manifest: Pick<Manifest, 'executionId' | 'dataFiles'>,
  manifestPin: Pick<ObjectPin, 'lastModified'>,
): Executed {
  const inFolder = manifest.dataFiles.map((file) => folderTime(file.key, manifest.executionId));
  // One file outside an execution folder can be overwritten, so the strict rule holds for all of them.
  const immutable = inFolder.length > 0 ? !inFolder.includes(undefined) : location.folderTime !== undefined;
  if (!immutable) return { mode: 'overwrite', executedAt: manifestPin.lastModified };
  return {
    mode: 'create-new',
    executedAt: inFolder[0] ?? location.folderTime ?? manifestPin.lastModified,
  };
}

/** `…/2026-11-18T13:14:43.337Z-<execution id>/…` */
function folderTime(key: string, executionId: string): Instant | undefined {
  const folder = key.split('/').find((segment) => segment.endsWith(`Z-${executionId}`));
  if (folder === undefined) return undefined;
  const text = folder.slice(0, -executionId.length - 1);
  let time: Instant | undefined;
  try {
    time = parseInstant(text);
  } catch {
    // A folder that only ends like that of an execution.
  }
  return time;
}

export type DeliveryPlan =
  | { readonly decision: 'read'; readonly delivery: Delivery }
  /** The export is being rewritten: its next manifest is on the way. */
  | { readonly decision: 'torn'; readonly file: string; readonly reason: string }
  | { readonly decision: 'missing'; readonly file: string };

/**
 * Which bytes make up the delivery that a manifest announces. `filePins` stand in the manifest's order, undefined
 * where there is no object. A manifest is written after all its data files and names no versions, so in overwrite
 * mode a file later than the manifest belongs to the next delivery: only this rule keeps mixtures out, comparing
 * ETags before and after does not. Where no version is old enough, pass the later one: it is how torn is told from
 * missing. Files of no bytes are chunks that AWS emptied, and are read as such. Throws what `formatOf` throws.
 */
export function planDelivery(
  location: ManifestLocation,
  manifest: Manifest,
  manifestPin: ObjectPin,
  filePins: readonly (ObjectPin | undefined)[],
  formatOf: (key: string) => FileFormat,
): DeliveryPlan {
  const { mode, executedAt } = executedAtOf(location, manifest, manifestPin);
  const dataFiles: DataFile[] = [];
  for (const [index, file] of manifest.dataFiles.entries()) {
    const pin = filePins[index];
    if (pin === undefined) return { decision: 'missing', file: `s3://${file.bucket}/${file.key}` };
    if (mode === 'overwrite' && pin.lastModified > manifestPin.lastModified) {
      const reason = `the file is of ${isoInstant(pin.lastModified)}, later than its manifest of ${isoInstant(manifestPin.lastModified)}`;
      return { decision: 'torn', file: `s3://${file.bucket}/${file.key}`, reason };
    }
    dataFiles.push({ pin, format: formatOf(file.key) });
  }
  const { exportName, billingPeriod } = location;
  const { executionId } = manifest;
  return { decision: 'read', delivery: { exportName, billingPeriod, executionId, executedAt, dataFiles } };
}

export type Admission =
  | { readonly decision: 'newer'; readonly reason: 'first' | 'newer' }
  | { readonly decision: 'stale'; readonly reason: 'same' | 'older' };

/** Whether a delivery may replace the visible one. */
export function admit(
  pointer: { readonly order: DeliveryOrder } | undefined,
  order: DeliveryOrder,
): Admission {
  if (pointer === undefined) return { decision: 'newer', reason: 'first' };
  if (isNewer(order, pointer.order)) return { decision: 'newer', reason: 'newer' };
  return { decision: 'stale', reason: order === pointer.order ? 'same' : 'older' };
}
