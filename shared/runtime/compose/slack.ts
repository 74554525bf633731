import { setTimeout as pause } from 'node:timers/promises';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { createDynamoAlertStore } from '../../adapters/aws/dynamodb-alert-store.ts';
import { createDynamoBudgetStore } from '../../adapters/aws/dynamodb-budget-store.ts';
import { createDynamoLedgerStore } from '../../adapters/aws/dynamodb-ledger-store.ts';
import { createDynamoOutbox } from '../../adapters/aws/dynamodb-outbox.ts';
import { createDynamoPlanStore } from '../../adapters/aws/dynamodb-plan-store.ts';
import { createDynamoReportStore } from '../../adapters/aws/dynamodb-report-store.ts';
import { createDynamoRipenessStore } from '../../adapters/aws/dynamodb-ripeness-store.ts';
import { createDynamoSeenRequests } from '../../adapters/aws/dynamodb-seen-requests.ts';
import { createLambdaHandOver } from '../../adapters/aws/lambda-hand-over.ts';
import { createS3ObjectStore } from '../../adapters/aws/s3-object-store.ts';
import { watchS3 } from '../../adapters/aws/watch-s3.ts';
import type { SlackDoor } from '../../adapters/slack/serve.ts';
import { createSlackWeb } from '../../adapters/slack/web.ts';
import { channelSecretsReader } from '../channel-secrets.ts';
import { settingsReader } from '../live-settings.ts';
import { nameHashOf } from '../name-hash.ts';
import { createSlackDesk, type DeskPorts } from '../slack-desk.ts';
import { handedOver } from '../slack-events.ts';
import { slackSecretReader } from '../slack-secret.ts';
import type { Observed } from '../stack.ts';
import { openShell } from './app.ts';

/** What people do in Slack. */
export function composeSlack(): Observed & { readonly door: SlackDoor } {
  const { config, observed, clock, table, tally } = openShell();
  const objects = createS3ObjectStore({ client: watchS3(new S3Client(), tally) });
  const secrets = slackSecretReader(config.slackParameter);
  const channelSecrets = channelSecretsReader(config.slackParameter);
  const ports: DeskPorts = {
    alerts: createDynamoAlertStore(table),
    outbox: createDynamoOutbox(table),
    plans: createDynamoPlanStore(table),
    budgets: createDynamoBudgetStore(table),
    ledger: createDynamoLedgerStore(table),
    ripeness: createDynamoRipenessStore(table),
    reports: createDynamoReportStore(table),
    clock,
    telemetry: observed.telemetry,
  };
  const handOver = createLambdaHandOver({
    client: new LambdaClient(),
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME ?? '',
  });
  return {
    ...observed,
    door: {
      signingSecret: async () => (await secrets()).signingSecret,
      seen: createDynamoSeenRequests(table),
      desk: createSlackDesk(ports, {
        config,
        nameHash: async () => nameHashOf((await channelSecrets()).namesKey),
        settings: settingsReader({ objects, clock, bucket: config.workBucket }, observed),
      }),
      web: createSlackWeb({ secrets, apiUrl: config.slackApiUrl }),
      handOver: (request) => handOver(handedOver(request)),
      pause: async (ms) => void (await pause(ms)),
      now: () => clock.now(),
      onRefused: (why) => {
        observed.log.warn('a request to Slack’s address was refused', { why });
        observed.telemetry.count('SlackRequestsRefused', 1);
      },
      onFailed: (error) => {
        observed.log.error('a request from Slack failed', { error });
        observed.telemetry.count('SlackRequestsFailed', 1);
      },
    },
  };
}
