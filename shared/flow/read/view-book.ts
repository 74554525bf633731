import type { BillingPeriod } from '../../domain/base/period.ts';
import type { Pointer } from '../../domain/ledger/snapshot.ts';
import { type SessionsByCaller, sessionsByCaller } from '../../domain/view/caller-sessions.ts';
import { type PeriodSummary, summaryOf } from '../../domain/view/period-summary.ts';
import { buildCube, type SpendCube } from '../../domain/view/spend-cube.ts';
import type { LedgerStore } from '../../ports/ledger-store.ts';
import type { RollupCubes } from '../../ports/rollup-store.ts';

export interface ViewPorts {
  readonly ledger: Pick<LedgerStore, 'pointers' | 'view'>;
  readonly cubes: RollupCubes;
}

/** One published period, ready to be asked. */
export interface PeriodView extends PeriodSummary {
  readonly pointer: Pointer;
  /** Ten times as much as all the rest: read when somebody asks for it first. */
  readonly hours: () => Promise<SpendCube>;
  readonly sessions: () => SessionsByCaller;
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

export function createViewBook({ ledger, cubes }: ViewPorts): ViewBook {
  const kept = new Map<string, Promise<PeriodView>>();
  const load = async (pointer: Pointer): Promise<PeriodView> => {
    const { exportName, billingPeriod, version } = pointer;
    // One file is read in a hundredth of the time that the ledger's many items take; that is the truth where it is gone.
    const hours = keptOnce(
      async () =>
        (await cubes.cube(exportName, billingPeriod, version)) ??
        buildCube((await ledger.view(pointer)).entries),
    );
    const stored = await cubes.summary(exportName, billingPeriod, version);
    const summary = stored ?? summaryOf(await hours());
    let sessions: SessionsByCaller | undefined;
    return {
      ...{ pointer, ...summary, hours },
      sessions: () => {
        sessions ??= sessionsByCaller(summary.days.sessions);
        return sessions;
      },
    };
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

function keptOnce<T>(make: () => Promise<T>): () => Promise<T> {
  let kept: Promise<T> | undefined;
  return () => {
    const made = kept ?? make();
    kept = made;
    // A failure must not be kept.
    made.catch(() => {
      kept = undefined;
    });
    return made;
  };
}
