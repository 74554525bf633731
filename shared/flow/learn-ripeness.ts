import { retryable } from '../domain/base/failure.ts';
import { observeViews } from '../domain/evaluation/ripeness/observe.ts';
import { NOTHING_LEARNED, type RipenessState } from '../domain/evaluation/ripeness/state.ts';
import type { LedgerView } from '../domain/ledger/snapshot.ts';
import type { RipenessStore } from '../ports/ripeness-store.ts';

/** Losing the race this often in a row means something else is wrong. */
const RACES_MAX = 5;

/**
 * Compares what these deliveries show with what those before them did, and remembers it. A delivery teaches once, however
 * often it is judged; a worker that dies before it has written taught nothing, and the next one begins where it did.
 */
export async function learnRipeness(
  store: RipenessStore,
  exportName: string,
  views: readonly LedgerView[],
): Promise<RipenessState> {
  for (let race = 0; race < RACES_MAX; race += 1) {
    const base = await store.read(exportName);
    const before = base ?? NOTHING_LEARNED;
    const state = observeViews(before, views);
    if (state === before || (await store.write(exportName, state, base))) return state;
  }
  throw retryable(
    `another worker kept learning from ${exportName} first; this judgement will be tried again`,
  );
}
