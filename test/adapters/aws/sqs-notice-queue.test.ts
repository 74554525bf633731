import type { SQSClient } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { createSqsNoticeQueue } from '../../../shared/adapters/aws/sqs-notice-queue.ts';
import type { Notice } from '../../../shared/domain/delivery/delivery.ts';
import { parseNotices } from '../../../shared/runtime/notice-events.ts';
import { awsError, stubClient } from './stub-client.ts';

const QUEUE = 'https://sqs.us-east-1.amazonaws.com/000000000000/notices';

test('a notice of the sweep is what the ingest function reads from its queue', async () => {
  const notice: Notice = { bucket: 'exports', key: 'cur/metadata/A=1/a+b %3D.json', from: 'sweep' };
  const { client, sent } = stubClient<SQSClient>({ SendMessageCommand: () => ({}) });
  await createSqsNoticeQueue({ client, queueUrl: QUEUE }).send(notice);
  const { QueueUrl, MessageBody } = sent[0]!.input as { QueueUrl: string; MessageBody: string };
  expect(QueueUrl).toBe(QUEUE);
  expect(parseNotices(MessageBody)).toEqual([notice]);
});

test('a missing queue is a setting, by its address', async () => {
  const { client } = stubClient<SQSClient>({
    SendMessageCommand: () => {
      throw awsError('QueueDoesNotExist', 400);
    },
  });
  const send = createSqsNoticeQueue({ client, queueUrl: QUEUE }).send({
    bucket: 'b',
    key: 'k',
    from: 'sweep',
  });
  await expect(send).rejects.toMatchObject({
    kind: 'misconfigured',
    message: expect.stringContaining(QUEUE),
  });
});
