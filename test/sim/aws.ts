import type { Instant } from '../../shared/domain/base/instant.ts';
import type { ObjectStore } from '../../shared/ports/object-store.ts';
import { BUCKET, EXPORT, PREFIX } from './company.ts';
import type { SimDelivery, SimMonth } from './month.ts';
import { damaged, encodeRows } from './sim-file.ts';

/** One object that AWS writes; writing a manifest makes S3 announce it. */
export interface PlannedWrite {
  readonly at: Instant;
  readonly key: string;
  readonly bytes: Uint8Array;
  readonly delivery: SimDelivery;
  readonly isManifest: boolean;
  /** With this write the delivery is complete. */
  readonly isLast: boolean;
}

const ROOT = `${PREFIX}/${EXPORT}`;
export const BETWEEN_WRITES_MS = 7_000;

/**
 * The writes of a month in AWS's order: data files, emptied surplus files of the delivery before (overwrite mode), then
 * the manifest: in its folder and, in create-new mode, once more as the newest one.
 * https://docs.aws.amazon.com/cur/latest/userguide/dataexports-export-delivery.html
 */
export function plannedWrites(month: SimMonth): readonly PlannedWrite[] {
  const chunksBefore = new Map<string, number>();
  return month.deliveries.flatMap((delivery) => {
    const surplus = (chunksBefore.get(delivery.period) ?? 0) - delivery.chunks.length;
    chunksBefore.set(delivery.period, delivery.chunks.length);
    const objects = [
      ...delivery.chunks.map((rows, index) => ({
        key: dataKey(month, delivery, index),
        bytes: index === delivery.damaged ? damaged(encodeRows(rows)) : encodeRows(rows),
        isManifest: false,
      })),
      ...Array.from({ length: month.mode === 'overwrite' ? Math.max(0, surplus) : 0 }, (_, index) => ({
        key: dataKey(month, delivery, delivery.chunks.length + index),
        bytes: new Uint8Array(),
        isManifest: false,
      })),
      ...manifestKeys(month, delivery).map((key) => ({
        key,
        bytes: manifestBytes(month, delivery),
        isManifest: true,
      })),
    ];
    const complete = objects.findIndex(({ isManifest }) => isManifest);
    return objects.map((object, index) => ({
      ...object,
      delivery,
      at: delivery.executedAt + (index - complete) * BETWEEN_WRITES_MS,
      isLast: index === complete,
    }));
  });
}

export const put = (objects: ObjectStore, { key, bytes }: PlannedWrite): Promise<void> =>
  objects.write(BUCKET, key, bytes, 'application/octet-stream');

const folderOf = ({ mode }: SimMonth, { executedAt, executionId }: SimDelivery): string =>
  mode === 'overwrite' ? '' : `${new Date(executedAt).toISOString()}-${executionId}/`;

const dataKey = (month: SimMonth, delivery: SimDelivery, chunk: number): string =>
  `${ROOT}/data/BILLING_PERIOD=${delivery.period}/${folderOf(month, delivery)}part-${chunk}.parquet`;

function manifestKeys(month: SimMonth, delivery: SimDelivery): readonly string[] {
  const home = `${ROOT}/metadata/BILLING_PERIOD=${delivery.period}/`;
  const plain = `${home}${EXPORT}-Manifest.json`;
  return month.mode === 'overwrite'
    ? [plain]
    : [`${home}${folderOf(month, delivery)}${EXPORT}-Manifest.json`, plain];
}

const manifestBytes = (month: SimMonth, delivery: SimDelivery): Uint8Array =>
  new TextEncoder().encode(
    JSON.stringify({
      executionId: delivery.executionId,
      exportArn: `arn:aws:bcm-data-exports:us-east-1:111122223333:export/${EXPORT}`,
      columns: [{ name: 'line_item_unblended_cost', type: 'double' }],
      dataFiles: delivery.chunks.map((_, index) => `s3://${BUCKET}/${dataKey(month, delivery, index)}`),
    }),
  );
