import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  type QueueAttributeName,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { buildApp } from 'fauxqs';
import { localClient, queueArnOf } from './local-account.ts';

export interface QueueOptions {
  /** Seconds that a received message stays hidden. */
  readonly visibilitySeconds?: number;
  /** Name of an existing queue that takes messages received more than `maxReceiveCount` times. */
  readonly deadLetterQueue?: string;
  readonly maxReceiveCount?: number;
}

export interface Fauxqs {
  /** S3, SNS and SQS answer on one port; handlers reach S3 through the front door instead. */
  readonly endpoint: string;
  readonly sqs: SQSClient;
  readonly sns: SNSClient;
  createBucket(name: string): Promise<void>;
  /** Resolves with the queue's URL on 127.0.0.1. */
  createQueue(name: string, options?: QueueOptions): Promise<string>;
  /** Resolves with the topic's ARN. */
  createTopic(name: string): Promise<string>;
  subscribeQueue(topicArn: string, queueName: string): Promise<void>;
  /** Messages waiting, in flight and delayed. */
  messagesIn(queueUrl: string): Promise<number>;
  stop(): Promise<void>;
}

const COUNTS = [
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesNotVisible',
  'ApproximateNumberOfMessagesDelayed',
] as const satisfies readonly QueueAttributeName[];

/** S3, SNS and SQS in this process, in memory, on the loopback interface (its own starter binds every interface). */
export async function startFauxqs(): Promise<Fauxqs> {
  const app = buildApp({ logger: false });
  // Queue URLs come with the host sqs.REGION.localhost, which a plain Debian cannot resolve and the SDK would follow.
  app.addHook('onSend', async (_request, reply, payload) =>
    typeof payload === 'string' && String(reply.getHeader('content-type')).includes('json')
      ? payload.replaceAll(/http:\/\/sqs\.[^./"]+\.localhost:/g, 'http://127.0.0.1:')
      : payload,
  );
  const endpoint = await app.listen({ port: 0, host: '127.0.0.1' });
  const sqs = new SQSClient(localClient(endpoint));
  const sns = new SNSClient(localClient(endpoint));
  const s3 = new S3Client({ ...localClient(endpoint), forcePathStyle: true });
  return {
    endpoint,
    sqs,
    sns,
    createBucket: async (name) => void (await s3.send(new CreateBucketCommand({ Bucket: name }))),
    createQueue: async (name, options = {}) => {
      const created = await sqs.send(
        new CreateQueueCommand({ QueueName: name, Attributes: queueAttributes(options) }),
      );
      return created.QueueUrl!;
    },
    createTopic: async (name) => (await sns.send(new CreateTopicCommand({ Name: name }))).TopicArn!,
    subscribeQueue: async (topicArn, queueName) =>
      void (await sns.send(
        new SubscribeCommand({ TopicArn: topicArn, Protocol: 'sqs', Endpoint: queueArnOf(queueName) }),
      )),
    messagesIn: async (queueUrl) => {
      const { Attributes } = await sqs.send(
        new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: [...COUNTS] }),
      );
      return COUNTS.reduce((sum, name) => sum + Number(Attributes?.[name] ?? 0), 0);
    },
    stop: async () => {
      for (const client of [sqs, sns, s3]) client.destroy();
      await app.close();
    },
  };
}

function queueAttributes(options: QueueOptions): Record<string, string> {
  const attributes: Record<string, string> = {};
  if (options.visibilitySeconds !== undefined)
    attributes.VisibilityTimeout = String(options.visibilitySeconds);
  if (options.deadLetterQueue !== undefined)
    attributes.RedrivePolicy = JSON.stringify({
      deadLetterTargetArn: queueArnOf(options.deadLetterQueue),
      maxReceiveCount: options.maxReceiveCount ?? 3,
    });
  return attributes;
}
