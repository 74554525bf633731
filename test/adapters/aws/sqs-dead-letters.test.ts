import type { SQSClient } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { createSqsDeadLetters } from '../../../shared/adapters/aws/sqs-dead-letters.ts';
import { createSqsDeadNotices } from '../../../shared/adapters/aws/sqs-dead-notices.ts';
import { awsError, stubClient } from './stub-client.ts';

const QUEUE = 'https://sqs.us-east-1.amazonaws.com/000000000000/notices';
const POLICY = JSON.stringify({
  deadLetterTargetArn: 'arn:aws:sqs:us-east-1:000000000000:notices-dead.1',
  maxReceiveCount: 5,
});

const counts = (policy: string | undefined, waiting = '3') => {
  const { client, sent } = stubClient<SQSClient>({
    GetQueueAttributesCommand: (input) => {
      const { AttributeNames } = input as { AttributeNames: readonly string[] };
      return {
        Attributes:
          AttributeNames[0] === 'RedrivePolicy'
            ? { RedrivePolicy: policy }
            : { ApproximateNumberOfMessages: waiting },
      };
    },
  });
  return { sent, result: createSqsDeadLetters({ client, queueUrl: QUEUE }).counts() };
};

test('what waits in the queue that the redrive policy names is counted', async () => {
  const { sent, result } = counts(POLICY);
  expect(await result).toEqual([{ queue: 'notices-dead.1', count: 3 }]);
  expect((sent[1]!.input as { QueueUrl: string }).QueueUrl).toBe(
    'https://sqs.us-east-1.amazonaws.com/000000000000/notices-dead.1',
  );
});

test.each([undefined, '', '{', '{}', '{"deadLetterTargetArn":7}', '{"deadLetterTargetArn":"notices"}'])(
  'a queue with the policy %s has none',
  async (policy) => {
    expect(await counts(policy).result).toEqual([]);
  },
);

test('a queue that may not be asked is a setting, by its address', async () => {
  const { client } = stubClient<SQSClient>({
    GetQueueAttributesCommand: () => {
      throw awsError('AccessDeniedException', 403);
    },
  });
  await expect(createSqsDeadLetters({ client, queueUrl: QUEUE }).counts()).rejects.toMatchObject({
    message: expect.stringContaining(QUEUE),
  });
});

const buried = (policy: string | undefined) => {
  const { client, sent } = stubClient<SQSClient>({
    GetQueueAttributesCommand: () => ({ Attributes: { RedrivePolicy: policy } }),
    SendMessageCommand: () => ({}),
  });
  const notice = { bucket: 'exports', key: 'a b/x-Manifest.json', from: 's3' } as const;
  return { sent, result: createSqsDeadNotices({ client, queueUrl: QUEUE }).put(notice) };
};

test('a notice that failed for good lies where the notice queue gives up to, in its own form', async () => {
  const { sent, result } = buried(POLICY);
  await result;
  expect(sent[1]).toEqual({
    name: 'SendMessageCommand',
    input: {
      QueueUrl: 'https://sqs.us-east-1.amazonaws.com/000000000000/notices-dead.1',
      MessageBody: '{"bucket":"exports","key":"a b/x-Manifest.json","from":"s3"}',
    },
  });
});

test('and is not lost where there is no such place: somebody must make one', async () => {
  await expect(buried(undefined).result).rejects.toMatchObject({ kind: 'misconfigured' });
});
