import { SNSClient } from '@aws-sdk/client-sns';
import { createDynamoOutbox } from '../../adapters/aws/dynamodb-outbox.ts';
import { createSnsChannel } from '../../adapters/aws/sns-channel.ts';
import { restingChannel } from '../../adapters/http/resting-channel.ts';
import { createPagerDutyChannel } from '../../adapters/pagerduty/pagerduty-channel.ts';
import { pacedChannel } from '../../adapters/slack/paced-channel.ts';
import { createSlackChannel } from '../../adapters/slack/slack-channel.ts';
import { createWebhookChannel } from '../../adapters/webhook/webhook-channel.ts';
import type { NotifyPorts } from '../../flow/notify.ts';
import { channelSecretsReader } from '../channel-secrets.ts';
import { nameHashOf } from '../name-hash.ts';
import { slackSecretReader } from '../slack-secret.ts';
import type { Shell } from './app.ts';

/** The ports of sending. */
export function sendingPorts({ config, table, clock, observed }: Shell): NotifyPorts {
  const now = () => clock.now();
  const client = new SNSClient();
  const secrets = channelSecretsReader(config.slackParameter);
  return {
    outbox: createDynamoOutbox(table),
    channels: {
      slack: pacedChannel(
        restingChannel(
          createSlackChannel({
            secrets: slackSecretReader(config.slackParameter),
            apiUrl: config.slackApiUrl,
            now,
          }),
        ),
      ),
      sns: createSnsChannel({ client, now }),
      email: createSnsChannel({ client, now, kind: 'email' }),
      webhook: restingChannel(
        createWebhookChannel({ secretOf: async (name) => (await secrets()).endpoints.get(name), now }),
      ),
      pagerduty: restingChannel(
        createPagerDutyChannel({ secretOf: async (name) => (await secrets()).pagerduty.get(name), now }),
      ),
    },
    nameHash: async () => nameHashOf((await secrets()).namesKey),
    clock,
    telemetry: observed.telemetry,
  };
}
