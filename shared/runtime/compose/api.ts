import { S3Client } from '@aws-sdk/client-s3';
import { createDynamoAlertStore } from '../../adapters/aws/dynamodb-alert-store.ts';
import { createDynamoBudgetStore } from '../../adapters/aws/dynamodb-budget-store.ts';
import { createDynamoLedgerStore } from '../../adapters/aws/dynamodb-ledger-store.ts';
import { createDynamoPlanStore } from '../../adapters/aws/dynamodb-plan-store.ts';
import { createDynamoRepeatGuard } from '../../adapters/aws/dynamodb-repeat-guard.ts';
import { createDynamoRipenessStore } from '../../adapters/aws/dynamodb-ripeness-store.ts';
import { createS3ObjectStore } from '../../adapters/aws/s3-object-store.ts';
import { watchS3 } from '../../adapters/aws/watch-s3.ts';
import { createRollupReader } from '../../adapters/cur/rollup/rollup-store.ts';
import type { Person } from '../../domain/access/person.ts';
import type { Instant } from '../../domain/base/instant.ts';
import type { EvaluationDefaults } from '../../domain/evaluation/defaults.ts';
import type { TeamPorts } from '../../flow/read/team.ts';
import { createViewBook } from '../../flow/read/view-book.ts';
import type { RepeatGuard } from '../../ports/repeat-guard.ts';
import { evaluateSettingsOf } from '../evaluate-settings.ts';
import { settingsReader } from '../live-settings.ts';
import { createStoryTime, LOCAL_IDENTITY, localPerson } from '../local-identity.ts';
import type { Observed } from '../stack.ts';
import { openShell } from './app.ts';

/** What the API knows of its operator's choices when it is asked. */
export interface ApiSettings {
  readonly exportName: string;
  readonly defaults: EvaluationDefaults;
  /** Whoever is known. */
  readonly people: readonly Person[];
  /** Who a request is of on one machine, where nobody signs in; absent in the cloud. */
  readonly local?: Person;
}

export interface ApiApp extends Observed {
  readonly ports: TeamPorts;
  readonly settings: () => Promise<ApiSettings>;
  readonly repeats: RepeatGuard;
  readonly now: () => Promise<Instant>;
}

/** The API for console and programs. */
export function composeApi(): ApiApp {
  const { config, observed, clock, table, tally } = openShell();
  const { exportName, workBucket: bucket } = config;
  const objects = createS3ObjectStore({ client: watchS3(new S3Client(), tally) });
  const ledger = createDynamoLedgerStore(table);
  const read = settingsReader({ objects, clock, bucket }, observed);
  const storyTime = createStoryTime(() => clock.now());
  const isLocal = (process.env[LOCAL_IDENTITY] ?? '') !== '';
  return {
    ...observed,
    ports: {
      book: createViewBook({ ledger, rollups: createRollupReader(objects, bucket) }),
      budgets: createDynamoBudgetStore(table),
      alerts: createDynamoAlertStore(table),
      ripeness: createDynamoRipenessStore(table),
      plans: createDynamoPlanStore(table),
    },
    settings: async () => {
      const settings = await read();
      const { people } = settings;
      const local = localPerson(people, process.env);
      const { defaults } = evaluateSettingsOf(settings, config);
      return { exportName, defaults, people, ...(local === undefined ? {} : { local }) };
    },
    repeats: createDynamoRepeatGuard(table),
    now: async () => {
      if (!isLocal) return clock.now();
      const pointers = await ledger.pointers(exportName);
      return storyTime(pointers.reduce<Instant | undefined>(laterOf, undefined));
    },
  };
}

const laterOf = (last: Instant | undefined, { executedAt }: { readonly executedAt: Instant }): Instant =>
  Math.max(last ?? executedAt, executedAt);
