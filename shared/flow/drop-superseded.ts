import { mayHoldSuperseded, superseded } from '../domain/ledger/superseded.ts';
import type { Clock } from '../ports/clock.ts';
import type { LedgerStore } from '../ports/ledger-store.ts';
import type { RollupArchive } from '../ports/rollup-archive.ts';
import type { Telemetry } from '../ports/telemetry.ts';

export interface DropPorts {
  readonly ledger: Pick<LedgerStore, 'pointers'>;
  readonly archive: RollupArchive;
  /** Not the time of a replay: what is deleted by a wrong time is gone. */
  readonly clock: Pick<Clock, 'now'>;
  readonly telemetry: Telemetry;
}

export interface DropResult {
  /** Rollups that were deleted. */
  readonly dropped: number;
}

/** About a year's backlog; the rest goes with the next runs. */
const DROPPED_AT_ONCE_MAX = 1_000;

/**
 * Deletes the detail of deliveries that nobody can ask for any more. What is left to do is seen in what is stored, so it
 * may die anywhere, and run twice at once. One month that fails holds up no other; its failure is thrown last.
 */
export async function dropSuperseded(
  { ledger, archive, clock, telemetry }: DropPorts,
  exportName: string,
): Promise<DropResult> {
  const now = clock.now();
  const pointers = await ledger.pointers(exportName);
  const failures: unknown[] = [];
  let dropped = 0;
  for (const pointer of pointers.filter((each) => mayHoldSuperseded(each, now))) {
    const { billingPeriod: period } = pointer;
    const before = dropped;
    try {
      const stored = await archive.versions(exportName, period);
      for (const version of superseded(stored, pointer, now).slice(0, DROPPED_AT_ONCE_MAX - dropped)) {
        await archive.drop(exportName, period, version);
        dropped += 1;
      }
    } catch (failure) {
      failures.push(failure);
    }
    if (dropped > before)
      telemetry.event('superseded rollups dropped', { period, dropped: dropped - before });
  }
  telemetry.count('RollupsDropped', dropped);
  if (failures.length > 0) throw failures[0];
  return { dropped };
}
