import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll } from 'vitest';
import { createDynamoAlertStore } from '../../shared/adapters/aws/dynamodb-alert-store.ts';
import { createDynamoAuditLog } from '../../shared/adapters/aws/dynamodb-audit-log.ts';
import { createDynamoBacktestJobs } from '../../shared/adapters/aws/dynamodb-backtest-jobs.ts';
import { createDynamoBudgetStore } from '../../shared/adapters/aws/dynamodb-budget-store.ts';
import { createDynamoLedgerStore } from '../../shared/adapters/aws/dynamodb-ledger-store.ts';
import { createDynamoOutbox } from '../../shared/adapters/aws/dynamodb-outbox.ts';
import { createDynamoPlanStore } from '../../shared/adapters/aws/dynamodb-plan-store.ts';
import { createDynamoQuarantine } from '../../shared/adapters/aws/dynamodb-quarantine.ts';
import { createDynamoRepeatGuard } from '../../shared/adapters/aws/dynamodb-repeat-guard.ts';
import { createDynamoReportStore } from '../../shared/adapters/aws/dynamodb-report-store.ts';
import { createDynamoRipenessStore } from '../../shared/adapters/aws/dynamodb-ripeness-store.ts';
import { createDynamoSeenRequests } from '../../shared/adapters/aws/dynamodb-seen-requests.ts';
import { createDynamoSilenceStore } from '../../shared/adapters/aws/dynamodb-silence-store.ts';
import { quiet } from '../../shared/adapters/aws/quiet.ts';
import { ensureTable } from '../../shared/adapters/aws/table.ts';
import type { TableOptions } from '../../shared/adapters/aws/table-access.ts';
import { createMemoryAlertStore } from '../../shared/adapters/memory/memory-alert-store.ts';
import { createMemoryAuditLog } from '../../shared/adapters/memory/memory-audit-log.ts';
import { createMemoryBacktestJobs } from '../../shared/adapters/memory/memory-backtest-jobs.ts';
import { createMemoryBudgetStore } from '../../shared/adapters/memory/memory-budget-store.ts';
import { createMemoryLedgerStore } from '../../shared/adapters/memory/memory-ledger-store.ts';
import { createMemoryOutbox } from '../../shared/adapters/memory/memory-outbox.ts';
import { createMemoryPlanStore } from '../../shared/adapters/memory/memory-plan-store.ts';
import { createMemoryQuarantine } from '../../shared/adapters/memory/memory-quarantine.ts';
import { createMemoryRepeatGuard } from '../../shared/adapters/memory/memory-repeat-guard.ts';
import { createMemoryReportStore } from '../../shared/adapters/memory/memory-report-store.ts';
import { createMemoryRipenessStore } from '../../shared/adapters/memory/memory-ripeness-store.ts';
import { createMemorySeenRequests } from '../../shared/adapters/memory/memory-seen-requests.ts';
import { createMemorySilenceStore } from '../../shared/adapters/memory/memory-silence-store.ts';
import { createMemoryTables } from '../../shared/adapters/memory/tables.ts';
import type { RunningServer } from '../../shared/embedded/child-server.ts';
import { findDynamoDbLocal } from '../../shared/embedded/dynamodb-local.ts';
import { startDynoxide } from '../../shared/embedded/dynoxide.ts';
import type { AlertStore } from '../../shared/ports/alert-store.ts';
import type { AuditLog } from '../../shared/ports/audit-log.ts';
import type { BacktestJobs } from '../../shared/ports/backtest-jobs.ts';
import type { BudgetStore } from '../../shared/ports/budget-store.ts';
import type { LedgerStore } from '../../shared/ports/ledger-store.ts';
import type { Outbox } from '../../shared/ports/outbox.ts';
import type { PlanStore } from '../../shared/ports/plan-store.ts';
import type { Quarantine } from '../../shared/ports/quarantine.ts';
import type { RepeatGuard } from '../../shared/ports/repeat-guard.ts';
import type { ReportStore } from '../../shared/ports/report-store.ts';
import type { RipenessStore } from '../../shared/ports/ripeness-store.ts';
import type { SeenRequests } from '../../shared/ports/seen-requests.ts';
import type { SilenceStore } from '../../shared/ports/silence-store.ts';

export interface TableStores {
  readonly ledger: LedgerStore;
  readonly alerts: AlertStore;
  readonly outbox: Outbox;
  readonly budgets: BudgetStore;
  readonly quarantine: Quarantine;
  readonly ripeness: RipenessStore;
  readonly plans: PlanStore;
  readonly silences: SilenceStore;
  readonly audit: AuditLog;
  readonly reports: ReportStore;
  readonly seenRequests: SeenRequests;
  readonly repeats: RepeatGuard;
  readonly jobs: BacktestJobs;
}

/** Stores over an empty table of their own. */
export type FreshStores = () => Promise<TableStores>;

export interface TableEngine {
  readonly name: string;
  /** Starts the engine before the tests of the surrounding `describe` and ends it after them. */
  readonly use: () => FreshStores;
}

export function tableEngines(): readonly TableEngine[] {
  const local = findDynamoDbLocal();
  if (!local.available) console.info(`not run on DynamoDB Local: ${local.reason}`);
  return [
    { name: 'memory', use: () => async () => memoryStores() },
    { name: 'Dynoxide', use: () => useServer(() => startDynoxide()) },
    ...(local.available ? [{ name: 'DynamoDB Local', use: () => useServer(local.start) }] : []),
  ];
}

function memoryStores(): TableStores {
  const tables = createMemoryTables();
  return {
    ledger: createMemoryLedgerStore(tables),
    alerts: createMemoryAlertStore(tables),
    outbox: createMemoryOutbox(tables),
    budgets: createMemoryBudgetStore(tables),
    quarantine: createMemoryQuarantine(tables),
    ripeness: createMemoryRipenessStore(tables),
    plans: createMemoryPlanStore(tables),
    silences: createMemorySilenceStore(tables),
    audit: createMemoryAuditLog(tables),
    reports: createMemoryReportStore(tables),
    seenRequests: createMemorySeenRequests(),
    repeats: createMemoryRepeatGuard(),
    jobs: createMemoryBacktestJobs(),
  };
}

export const dynamoStores = (options: TableOptions): TableStores => ({
  ledger: createDynamoLedgerStore(options),
  alerts: createDynamoAlertStore(options),
  outbox: createDynamoOutbox(options),
  budgets: createDynamoBudgetStore(options),
  quarantine: createDynamoQuarantine(options),
  ripeness: createDynamoRipenessStore(options),
  plans: createDynamoPlanStore(options),
  silences: createDynamoSilenceStore(options),
  audit: createDynamoAuditLog(options),
  reports: createDynamoReportStore(options),
  seenRequests: createDynamoSeenRequests(options),
  repeats: createDynamoRepeatGuard(options),
  jobs: createDynamoBacktestJobs(options),
});

export const localDynamo = (endpoint: string): DynamoDBClient =>
  quiet(
    new DynamoDBClient({
      endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    }),
  );

function useServer(start: () => Promise<RunningServer>): FreshStores {
  let server: RunningServer | undefined;
  let client: DynamoDBClient | undefined;
  let tables = 0;
  beforeAll(async () => {
    server = await start();
    client = localDynamo(server.endpoint);
  });
  afterAll(async () => {
    client?.destroy();
    await server?.stop();
  });
  return async () => {
    tables += 1;
    const table = `contract-${tables}`;
    await ensureTable(client!, table);
    return dynamoStores({ client: client!, table });
  };
}
