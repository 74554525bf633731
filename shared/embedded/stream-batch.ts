import { failedIds } from './batch-response.ts';
import { type Invoke, type InvokeResult, RETRIES_BOUND, type StreamSource } from './function-spec.ts';
import type { LambdaStreamRecord } from './stream-record.ts';

type Batch = readonly LambdaStreamRecord[];

export interface BatchDelivery {
  readonly source: StreamSource;
  readonly invoke: Invoke;
  /** Waits before try number `tries` + 1; resolves with false when the source was stopped meanwhile. */
  readonly pauseBefore: (tries: number) => Promise<boolean>;
  /** Takes what could not be delivered within the retries. */
  readonly giveUp: (batch: Batch, result: InvokeResult, tries: number) => Promise<void>;
}

/**
 * Brings one batch to the function, in order, until each record is taken or given up: a reported failure keeps what
 * came before it and goes on from there; splitting a batch does not count as a retry.
 */
export async function deliverBatch(delivery: BatchDelivery, batch: Batch, triesBefore = 0): Promise<void> {
  const { source } = delivery;
  const retriesMax = source.retriesMax < 0 ? RETRIES_BOUND : source.retriesMax;
  let rest = batch;
  let tries = triesBefore;
  while (rest.length > 0) {
    const result = await delivery.invoke(JSON.stringify({ Records: rest.map((record) => record.event) }));
    const taken = takenOf(result, rest, source.reportsFailures);
    rest = rest.slice(taken);
    if (rest.length === 0) return;
    tries = taken > 0 ? 0 : tries + 1;
    const halving = source.bisects && taken === 0 && rest.length > 1;
    if (!halving && tries > retriesMax) return delivery.giveUp(rest, result, tries);
    if (!(await delivery.pauseBefore(tries))) return;
    if (!halving) continue;
    const middle = Math.ceil(rest.length / 2);
    await deliverBatch(delivery, rest.slice(0, middle), tries - 1);
    return deliverBatch(delivery, rest.slice(middle), tries - 1);
  }
}

/** How many records from the front the function has taken: all before the lowest sequence number it reported. */
function takenOf(result: InvokeResult, batch: Batch, reportsFailures: boolean): number {
  if (result.functionError !== undefined) return 0;
  if (!reportsFailures) return batch.length;
  const failed = failedIds(
    result.payload,
    batch.map((record) => record.sequenceNumber),
  );
  const first = batch.findIndex((record) => failed.has(record.sequenceNumber));
  return first < 0 ? batch.length : first;
}
