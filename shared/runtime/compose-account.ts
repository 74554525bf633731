import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { S3Client } from '@aws-sdk/client-s3';
import { createDynamoAlertStore } from '../adapters/aws/dynamodb-alert-store.ts';
import { createDynamoAuditLog } from '../adapters/aws/dynamodb-audit-log.ts';
import { createDynamoBudgetStore } from '../adapters/aws/dynamodb-budget-store.ts';
import { createDynamoLedgerStore } from '../adapters/aws/dynamodb-ledger-store.ts';
import { createDynamoOutbox } from '../adapters/aws/dynamodb-outbox.ts';
import { createDynamoPlanStore } from '../adapters/aws/dynamodb-plan-store.ts';
import { createDynamoQuarantine } from '../adapters/aws/dynamodb-quarantine.ts';
import { createDynamoSilenceStore } from '../adapters/aws/dynamodb-silence-store.ts';
import { createS3ObjectStore } from '../adapters/aws/s3-object-store.ts';
import type { AlertStore } from '../ports/alert-store.ts';
import type { AuditLog } from '../ports/audit-log.ts';
import type { BudgetStore } from '../ports/budget-store.ts';
import type { LedgerStore } from '../ports/ledger-store.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import type { Outbox } from '../ports/outbox.ts';
import type { PlanStore } from '../ports/plan-store.ts';
import type { Quarantine } from '../ports/quarantine.ts';
import type { SilenceStore } from '../ports/silence-store.ts';

/** What somebody outside the Lambdas does with an account: put files there, set budgets, look at the results. */
export interface Account {
  readonly objects: ObjectStore;
  readonly ledger: LedgerStore;
  readonly alerts: AlertStore;
  readonly outbox: Outbox;
  readonly budgets: BudgetStore;
  readonly quarantine: Quarantine;
  readonly plans: PlanStore;
  readonly silences: SilenceStore;
  readonly audit: AuditLog;
}

export function composeAccount(clients: {
  readonly s3: S3Client;
  readonly dynamodb: DynamoDBClient;
  readonly table: string;
}): Account {
  const table = { client: clients.dynamodb, table: clients.table };
  return {
    objects: createS3ObjectStore({ client: clients.s3 }),
    ledger: createDynamoLedgerStore(table),
    alerts: createDynamoAlertStore(table),
    outbox: createDynamoOutbox(table),
    budgets: createDynamoBudgetStore(table),
    quarantine: createDynamoQuarantine(table),
    plans: createDynamoPlanStore(table),
    silences: createDynamoSilenceStore(table),
    audit: createDynamoAuditLog(table),
  };
}
