import type { AuditRow } from '../../domain/access/audit-row.ts';
import { byText } from '../../domain/base/order.ts';
import { budgetAuditRows } from '../../domain/evaluation/budget/budget-audit.ts';
import type { AuditLog } from '../../ports/audit-log.ts';
import { type Faults, NO_FAULTS, withFault } from './faults.ts';
import { keyOf, type MemoryTables } from './tables.ts';

const BUDGET = 'budget:';

export function createMemoryAuditLog(
  { audit, budgets }: Pick<MemoryTables, 'audit' | 'budgets'>,
  faults: Faults = NO_FAULTS,
): AuditLog {
  return {
    of: (exportName, subject, limit) =>
      withFault(faults, 'audit.of', () => {
        if (!subject.startsWith(BUDGET)) {
          return (audit.get(keyOf(exportName, subject)) ?? []).toReversed().slice(0, limit);
        }
        const changes = budgets.audit.toSorted((a, b) => b.version - a.version || byText(a.team, b.team));
        return budgetAuditRows(changes, subject.slice(BUDGET.length)).slice(0, limit);
      }),
  };
}

/** A part of the effect of whoever makes the change. */
export function appendAudit(
  { audit }: Pick<MemoryTables, 'audit'>,
  exportName: string,
  rows: readonly AuditRow[],
): void {
  for (const row of rows) {
    const key = keyOf(exportName, row.subject);
    audit.set(key, [...(audit.get(key) ?? []), row]);
  }
}
