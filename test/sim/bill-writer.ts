import { createMemoryObjectStore } from '../../shared/adapters/memory/memory-object-store.ts';
import type { Instant } from '../../shared/domain/base/instant.ts';
import { BETWEEN_WRITES_MS, plannedWrites, put } from './aws.ts';
import { BUCKET } from './company.ts';
import { s3Time } from './sim-ports.ts';
import type { Stage } from './stage.ts';

/** AWS at work on the bucket: one object after another, however late it is. */
export interface BillWriter {
  /** When the next object is due; undefined when all are written. */
  readonly nextAt: Instant | undefined;
  write(): Promise<void>;
}

const MINUTE_MS = 60_000;

export function createBillWriter(stage: Stage): BillWriter {
  const { choices, hazards, durable, trace } = stage;
  const writes = [...plannedWrites(stage.month)];
  const bucket = createMemoryObjectStore({
    now: () => s3Time(stage.now()),
    versioned: durable.versioned,
    buckets: durable.buckets,
  });
  let lastWrite = 0;
  return {
    get nextAt() {
      return writes[0]?.at;
    },
    async write() {
      const next = writes.shift()!;
      stage.advanceTo(Math.max(next.at, lastWrite + BETWEEN_WRITES_MS));
      lastWrite = stage.now();
      trace.say(stage.now(), 'AWS', () => `writes ${next.key} (${next.bytes.length} bytes)`);
      await put(bucket, next);
      if (!next.isManifest) return;
      const lost = !stage.calm && choices.permille(hazards.noticeLost);
      trace.say(stage.now(), 'S3', () => (lost ? 'loses the notice' : 'announces it'));
      if (lost) return;
      const notice = { bucket: BUCKET, key: next.key, from: 's3' } as const;
      durable.queue.send(notice, stage.now());
      if (!choices.permille(hazards.noticeTwice)) return;
      durable.queue.send(notice, stage.now() + choices.below(3) * MINUTE_MS);
    },
  };
}
