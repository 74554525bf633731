import { GetQueueAttributesCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { misconfigured } from '../../domain/base/failure.ts';
import type { DeadNotices } from '../../ports/dead-letters.ts';
import { failureOf } from './retry.ts';
import { deadLetterQueueUrl } from './sqs-dead-letters.ts';

/** Puts a notice to those that the notice queue has given up, in the notice queue's own form. */
export function createSqsDeadNotices(options: {
  readonly client: SQSClient;
  readonly queueUrl: string;
}): DeadNotices {
  const { client, queueUrl } = options;
  return {
    async put({ bucket, key, from }) {
      try {
        const answer = await client.send(
          new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['RedrivePolicy'] }),
        );
        const url = deadLetterQueueUrl(queueUrl, answer.Attributes?.RedrivePolicy);
        if (url === undefined)
          throw misconfigured(`the queue ${queueUrl} has nowhere to give a message up to`);
        await client.send(
          new SendMessageCommand({ QueueUrl: url, MessageBody: JSON.stringify({ bucket, key, from }) }),
        );
      } catch (error) {
        throw failureOf(error, `queue ${queueUrl}`);
      }
    },
  };
}
