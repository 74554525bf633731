import type { Pico } from '../base/money.ts';
import { exactCost } from '../evaluation/series/exact-cost.ts';
import { PRINCIPAL_DIMENSION } from '../ledger/entry.ts';
import type { LedgerView } from '../ledger/snapshot.ts';
import type { Alert } from './alert.ts';

/** By alert id, what the hours that were told cost by the ledger as it is now; only rises have such hours. */
export function recountTold(
  views: readonly LedgerView[],
  alerts: readonly Alert[],
): ReadonlyMap<string, Pico> {
  return new Map(
    alerts.flatMap(({ id, state, told }) => {
      if (state !== 'firing' || told.baseline === undefined) return [];
      const { team, principal, model } = told.scope;
      const entries = views
        .flatMap((view) => view.entries)
        .filter(
          ({ scope }) =>
            scope.dimension === PRINCIPAL_DIMENSION &&
            scope.team === team &&
            (principal === undefined || scope.value === principal),
        );
      return [[id, exactCost(entries, told.baseline, model === undefined ? {} : { model })] as const];
    }),
  );
}
