import { type PublishCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSnsChannel, judgeSnsError } from '../../../shared/adapters/aws/sns-channel.ts';
import { composeNotification } from '../../../shared/domain/notification/compose.ts';
import { type Fauxqs, startFauxqs } from '../../../shared/embedded/fauxqs.ts';
import { localClient } from '../../../shared/embedded/local-account.ts';
import type { Channel, Parcel } from '../../../shared/ports/channel.ts';
import { TELLINGS } from '../../builders/tellings.ts';
import { aPointer } from '../../builders/transition.ts';

let aws: Fauxqs;
let topic: string;
let allUrl: string;
let criticalUrl: string;
let channel: Channel;

beforeAll(async () => {
  aws = await startFauxqs();
  topic = await aws.createTopic('alerts');
  allUrl = await aws.createQueue('all');
  criticalUrl = await aws.createQueue('critical-support');
  await aws.subscribeQueue(topic, 'all');
  await aws.sns.send(
    new SubscribeCommand({
      TopicArn: topic,
      Protocol: 'sqs',
      Endpoint: topic.replace(':sns:', ':sqs:').replace(/alerts$/, 'critical-support'),
      Attributes: {
        FilterPolicy: JSON.stringify({
          severity: ['critical'],
          team: ['support'],
          cost_per_hour: [{ numeric: ['>=', 100] }],
        }),
      },
    }),
  );
  channel = createSnsChannel({ client: aws.sns, now: () => 1_000 });
});
afterAll(() => aws.stop());

const aParcel = (telling: string, overrides: Partial<Parcel> = {}): Parcel => ({
  outboxId: `${telling}#1#sns:${topic}`,
  address: topic,
  notification: composeNotification(TELLINGS[telling]!, aPointer, { consoleUrl: 'https://b.example' }),
  maybeRepeat: false,
  ...overrides,
});

async function received(url: string): Promise<Record<string, string>[]> {
  const { Messages = [] } = await aws.sqs.send(
    new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10 }),
  );
  return Messages.map(({ Body }) => JSON.parse(Body ?? '') as Record<string, string>);
}

describe('an SNS topic', () => {
  test('carries the facts as JSON, and subscribers filter by team, severity and rate', async () => {
    const sent = await channel.deliver(aParcel('spike-first'));
    await channel.deliver(aParcel('budget-first'));
    const all = await received(allUrl);
    expect(sent).toMatchObject({
      outcome: 'sent',
      edited: false,
      receipt: { providerId: all[0]!.MessageId, sentAt: 1_000 },
    });
    expect(all.map(({ Subject }) => Subject)).toEqual([
      'CRITICAL - role/claims-agent - claude-opus-4.6 output - $148.20/h, 49x usual, since Tue 17 Nov 0...',
      'WARNING - team claims budget - 82.4 % of $11,000.00 used, day 17 of 30',
    ]);
    expect(JSON.parse(all[0]!.Message!)).toMatchObject({
      alertId: 'spike-3f9a2c71',
      state: 'FIRING',
      data: {
        costPerHour: '148.2',
        principal: 'role/claims-agent@123456789012',
        startedAt: '2026-11-17T02:00Z',
      },
      links: [{ url: 'https://b.example/alerts/spike-3f9a2c71' }],
      commands: expect.arrayContaining(['npx billhook alerts ack spike-3f9a2c71']) as unknown,
    });
    expect((await received(criticalUrl)).map(({ Subject }) => Subject)).toEqual([all[0]!.Subject]);
  });

  test('that is not there is never tried again, and its ARN is not repeated', async () => {
    const result = await channel.deliver(aParcel('spike-first', { address: `${topic}-gone` }));
    expect(result).toEqual({
      outcome: 'never',
      why: expect.stringMatching(/^SNS did not take the message \(NotFound\w*, HTTP 404\)$/),
    });
  });

  test('that does not answer is tried again', async () => {
    const nobody = new SNSClient({ ...localClient('http://127.0.0.1:1'), maxAttempts: 1 });
    expect(await createSnsChannel({ client: nobody }).deliver(aParcel('spike-first'))).toMatchObject({
      outcome: 'again',
      surelyNotSent: true,
    });
  });
});

test('throttling was surely not sent, a fault of SNS perhaps was, a refusal is final', () => {
  const error = (name: string, httpStatusCode: number) => ({ name, $metadata: { httpStatusCode } });
  expect(judgeSnsError(error('ThrottledException', 429))).toMatchObject({
    outcome: 'again',
    surelyNotSent: true,
  });
  expect(judgeSnsError(error('KMSThrottlingException', 400))).toMatchObject({
    outcome: 'again',
    surelyNotSent: true,
  });
  expect(judgeSnsError(error('InternalErrorException', 500))).toMatchObject({
    outcome: 'again',
    surelyNotSent: false,
  });
  expect(judgeSnsError(new Error('socket hang up'))).toMatchObject({
    outcome: 'again',
    surelyNotSent: false,
  });
  expect(judgeSnsError(error('AuthorizationErrorException', 403))).toMatchObject({ outcome: 'never' });
  expect(judgeSnsError(error('InvalidParameterException', 400))).toMatchObject({ outcome: 'never' });
});

test('a FIFO topic is given the alert as group and the decision as duplicate id', async () => {
  const inputs: PublishCommand['input'][] = [];
  const client = new SNSClient(localClient(aws.endpoint));
  client.middlewareStack.add(
    (next) => async (args) => {
      inputs.push(args.input as PublishCommand['input']);
      return next(args);
    },
    { step: 'initialize' },
  );
  const fifo = createSnsChannel({ client });
  const address = `${topic}.fifo`;
  await fifo.deliver(aParcel('spike-first', { address, outboxId: 'a#1#sns' }));
  await fifo.deliver(aParcel('spike-first', { address, outboxId: 'a#1#sns', maybeRepeat: true }));
  await fifo.deliver(aParcel('spike-grew', { address, outboxId: 'a#2#sns' }));
  const [first, repeat, second] = inputs;
  expect(inputs.map(({ MessageGroupId }) => MessageGroupId)).toEqual(Array(3).fill('spike-3f9a2c71'));
  expect(repeat!.MessageDeduplicationId).toBe(first!.MessageDeduplicationId);
  expect(second!.MessageDeduplicationId).not.toBe(first!.MessageDeduplicationId);
});
