import { describe } from 'vitest';
import { alertStoreContract } from './alert-store.contract.ts';
import { auditLogContract } from './audit-log.contract.ts';
import { backtestJobsContract } from './backtest-jobs.contract.ts';
import { budgetStoreContract } from './budget-store.contract.ts';
import { planStoreContract, silenceStoreContract } from './declared-stores.contract.ts';
import { ledgerStoreContract } from './ledger-store.contract.ts';
import { outboxContract } from './outbox.contract.ts';
import { quarantineContract } from './quarantine.contract.ts';
import { repeatGuardContract } from './repeat-guard.contract.ts';
import { reportStoreContract } from './report-store.contract.ts';
import { ripenessStoreContract } from './ripeness-store.contract.ts';
import { seenRequestsContract } from './seen-requests.contract.ts';
import { tableEngines } from './table-engines.ts';

for (const engine of tableEngines()) {
  describe(engine.name, () => {
    const fresh = engine.use();
    describe('ledger store', () => ledgerStoreContract(fresh));
    describe('alert store', () => alertStoreContract(fresh));
    describe('outbox', () => outboxContract(fresh));
    describe('budget store', () => budgetStoreContract(fresh));
    describe('quarantine', () => quarantineContract(fresh));
    describe('report store', () => reportStoreContract(fresh));
    describe('ripeness store', () => ripenessStoreContract(fresh));
    describe('plan store', () => planStoreContract(fresh));
    describe('silence store', () => silenceStoreContract(fresh));
    describe('requests that were seen', () => seenRequestsContract(fresh));
    describe('requests that name themselves', () => repeatGuardContract(fresh));
    describe('backtests that were asked for', () => backtestJobsContract(fresh));
    describe('audit log', () => auditLogContract(fresh));
  });
}
