import { dayOf, hourOf, weekdayOf } from '../../../shared/domain/base/instant.ts';
import { periodOf } from '../../../shared/domain/base/period.ts';
import type { Pointer } from '../../../shared/domain/ledger/snapshot.ts';
import { EXPORT_PREFIX } from '../../../shared/synthetic/company.ts';
import { manifestKeys } from '../../../shared/synthetic/layout.ts';
import {
  type SyntheticDelivery,
  type WrittenDelivery,
  writeDelivery,
} from '../../../shared/synthetic/write-delivery.ts';
import type { Refresh } from './request-log.ts';
import { type Stage, settle, tellReports } from './settle.ts';

/** What one delivery did, as it was seen from outside the Lambdas. */
export interface Played {
  readonly truth: WrittenDelivery;
  readonly pointer: Pointer;
  /** Seconds from the last byte of the manifest to the last message. */
  readonly seconds: number;
  readonly posted: number;
  readonly edited: number;
  /** Absent in notes of a demo that did not count yet. */
  readonly refresh?: Refresh;
}

/** The clock looks every hour; a story is told sooner when it does so once, on the morning that has reports. */
const isMondayNoon = ({ executedAt, period }: SyntheticDelivery): boolean =>
  period === periodOf(executedAt) &&
  weekdayOf(dayOf(executedAt)) === MONDAY &&
  hourOf(executedAt) % 24 >= NINE;
const [MONDAY, NINE] = [0, 9];
const REPORT_AFTER_MS = 5 * 60_000;

/** As AWS splits big exports; several files a delivery show that they belong together. */
const ROWS_PER_FILE = 60_000;

/**
 * Puts one delivery into S3 as AWS would and waits until ledger, judgement and messages have followed. `resumed`: an
 * earlier process may have died over this very delivery; what it had put whole is not put again.
 */
export async function playDelivery(
  stage: Stage,
  delivery: SyntheticDelivery,
  earlier: { readonly played: readonly Played[]; readonly resumed: boolean },
): Promise<Played> {
  const { stack, account, requests } = stage;
  const faultsBefore = stack.faults();
  const isThere = earlier.resumed && (await isDelivered(stage, delivery));
  const put = async (key: string, bytes: Uint8Array): Promise<void> => {
    if (!isThere) await account.objects.write(stack.exportBucket, key, bytes, 'application/octet-stream');
  };
  const truth = await writeDelivery(delivery, { ...placeIn(stage), rowsPerFile: ROWS_PER_FILE }, { put });
  await requests.take();
  const start = performance.now();
  const pointer = await settle(stage, delivery, { events: earlier.resumed, faultsBefore });
  const seconds = (performance.now() - start) / 1000;
  const refresh = await requests.take();
  if (isMondayNoon(delivery)) await tellReports(stage, delivery.executedAt + REPORT_AFTER_MS);
  const messages = stack.slack.messages();
  const edits = messages.reduce((sum, message) => sum + message.edits, 0);
  return {
    truth,
    pointer,
    seconds,
    posted: messages.length - earlier.played.reduce((sum, one) => sum + one.posted, 0),
    edited: edits - earlier.played.reduce((sum, one) => sum + one.edited, 0),
    refresh,
  };
}

const placeIn = ({ stack }: Stage) =>
  ({
    bucket: stack.exportBucket,
    prefix: EXPORT_PREFIX,
    exportName: stack.exportName,
    mode: 'create-new',
    format: 'parquet',
  }) as const;

/** The manifest comes last; of its two copies the plain one shows that the delivery's own was not the last word. */
export async function isDelivered(stage: Stage, delivery: SyntheticDelivery): Promise<boolean> {
  const { stack, account } = stage;
  const pins = await Promise.all(
    manifestKeys(placeIn(stage), delivery).map((key) => account.objects.pin(stack.exportBucket, key)),
  );
  return pins[0] !== undefined && pins.every((pin) => pin?.etag === pins[0]?.etag);
}
