import {
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from '@aws-sdk/client-dynamodb-streams';
import { compileFilter } from './event-filter.ts';
import type { Invoke, StreamSource } from './function-spec.ts';
import { functionArnOf } from './local-account.ts';
import type { RunningSource } from './running-source.ts';
import { deliverBatch } from './stream-batch.ts';
import { lambdaRecord } from './stream-record.ts';
import { pause } from './wire.ts';

export interface StreamSourceOptions {
  readonly streams: DynamoDBStreamsClient;
  readonly streamArn: string;
  readonly source: StreamSource;
  readonly functionName: string;
  readonly invoke: Invoke;
  readonly sendToQueue: (queueUrl: string, body: string) => Promise<void>;
  /** Pause between two looks at an empty stream. Lambda looks four times a second. */
  readonly pollMs: number;
  readonly onFault: (text: string) => void;
}

interface Shard {
  readonly id: string;
  iterator: string | undefined;
  /** Sequence number of the last record that was taken or given up. */
  checkpoint: string | undefined;
  ended: boolean;
}

const READ_MAX = 1000;
const RETRY_MS = 50;
const RETRY_MS_MAX = 1000;
const FAULT_PAUSE_MS = 250;

/** Polls a table's stream as Lambda's event source mapping does: in order, filtered, with retries that end. */
export function startStreamSource(options: StreamSourceOptions): RunningSource {
  const { streams, streamArn, source } = options;
  const filters = source.filters.map(compileFilter);
  const stopped = new AbortController();
  const shards = new Map<string, Shard>();
  let roundsBegun = 0;
  let roundsDone = 0;
  let sawRecords = false;
  let nap = new AbortController();
  /** Told of the end of each round. */
  const waiting: (() => void)[] = [];

  const delivery = {
    source,
    invoke: options.invoke,
    pauseBefore: async (tries: number): Promise<boolean> => {
      await pause(Math.min(RETRY_MS * 2 ** Math.max(0, tries - 1), RETRY_MS_MAX), stopped.signal);
      return !stopped.signal.aborted;
    },
    giveUp: async (...[batch, result, tries]: Parameters<Parameters<typeof deliverBatch>[0]['giveUp']>) => {
      const note = failureNote(options, batch, result, tries);
      options.onFault(
        `gave up ${batch.length} stream record(s) after ${tries} tries: ${result.payload.slice(0, 300)}`,
      );
      if (source.failureQueueUrl !== undefined) await options.sendToQueue(source.failureQueueUrl, note);
    },
  };

  const findShards = async (): Promise<void> => {
    const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn: streamArn }));
    for (const { ShardId: id = '' } of StreamDescription?.Shards ?? [])
      if (!shards.has(id)) shards.set(id, { id, iterator: undefined, checkpoint: undefined, ended: false });
  };

  const readShard = async (shard: Shard): Promise<number> => {
    shard.iterator ??= await iteratorOf(options, shard);
    const page = await streams.send(
      new GetRecordsCommand({ ShardIterator: shard.iterator, Limit: READ_MAX }),
    );
    const records = (page.Records ?? []).map((record) => lambdaRecord(record, streamArn));
    const wanted = records.filter(
      (record) => filters.length === 0 || filters.some((matches) => matches(record.event)),
    );
    for (let at = 0; at < wanted.length && !stopped.signal.aborted; at += source.batchSize)
      await deliverBatch(delivery, wanted.slice(at, at + source.batchSize));
    shard.checkpoint = records.at(-1)?.sequenceNumber ?? shard.checkpoint;
    shard.iterator = page.NextShardIterator;
    shard.ended = page.NextShardIterator === undefined;
    return records.length;
  };

  const round = async (): Promise<number> => {
    if ([...shards.values()].every((shard) => shard.ended)) await findShards();
    let count = 0;
    for (const shard of [...shards.values()].filter((one) => !one.ended)) {
      try {
        count += await readShard(shard);
      } catch (error) {
        // An iterator may have expired: the next one starts behind the checkpoint.
        shard.iterator = undefined;
        throw error;
      }
    }
    return count;
  };

  const poll = async (): Promise<void> => {
    while (!stopped.signal.aborted) {
      roundsBegun += 1;
      try {
        sawRecords = (await round()) > 0;
      } catch (error) {
        sawRecords = true;
        if (!stopped.signal.aborted) options.onFault(String(error));
        await pause(FAULT_PAUSE_MS, stopped.signal);
      }
      roundsDone = roundsBegun;
      tellWaiting();
      nap = new AbortController();
      if (!sawRecords && !stopped.signal.aborted) await pause(options.pollMs, nap.signal);
    }
  };
  const tellWaiting = (): void => {
    for (const tell of waiting.splice(0)) tell();
  };
  const polling = poll();
  return {
    label: `stream of ${source.table} -> ${options.functionName}`,
    // Only a look that began after the question can answer it: it begins at once.
    drained: async () => {
      const wanted = roundsBegun + 1;
      while (roundsDone < wanted && !stopped.signal.aborted) {
        nap.abort();
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
      return roundsDone === wanted && !sawRecords;
    },
    stop: async () => {
      stopped.abort();
      nap.abort();
      await polling;
      tellWaiting();
    },
  };
}

async function iteratorOf(options: StreamSourceOptions, shard: Shard): Promise<string | undefined> {
  const position =
    shard.checkpoint === undefined
      ? { ShardIteratorType: options.source.startAt }
      : { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER' as const, SequenceNumber: shard.checkpoint };
  const { ShardIterator } = await options.streams.send(
    new GetShardIteratorCommand({ StreamArn: options.streamArn, ShardId: shard.id, ...position }),
  );
  return ShardIterator;
}

/** What Lambda sends to an on-failure destination of a stream: where the records are, not the records. */
function failureNote(
  options: StreamSourceOptions,
  ...[batch, result, tries]: Parameters<Parameters<typeof deliverBatch>[0]['giveUp']>
): string {
  return JSON.stringify({
    requestContext: {
      requestId: result.requestId,
      functionArn: functionArnOf(options.functionName),
      condition: 'RetryAttemptsExhausted',
      approximateInvokeCount: tries,
    },
    responseContext: {
      statusCode: 200,
      executedVersion: '$LATEST',
      functionError: result.functionError ?? null,
    },
    version: '1.0',
    timestamp: new Date().toISOString(),
    DDBStreamBatchInfo: {
      startSequenceNumber: batch[0]?.sequenceNumber,
      endSequenceNumber: batch.at(-1)?.sequenceNumber,
      approximateArrivalOfFirstRecord: batch[0]?.arrivedAt?.toISOString(),
      approximateArrivalOfLastRecord: batch.at(-1)?.arrivedAt?.toISOString(),
      batchSize: batch.length,
      streamArn: options.streamArn,
    },
  });
}
