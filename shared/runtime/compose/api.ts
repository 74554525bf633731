import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { createDynamoAlertStore } from '../../adapters/aws/dynamodb-alert-store.ts';
import { createDynamoBacktestJobs } from '../../adapters/aws/dynamodb-backtest-jobs.ts';
import { createDynamoBudgetStore } from '../../adapters/aws/dynamodb-budget-store.ts';
import { createDynamoLedgerStore } from '../../adapters/aws/dynamodb-ledger-store.ts';
import { createDynamoOutbox } from '../../adapters/aws/dynamodb-outbox.ts';
import { createDynamoPlanStore } from '../../adapters/aws/dynamodb-plan-store.ts';
import { createDynamoQuarantine } from '../../adapters/aws/dynamodb-quarantine.ts';
import { createDynamoRepeatGuard } from '../../adapters/aws/dynamodb-repeat-guard.ts';
import { createDynamoReportStore } from '../../adapters/aws/dynamodb-report-store.ts';
import { createDynamoRipenessStore } from '../../adapters/aws/dynamodb-ripeness-store.ts';
import { createDynamoSilenceStore } from '../../adapters/aws/dynamodb-silence-store.ts';
import { createLambdaHandOver } from '../../adapters/aws/lambda-hand-over.ts';
import { createS3ObjectStore } from '../../adapters/aws/s3-object-store.ts';
import { watchS3 } from '../../adapters/aws/watch-s3.ts';
import { csvCell } from '../../adapters/config/csv-cell.ts';
import type { Settings } from '../../adapters/config/settings.ts';
import { createSettingsFile } from '../../adapters/config/settings-objects.ts';
import { createRollupCubes, createRollupDigests } from '../../adapters/cur/rollup/rollup-store.ts';
import { createEvidenceReader } from '../../adapters/evidence/evidence-objects.ts';
import { createStatementArchive } from '../../adapters/statement/statement-archive.ts';
import type { Person } from '../../domain/access/person.ts';
import type { Instant } from '../../domain/base/instant.ts';
import type { EvidenceSettings } from '../../domain/evidence/evidence-of.ts';
import type { SessionNames } from '../../domain/evidence/session-names.ts';
import { keptDigests } from '../../flow/read/deliveries.ts';
import { createViewBook } from '../../flow/read/view-book.ts';
import type { ObjectStore } from '../../ports/object-store.ts';
import type { RepeatGuard } from '../../ports/repeat-guard.ts';
import { askedOf } from '../backtest-events.ts';
import type { Config } from '../config.ts';
import { evaluateSettingsOf } from '../evaluate-settings.ts';
import { SETTINGS_KEY, settingsReader } from '../live-settings.ts';
import { createStoryTime, LOCAL_IDENTITY, localPerson } from '../local-identity.ts';
import type { Observed } from '../stack.ts';
import { openShell, type Shell } from './app.ts';

/** What the API knows of its operator's choices when it is asked. */
export interface ApiSettings extends Pick<ReturnType<typeof evaluateSettingsOf>, 'defaults' | 'consoleUrl'> {
  readonly exportName: string;
  readonly sessionNames: SessionNames;
  readonly evidence: EvidenceSettings;
  /** Key of the caller's tag that makes a team, where a rule reads one. */
  readonly tagKey?: string;
  /** Whoever is known. */
  readonly people: readonly Person[];
  /** Who a request is of on one machine, where nobody signs in; absent in the cloud. */
  readonly local?: Person;
  /** As `billhook.yml` says it, with every default. */
  readonly file: Settings;
}

export interface ApiApp extends Observed {
  readonly ports: ReturnType<typeof portsOf>;
  readonly settings: () => Promise<ApiSettings>;
  readonly repeats: RepeatGuard;
  readonly now: () => Promise<Instant>;
}

/** The API for console and programs. */
export function composeApi(): ApiApp {
  const shell = openShell();
  const { config, observed, clock, table } = shell;
  const { exportName, workBucket: bucket } = config;
  const objects = createS3ObjectStore({ client: watchS3(new S3Client(), shell.tally) });
  const ports = portsOf(shell, objects);
  const reader = () => settingsReader({ objects, clock, bucket }, observed);
  let read = reader();
  const storyTime = createStoryTime(() => clock.now());
  const isLocal = (process.env[LOCAL_IDENTITY] ?? '') !== '';
  return {
    ...observed,
    ports: {
      ...ports,
      settingsFile: {
        ...ports.settingsFile,
        replace: async (...change) => {
          const saved = await ports.settingsFile.replace(...change);
          // Whoever saved new settings is to see them at work.
          read = reader();
          return saved;
        },
      },
    },
    settings: async () => apiSettings(await read(), config),
    repeats: createDynamoRepeatGuard(table),
    now: async () => {
      if (!isLocal) return clock.now();
      const pointers = await ports.ledger.pointers(exportName);
      return storyTime(pointers.reduce<Instant | undefined>(laterOf, undefined));
    },
  };
}

function portsOf({ config, table, observed, clock }: Shell, objects: ObjectStore) {
  const { workBucket: bucket } = config;
  const ledger = createDynamoLedgerStore(table);
  return {
    ...{ ledger, clock, telemetry: observed.telemetry },
    book: createViewBook({ ledger, cubes: createRollupCubes(objects, bucket) }),
    digests: keptDigests(createRollupDigests(objects, bucket)),
    budgets: createDynamoBudgetStore(table),
    alerts: createDynamoAlertStore(table),
    ripeness: createDynamoRipenessStore(table),
    plans: createDynamoPlanStore(table),
    reports: createDynamoReportStore(table),
    statements: createStatementArchive(objects, bucket, csvCell),
    silences: createDynamoSilenceStore(table),
    outbox: createDynamoOutbox(table),
    jobs: createDynamoBacktestJobs(table),
    start: backtestStarter(),
    quarantine: createDynamoQuarantine(table),
    evidence: createEvidenceReader(objects, bucket),
    settingsFile: createSettingsFile(objects, bucket, SETTINGS_KEY),
  };
}

/** The function beside this one, which has a quarter of an hour for each. */
function backtestStarter(): (id: string) => Promise<void> {
  const functionName = (process.env.AWS_LAMBDA_FUNCTION_NAME ?? '').replace(/api$/, 'backtest');
  const handOver = createLambdaHandOver({ client: new LambdaClient(), functionName });
  return (id) => handOver(askedOf(id));
}

function apiSettings(file: Settings, config: Config): ApiSettings {
  const { defaults, evidence, consoleUrl } = evaluateSettingsOf(file, config);
  const { people, attribution, routing, cost } = file;
  const local = localPerson(people, process.env);
  const rule = attribution.rules.find(({ by }) => by === 'principal-tag');
  const sessionNames = routing.names?.everywhere ?? 'full';
  return {
    ...{ exportName: config.exportName, defaults, people, file, sessionNames },
    evidence: evidence ?? { attribution, cost, sessionNames },
    ...(rule?.by === 'principal-tag' ? { tagKey: rule.key } : {}),
    ...(consoleUrl === undefined ? {} : { consoleUrl }),
    ...(local === undefined ? {} : { local }),
  };
}

const laterOf = (last: Instant | undefined, { executedAt }: { readonly executedAt: Instant }): Instant =>
  Math.max(last ?? executedAt, executedAt);
