import { createMemoryLedgerStore } from '../../shared/adapters/memory/memory-ledger-store.ts';
import type { MemoryTables } from '../../shared/adapters/memory/tables.ts';
import { byText } from '../../shared/domain/base/order.ts';
import { rulesDigest } from '../../shared/domain/charge/validate-attribution.ts';
import type { Pointer, Snapshot } from '../../shared/domain/ledger/snapshot.ts';
import { RULES } from './company.ts';
import type { Complaint } from './harm.ts';
import type { SimDelivery } from './month.ts';
import { difference, type RulesVersion, type Truth, truthOf } from './truth.ts';

const DIGESTS = RULES.map(rulesDigest);

/** Readers that look after every change of the ledger, as any reader might. */
export interface LedgerChecks {
  /** What all readers see now, compared with the truth of the delivery that it claims to be. */
  look(): Promise<readonly Complaint[]>;
  /** Readers that began at an earlier pointer read on to its end. */
  lookBack(): Promise<readonly Complaint[]>;
  truthBehind(pointer: Pointer): Truth | undefined;
}

export function createLedgerChecks(
  tables: MemoryTables,
  rollups: ReadonlyMap<string, Snapshot>,
  deliveries: readonly SimDelivery[],
): LedgerChecks {
  const reader = createMemoryLedgerStore(tables);
  const truths = new Map<string, Truth>();
  const seen = new Map<string, Pointer[]>();

  const truthBehind = (pointer: Pointer): Truth | undefined => {
    const delivery = deliveries.find(({ executionId }) => executionId === pointer.executionId);
    const rules = DIGESTS.indexOf(pointer.rulesDigest);
    if (delivery === undefined || rules < 0 || delivery.period !== pointer.billingPeriod) return undefined;
    const key = `${pointer.executionId} ${rules}`;
    const truth = truths.get(key) ?? truthOf(delivery, rules as RulesVersion);
    truths.set(key, truth);
    return truth;
  };

  const compare = async (pointer: Pointer): Promise<readonly Complaint[]> => {
    const truth = truthBehind(pointer);
    const place = `${pointer.billingPeriod} at ${pointer.executionId}`;
    if (truth === undefined) return [{ harm: 'mixture', what: `${place} is no delivery that AWS made` }];
    try {
      const { entries } = await reader.view(pointer);
      const found = difference(entries, truth);
      return found === undefined ? [] : [{ harm: 'mixture', what: `a reader of ${place} saw ${found}` }];
    } catch (error) {
      return [{ harm: 'mixture', what: `a reader of ${place} was refused: ${String(error)}` }];
    }
  };

  return {
    truthBehind,
    async look() {
      const complaints: Complaint[] = [];
      for (const pointer of tables.pointers.values()) {
        const history = seen.get(pointer.billingPeriod) ?? [];
        const last = history.at(-1);
        if (last !== undefined && byText(pointer.order, last.order) < 0) {
          complaints.push({
            harm: 'step back',
            what: `${pointer.billingPeriod} went from ${last.order} to ${pointer.order}`,
          });
        }
        if (last?.order !== pointer.order) {
          seen.set(pointer.billingPeriod, [...history, pointer]);
          const evidence = [...rollups.values()].find(({ version }) => version === pointer.version);
          if (evidence === undefined)
            complaints.push({ harm: 'wrong total', what: `${pointer.order} is visible without evidence` });
        }
        complaints.push(...(await compare(pointer)));
      }
      return complaints;
    },
    async lookBack() {
      const all = await Promise.all([...seen.values()].flat().map(compare));
      return all.flat();
    },
  };
}
