import { bug } from '../../../shared/domain/base/failure.ts';
import type { Pointer } from '../../../shared/domain/ledger/snapshot.ts';
import type { EmbeddedStack } from '../../../shared/embedded/stack.ts';
import type { Account } from '../../../shared/runtime/compose-account.ts';
import { EXPORT_PREFIX } from '../../../shared/synthetic/company.ts';
import {
  type SyntheticDelivery,
  type WrittenDelivery,
  writeDelivery,
} from '../../../shared/synthetic/write-delivery.ts';

/** What one delivery did, as it was seen from outside the Lambdas. */
export interface Played {
  readonly truth: WrittenDelivery;
  readonly pointer: Pointer;
  /** Seconds from the last byte of the manifest to the last message. */
  readonly seconds: number;
  readonly posted: number;
  readonly edited: number;
}

const IDLE_MAX_MS = 60_000;
/** As AWS splits big exports; several files a delivery show that they belong together. */
const ROWS_PER_FILE = 60_000;

/** Puts one delivery into S3 as AWS would and waits until ledger, judgement and messages have followed. */
export async function playDelivery(
  stack: EmbeddedStack,
  account: Account,
  delivery: SyntheticDelivery,
): Promise<Played> {
  const place = {
    bucket: stack.exportBucket,
    prefix: EXPORT_PREFIX,
    exportName: stack.exportName,
    mode: 'create-new',
    format: 'parquet',
    rowsPerFile: ROWS_PER_FILE,
  } as const;
  const before = messageCounts(stack);
  const put = (key: string, bytes: Uint8Array) =>
    account.objects.write(stack.exportBucket, key, bytes, 'application/octet-stream');
  const truth = await writeDelivery(delivery, place, { put });
  const start = performance.now();
  await stack.idle(IDLE_MAX_MS);
  const seconds = (performance.now() - start) / 1000;
  const pointer = await account.ledger.pointer(stack.exportName, delivery.period);
  if (pointer?.executionId !== delivery.executionId) {
    const lines = stack
      .recentLogs()
      .slice(-8)
      .map((log) => `${log.functionName}: ${log.line}`);
    throw bug(`the delivery of ${delivery.period} was not published:\n${lines.join('\n')}`);
  }
  const after = messageCounts(stack);
  return {
    truth,
    pointer,
    seconds,
    posted: after.posted - before.posted,
    edited: after.edited - before.edited,
  };
}

function messageCounts(stack: EmbeddedStack): { readonly posted: number; readonly edited: number } {
  const messages = stack.slack.messages();
  return { posted: messages.length, edited: messages.reduce((sum, message) => sum + message.edits, 0) };
}
