import { S3Client } from '@aws-sdk/client-s3';
import { createDynamoAlertStore } from '../../adapters/aws/dynamodb-alert-store.ts';
import { createDynamoBacktestJobs } from '../../adapters/aws/dynamodb-backtest-jobs.ts';
import { createDynamoBudgetStore } from '../../adapters/aws/dynamodb-budget-store.ts';
import { createDynamoLedgerStore } from '../../adapters/aws/dynamodb-ledger-store.ts';
import { createDynamoPlanStore } from '../../adapters/aws/dynamodb-plan-store.ts';
import { createDynamoSilenceStore } from '../../adapters/aws/dynamodb-silence-store.ts';
import { createS3ObjectStore } from '../../adapters/aws/s3-object-store.ts';
import { watchS3 } from '../../adapters/aws/watch-s3.ts';
import { createRollupReader } from '../../adapters/cur/rollup/rollup-store.ts';
import { evaluateSettingsOf } from '../evaluate-settings.ts';
import { settingsReader } from '../live-settings.ts';
import { openShell } from './app.ts';

/** What replays stored deliveries for whoever tries a budget. */
export function composeBacktest() {
  const { config, observed, clock, table, tally } = openShell();
  const { exportName, workBucket: bucket } = config;
  const objects = createS3ObjectStore({ client: watchS3(new S3Client(), tally) });
  const read = settingsReader({ objects, clock, bucket }, observed);
  return {
    ...observed,
    ports: {
      clock,
      jobs: createDynamoBacktestJobs(table),
      ledger: createDynamoLedgerStore(table),
      rollups: createRollupReader(objects, bucket),
      alerts: createDynamoAlertStore(table),
      budgets: createDynamoBudgetStore(table),
      plans: createDynamoPlanStore(table),
      silences: createDynamoSilenceStore(table),
    },
    settings: async () => ({ exportName, defaults: evaluateSettingsOf(await read(), config).defaults }),
  };
}
