import { createDynamoAlertStore } from '../../adapters/aws/dynamodb-alert-store.ts';
import { createDynamoBudgetStore } from '../../adapters/aws/dynamodb-budget-store.ts';
import { createDynamoLedgerStore } from '../../adapters/aws/dynamodb-ledger-store.ts';
import { createDynamoOutbox } from '../../adapters/aws/dynamodb-outbox.ts';
import { createDynamoPlanStore } from '../../adapters/aws/dynamodb-plan-store.ts';
import { createDynamoRipenessStore } from '../../adapters/aws/dynamodb-ripeness-store.ts';
import { createDynamoSilenceStore } from '../../adapters/aws/dynamodb-silence-store.ts';
import type { EvaluatePorts } from '../../flow/evaluate.ts';
import type { Shell } from './app.ts';

/** The ports of judgement. */
export const judgingPorts = ({ table, clock, observed }: Shell): EvaluatePorts => ({
  ledger: createDynamoLedgerStore(table),
  budgets: createDynamoBudgetStore(table),
  alerts: createDynamoAlertStore(table),
  ripeness: createDynamoRipenessStore(table),
  outbox: createDynamoOutbox(table),
  plans: createDynamoPlanStore(table),
  silences: createDynamoSilenceStore(table),
  clock,
  telemetry: observed.telemetry,
});
