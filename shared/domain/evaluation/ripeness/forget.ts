import { HOUR_MS, hourOf } from '../../base/instant.ts';
import { COMPARED_HOURS } from './known-costs.ts';
import type { HourHistory, RipenessState } from './state.ts';

/**
 * An item of the table holds 400 KB; packed, a change takes some seven bytes. Ten families whose hours change three
 * times each need half of this.
 */
const CHANGES_MAX = 30_000;

/**
 * Lets go of deliveries and hours of more than three weeks ago; and of more, oldest first, where an export that changes
 * every hour with every delivery would outgrow the store.
 */
export function forget(state: RipenessState): RipenessState {
  const newest = Math.max(...state.deliveries.map(({ executedAt }) => executedAt));
  const oldest = newest - COMPARED_HOURS * HOUR_MS;
  let kept = keep(
    state,
    state.deliveries.filter(({ executedAt }) => executedAt >= oldest),
  );
  while (kept.deliveries.length > 1 && changesIn(kept) > CHANGES_MAX)
    kept = keep(kept, kept.deliveries.slice(1));
  return kept;
}

function keep(state: RipenessState, deliveries: RipenessState['deliveries']): RipenessState {
  const oldest = hourOf(Math.max(...deliveries.map(({ executedAt }) => executedAt))) - COMPARED_HOURS;
  const first = Math.min(...deliveries.map(({ no }) => no));
  const families = state.families
    .map(({ family, hours }) => ({
      family,
      hours: hours.filter(({ hour }) => hour >= oldest).map((history) => from(history, first)),
    }))
    .filter(({ hours }) => hours.length > 0);
  return { ...state, deliveries, families };
}

/** What the first delivery that is kept still showed of older changes is the last of them. */
function from(history: HourHistory, first: number): HourHistory {
  const older = history.changes.findLastIndex(([no]) => no <= first);
  return older <= 0 ? history : { hour: history.hour, changes: history.changes.slice(older) };
}

const changesIn = ({ families }: RipenessState): number =>
  families.reduce((sum, { hours }) => sum + hours.reduce((all, { changes }) => all + changes.length, 0), 0);
