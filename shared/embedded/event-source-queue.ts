import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { failedIds } from './batch-response.ts';
import type { Invoke, QueueSource } from './function-spec.ts';
import { LOCAL_REGION, queueArnOf, queueNameOf } from './local-account.ts';
import type { RunningSource } from './running-source.ts';
import { pause } from './wire.ts';

export interface QueueSourceOptions {
  readonly sqs: SQSClient;
  readonly source: QueueSource;
  readonly functionName: string;
  readonly invoke: Invoke;
  /** Batches in hand at one time. */
  readonly pollers: number;
  /** Messages waiting, in flight and delayed. */
  readonly messagesIn: (queueUrl: string) => Promise<number>;
  /**
   * Seconds after which a failed message is tried again. Lambda lets the queue's own visibility timeout run out, which
   * is six times the function's timeout; nobody wants to wait for that on a laptop.
   */
  readonly retrySeconds: number;
  readonly onFault: (text: string) => void;
}

const RECEIVE_MAX = 10;
const WAIT_SECONDS = 20;
const FAULT_PAUSE_MS = 250;

/** Polls a queue as Lambda's event source mapping does. What the queue's redrive policy says happens in the queue. */
export function startQueueSource(options: QueueSourceOptions): RunningSource {
  const { sqs, source, functionName } = options;
  const QueueUrl = source.queueUrl;
  const stopped = new AbortController();
  let inHand = 0;

  const settle = async (messages: readonly Message[], failed: ReadonlySet<string>): Promise<void> => {
    const [keep, done] = [true, false].map((wanted) =>
      messages.filter((message) => failed.has(message.MessageId!) === wanted),
    ) as [Message[], Message[]];
    const entry = (message: Message, at: number) => ({
      Id: String(at),
      ReceiptHandle: message.ReceiptHandle!,
    });
    if (done.length > 0)
      await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries: done.map(entry) }));
    const again = (message: Message, at: number) => ({
      ...entry(message, at),
      VisibilityTimeout: options.retrySeconds,
    });
    if (keep.length > 0)
      await sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries: keep.map(again) }));
  };

  const round = async (): Promise<void> => {
    const { Messages: messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: Math.min(source.batchSize, RECEIVE_MAX),
        WaitTimeSeconds: WAIT_SECONDS,
        MessageSystemAttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      }),
      { abortSignal: stopped.signal },
    );
    if (messages.length === 0) return;
    inHand += 1;
    try {
      const result = await options.invoke(JSON.stringify(queueEvent(messages, queueNameOf(QueueUrl))));
      const ids = messages.map((message) => message.MessageId!);
      await settle(messages, failedOf(result, ids, source.reportsFailures));
    } finally {
      inHand -= 1;
    }
  };

  const poll = async (): Promise<void> => {
    while (!stopped.signal.aborted) {
      try {
        await round();
      } catch (error) {
        if (stopped.signal.aborted) return;
        options.onFault(String(error));
        await pause(FAULT_PAUSE_MS, stopped.signal);
      }
    }
  };
  const polls = Array.from({ length: options.pollers }, poll);
  return {
    label: `queue ${queueNameOf(QueueUrl)} -> ${functionName}`,
    drained: async () => (await options.messagesIn(QueueUrl)) === 0 && inHand === 0,
    stop: async () => {
      stopped.abort();
      await Promise.all(polls);
    },
  };
}

const failedOf = (
  result: { readonly payload: string; readonly functionError?: string },
  ids: readonly string[],
  reportsFailures: boolean,
): ReadonlySet<string> => {
  if (result.functionError !== undefined) return new Set(ids);
  return reportsFailures ? failedIds(result.payload, ids) : new Set();
};

/** The event of an SQS batch (AWS: "Using Lambda with Amazon SQS", example standard queue message event). */
export const queueEvent = (messages: readonly Message[], queueName: string) => ({
  Records: messages.map((message) => ({
    messageId: message.MessageId,
    receiptHandle: message.ReceiptHandle,
    body: message.Body,
    attributes: message.Attributes ?? {},
    messageAttributes: Object.fromEntries(
      Object.entries(message.MessageAttributes ?? {}).map(([name, attribute]) => [
        name,
        {
          stringValue: attribute.StringValue,
          ...(attribute.BinaryValue === undefined
            ? {}
            : { binaryValue: Buffer.from(attribute.BinaryValue).toString('base64') }),
          stringListValues: [],
          binaryListValues: [],
          dataType: attribute.DataType,
        },
      ]),
    ),
    md5OfBody: message.MD5OfBody,
    eventSource: 'aws:sqs',
    eventSourceARN: queueArnOf(queueName),
    awsRegion: LOCAL_REGION,
  })),
});
