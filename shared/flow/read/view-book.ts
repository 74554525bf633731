import type { BillingPeriod } from '../../domain/base/period.ts';
import { type LedgerEntry, PRINCIPAL_DIMENSION } from '../../domain/ledger/entry.ts';
import type { Pointer } from '../../domain/ledger/snapshot.ts';
import { regroup } from '../../domain/view/regroup.ts';
import { buildCube, byDay, type CubeSeries, type SpendCube } from '../../domain/view/spend-cube.ts';
import type { LedgerStore } from '../../ports/ledger-store.ts';
import type { RollupStore } from '../../ports/rollup-store.ts';

export interface ViewPorts {
  readonly ledger: Pick<LedgerStore, 'pointers' | 'view'>;
  readonly rollups: Pick<RollupStore, 'read'>;
}

/** One published period, ready to be asked. */
export interface PeriodView {
  readonly pointer: Pointer;
  readonly hours: SpendCube;
  readonly days: SpendCube;
  /** Teams alone, by hour and token kind. */
  readonly teams: SpendCube;
}

/** What is published now. A period is read once for each of its versions, which never change, and then kept. */
export interface ViewBook {
  /** Every period's pointer, oldest first: asked of the store each time. */
  pointers(exportName: string): Promise<readonly Pointer[]>;
  view(pointer: Pointer): Promise<PeriodView>;
  /** Of those periods that are published, oldest first. */
  views(exportName: string, periods: readonly BillingPeriod[]): Promise<readonly PeriodView[]>;
}

/** 2,000 principals take some 60 MB a month; whoever looks further back waits again. */
const KEPT_MAX = 6;

export function createViewBook({ ledger, rollups }: ViewPorts): ViewBook {
  const kept = new Map<string, Promise<PeriodView>>();
  const load = async (pointer: Pointer): Promise<PeriodView> => {
    const { exportName, billingPeriod, version } = pointer;
    // One file is read in a hundredth of the time that the ledger's many items take; that is the truth where it is gone.
    const stored = await rollups.read(exportName, billingPeriod, version);
    const entries: readonly LedgerEntry[] = stored?.entries ?? (await ledger.view(pointer)).entries;
    const hours = buildCube(entries);
    return { pointer, hours, days: byDay(hours), teams: regroup(hours, teamOf) };
  };
  const view = (pointer: Pointer): Promise<PeriodView> => {
    const key = JSON.stringify([pointer.exportName, pointer.billingPeriod, pointer.version]);
    const known = kept.get(key);
    kept.delete(key);
    const found = known ?? load(pointer);
    kept.set(key, found);
    // A failure must not be kept.
    found.catch(() => kept.delete(key));
    for (const old of kept.keys()) if (kept.size > KEPT_MAX) kept.delete(old);
    return found;
  };
  return {
    pointers: (exportName) => ledger.pointers(exportName),
    view,
    async views(exportName, periods) {
      const wanted = new Set(periods);
      const found = (await ledger.pointers(exportName)).filter(({ billingPeriod }) =>
        wanted.has(billingPeriod),
      );
      return Promise.all(found.map(view));
    },
  };
}

const teamOf = ({ dimension, team, tokenKind }: CubeSeries): CubeSeries | undefined =>
  dimension === PRINCIPAL_DIMENSION ? { dimension, team, value: '', model: '', tokenKind } : undefined;
