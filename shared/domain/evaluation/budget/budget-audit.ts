import { type AuditRow, auditRow } from '../../access/audit-row.ts';
import type { Instant } from '../../base/instant.ts';
import type { Budget } from './budget.ts';

interface ChangedBudget {
  readonly at: Instant;
  readonly by: string;
  readonly version: number;
  readonly team: string;
  readonly before?: Budget;
  readonly after?: Budget;
  readonly reason?: string;
}

/** Changes of one team's budget as rows of the audit, in their order. */
export const budgetAuditRows = (changes: readonly ChangedBudget[], team: string): readonly AuditRow[] =>
  changes
    .filter((change) => change.team === team)
    .map(({ at, by, version, before, after, reason = `version ${version} of the budgets` }) => {
      const action = before === undefined ? 'set' : after === undefined ? 'removed' : 'changed';
      const note = { at, by: { id: by, name: by }, action, why: reason };
      return auditRow(`budget:${team}`, note, before, after);
    });
