import { budgetAuditRows } from '../../domain/evaluation/budget/budget-audit.ts';
import type { AuditLog } from '../../ports/audit-log.ts';
import { text } from './attributes.ts';
import { readAudit } from './audit-item.ts';
import { createDynamoBudgetStore } from './dynamodb-budget-store.ts';
import { auditPk } from './keys.ts';
import { queryItems, type TableOptions } from './table-access.ts';

/** Finance changes budgets a few times a month: this many rows are decades. */
const BUDGET_CHANGES_MAX = 10_000;
const BUDGET = 'budget:';

export function createDynamoAuditLog(options: TableOptions): AuditLog {
  const budgets = createDynamoBudgetStore(options);
  return {
    async of(exportName, subject, limit) {
      if (subject.startsWith(BUDGET)) {
        const changes = await budgets.changes(BUDGET_CHANGES_MAX);
        return budgetAuditRows(changes, subject.slice(BUDGET.length)).slice(0, limit);
      }
      const items = await queryItems(options, {
        KeyConditionExpression: '#pk = :pk',
        names: { '#pk': 'pk' },
        values: { ':pk': text(auditPk(exportName, subject)) },
        ScanIndexForward: false,
        limit,
      });
      return items.flatMap((item) => readAudit(item).toReversed()).slice(0, limit);
    },
  };
}
