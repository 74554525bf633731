import { type AuditNote, auditRow } from '../../domain/access/audit-row.ts';
import { endedLately } from '../../domain/alert/ended-lately.ts';
import type { Instant } from '../../domain/base/instant.ts';
import { byText } from '../../domain/base/order.ts';
import { type Faults, withFault } from './faults.ts';
import { appendAudit } from './memory-audit-log.ts';
import type { MemoryTables } from './tables.ts';

/** What people declare for a while: stored whole, each change a version. */
interface Versioned {
  readonly id: string;
  readonly version: number;
  readonly endsAt: Instant;
}

/** `name` as in the subject of its audit rows. */
export function createVersionedStore<T extends Versioned>(
  name: 'plan' | 'silence',
  stored: Map<string, Map<string, T>>,
  tables: Pick<MemoryTables, 'audit'>,
  faults: Faults,
) {
  return {
    get: (exportName: string, id: string): Promise<T | undefined> =>
      withFault(faults, `${name}s.get`, () => stored.get(exportName)?.get(id)),

    recent: (exportName: string, asOf: Instant): Promise<readonly T[]> =>
      withFault(faults, `${name}s.recent`, () =>
        [...(stored.get(exportName)?.values() ?? [])]
          .filter((one) => endedLately(one, asOf))
          .sort((a, b) => byText(a.id, b.id)),
      ),

    save: (exportName: string, next: T, note: AuditNote): Promise<boolean> =>
      withFault(faults, `${name}s.save`, () => {
        const all = stored.get(exportName) ?? new Map<string, T>();
        const before = all.get(next.id);
        const { before: old, after } = auditRow('', note, before, next);
        // The same call again, after its answer was lost.
        if (before?.version === next.version) return old === after;
        if ((before?.version ?? 0) !== next.version - 1) return false;
        stored.set(exportName, all.set(next.id, next));
        appendAudit(tables, exportName, [auditRow(`${name}:${next.id}`, note, before, next)]);
        return true;
      }),
  };
}
