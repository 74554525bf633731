import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { DeadLetters } from '../../ports/dead-letters.ts';
import { failureOf } from './retry.ts';

/** The queue that the notice queue gives up to, as its redrive policy names it; none where it has no such policy. */
export function createSqsDeadLetters(options: {
  readonly client: SQSClient;
  readonly queueUrl: string;
}): DeadLetters {
  const { client, queueUrl } = options;
  const attribute = async (url: string, name: 'RedrivePolicy' | 'ApproximateNumberOfMessages') => {
    try {
      const answer = await client.send(
        new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: [name] }),
      );
      return answer.Attributes?.[name];
    } catch (error) {
      throw failureOf(error, `queue ${url}`);
    }
  };
  return {
    async counts() {
      const policy = await attribute(queueUrl, 'RedrivePolicy');
      const [queue, url] = [deadLetterQueue(policy), deadLetterQueueUrl(queueUrl, policy)];
      if (queue === undefined || url === undefined) return [];
      const count = Number(await attribute(url, 'ApproximateNumberOfMessages'));
      return [{ queue, count: Number.isFinite(count) ? count : 0 }];
    },
  };
}

/** Address of the queue that a redrive policy names: of the same account and region, so that only its last part differs. */
export function deadLetterQueueUrl(queueUrl: string, policy: string | undefined): string | undefined {
  const queue = deadLetterQueue(policy);
  return queue === undefined ? undefined : queueUrl.replace(/[^/]+$/, queue);
}

/** Name of the queue in `{"deadLetterTargetArn":"arn:aws:sqs:<region>:<account>:<name>", …}`. */
function deadLetterQueue(policy: string | undefined): string | undefined {
  if (policy === undefined) return undefined;
  try {
    const { deadLetterTargetArn } = JSON.parse(policy) as { deadLetterTargetArn?: unknown };
    return typeof deadLetterTargetArn === 'string'
      ? /^arn:[a-z-]+:sqs:[^:]+:[^:]+:([\w.-]+)$/.exec(deadLetterTargetArn)?.[1]
      : undefined;
  } catch {
    return undefined;
  }
}
