import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { NoticeQueue } from '../../ports/notice-queue.ts';
import { failureOf } from './retry.ts';

/** Puts a notice behind those of S3, as `{"bucket":…,"key":…,"from":"sweep"}`; the key is not URL-encoded. */
export function createSqsNoticeQueue(options: {
  readonly client: SQSClient;
  readonly queueUrl: string;
}): NoticeQueue {
  const { client, queueUrl } = options;
  return {
    async send(notice) {
      const { bucket, key, from } = notice;
      const body = JSON.stringify({ bucket, key, from });
      try {
        await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: body }));
      } catch (error) {
        throw failureOf(error, `queue ${queueUrl}`);
      }
    },
  };
}
