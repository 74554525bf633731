import { SNSClient } from '@aws-sdk/client-sns';
import { createDynamoOutbox } from '../../adapters/aws/dynamodb-outbox.ts';
import { createSnsChannel } from '../../adapters/aws/sns-channel.ts';
import { pacedChannel } from '../../adapters/slack/paced-channel.ts';
import { createSlackChannel } from '../../adapters/slack/slack-channel.ts';
import type { NotifyPorts } from '../../flow/notify.ts';
import { slackSecretReader } from '../slack-secret.ts';
import type { Shell } from './app.ts';

/** The ports of sending. */
export const sendingPorts = ({ config, table, clock, observed }: Shell): NotifyPorts => ({
  outbox: createDynamoOutbox(table),
  channels: {
    slack: pacedChannel(
      createSlackChannel({
        secrets: slackSecretReader(config.slackParameter),
        apiUrl: config.slackApiUrl,
        now: () => clock.now(),
      }),
    ),
    sns: createSnsChannel({ client: new SNSClient(), now: () => clock.now() }),
  },
  clock,
  telemetry: observed.telemetry,
});
