import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { DynamoDBBatchResponse, DynamoDBRecord, SQSBatchResponse, SQSRecord } from 'aws-lambda';
import { describeFailure, Failure } from '../domain/base/failure.ts';
import type { Notice } from '../domain/delivery/delivery.ts';
import { noticesOf, parseNotices, record } from './notice-events.ts';
import type { Observed } from './stack.ts';

/** Where notices may point; others are somebody else's objects. */
export interface NoticeScope {
  readonly exportBucket: string;
  /** With the prefix ('' for none) the export's folder: a copy of it below another prefix is not the export. */
  readonly exportName?: string;
  readonly exportPrefix?: string;
}

/** What a use case says of one notice; `failure` where it was refused. */
export interface Outcome {
  readonly outcome: string;
  readonly reason?: string;
  readonly failure?: Failure;
}

/**
 * Each queue message on its own: a message fails alone and is reported by its id; the batch never throws, not even
 * when all fail. Poison is logged and finished, since it would fail for ever; all else goes back to the queue, and
 * after its last try to the dead-letter queue.
 */
export function eachNotice(
  app: Observed & { readonly scope: NoticeScope },
  work: (notice: Notice) => Promise<Outcome>,
) {
  const look = async (notice: Notice): Promise<Outcome> => {
    const reason = foreign(app.scope, notice);
    return reason === undefined ? work(notice) : { outcome: 'ignored', reason };
  };
  const lookAt = async (notices: readonly Notice[]): Promise<void> => {
    for (const notice of notices) tell(app, notice, await look(notice));
  };
  const handle = (message: SQSRecord) =>
    guarded(app, 'DeliveriesFailed', message.messageId, async () => lookAt(parseNotices(message.body)));
  return async (event: unknown): Promise<SQSBatchResponse> => {
    if (!isDirect(event)) return partial(EventType.SQS, { Records: records(app, event, isMessage) }, handle);
    // Without a queue in between there is nothing to give back: an error lets Lambda itself try again.
    await guarded(app, 'DeliveriesFailed', 'direct', async () => lookAt(noticesOf(event)));
    return { batchItemFailures: [] };
  };
}

/** Why a notice is none of our business; undefined where it is. */
function foreign(
  { exportBucket, exportName, exportPrefix }: NoticeScope,
  notice: Notice,
): string | undefined {
  if (notice.bucket !== exportBucket) return 'another bucket';
  if (exportName === undefined) return undefined;
  const home = [exportPrefix ?? '', exportName].filter((part) => part !== '').join('/');
  // A prefix of `/` makes keys that begin with a slash.
  return notice.key.replace(/^\/+/, '').startsWith(`${home}/`) ? undefined : 'outside the export';
}

/** An event of S3 or EventBridge itself, for whoever wires one straight to the function. */
const isDirect = (event: unknown): boolean => {
  const { Records, source } = record(event) ?? {};
  return source === 'aws.s3' || (Array.isArray(Records) && record(Records[0])?.eventSource === 'aws:s3');
};

function tell(app: Observed, notice: Notice, { outcome, reason, failure }: Outcome): void {
  const why = failure === undefined ? reason : describeFailure(failure);
  const facts = { outcome, key: notice.key, from: notice.from, ...(why === undefined ? {} : { why }) };
  if (failure === undefined) app.telemetry.event('notice done', facts);
  else app.log.error('a delivery was refused and its period keeps the last good ledger', { facts });
}

/**
 * Each stream record that `pick` finds an id in, in order, every id once a batch: `work` looks at what is stored now,
 * so once covers all. After a failure Lambda retries from the first failed sequence number.
 */
export function eachChange(
  app: Observed,
  pick: (record: DynamoDBRecord) => string | undefined,
  work: (id: string) => Promise<{ readonly outcome: string }>,
) {
  const worked = async (id: string): Promise<void> => {
    const { outcome } = await work(id);
    app.telemetry.event('change done', { id, outcome });
  };
  return (event: unknown): Promise<DynamoDBBatchResponse> => {
    const done = new Map<string, Promise<void>>();
    const handle = async (change: DynamoDBRecord) => {
      const id = pick(change);
      if (id === undefined) return;
      const under = change.dynamodb?.SequenceNumber ?? '';
      const result = done.get(id) ?? guarded(app, 'ChangesFailed', under, () => worked(id));
      done.set(id, result);
      await result;
    };
    return partial(EventType.DynamoDBStreams, { Records: records(app, event, isChange) }, handle);
  };
}

/** One at a time: two deliveries side by side would need twice the memory, and order matters in streams. */
const partial = <R extends SQSRecord | DynamoDBRecord>(
  type: 'SQS' | 'DynamoDBStreams',
  event: { readonly Records: R[] },
  handle: (record: R) => Promise<void>,
) =>
  processPartialResponse(event, handle, new BatchProcessor(type), {
    throwOnFullBatchFailure: false,
    processInParallel: false,
  });

/** Logs what went wrong where it is known best, and lets only what a retry may mend go on as an error. */
async function guarded(
  app: Observed,
  failed: 'DeliveriesFailed' | 'ChangesFailed',
  id: string,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    const failure = error instanceof Failure ? error : undefined;
    const facts = {
      id,
      kind: failure?.kind ?? 'bug',
      why: failure ? describeFailure(failure) : String(error),
    };
    if (failure?.kind === 'poison') {
      app.log.error('a message was refused for good', facts);
      app.telemetry.count('MessagesRefused', 1);
      return;
    }
    app.log.error('a message failed and will be tried again', {
      ...facts,
      error: failure ? undefined : error,
    });
    app.telemetry.count(failed, 1);
    throw error;
  }
}

function records<R>(app: Observed, event: unknown, isRecord: (value: unknown) => value is R): R[] {
  const found = record(event)?.Records;
  const list = Array.isArray(found) ? found.filter(isRecord) : [];
  if (!Array.isArray(found) || list.length < found.length) {
    app.log.error('an event of unknown shape was left alone', { expected: 'Records of one queue or stream' });
    app.telemetry.count('MessagesRefused', 1);
  }
  return list;
}

const isMessage = (value: unknown): value is SQSRecord => {
  const message = record(value);
  return typeof message?.messageId === 'string' && typeof message.body === 'string';
};

const isChange = (value: unknown): value is DynamoDBRecord => {
  const change = record(value);
  return typeof record(change?.dynamodb)?.SequenceNumber === 'string';
};
