import { isInScope, type ReadScope } from '../../domain/access/scope.ts';
import { worstFirst } from '../../domain/alert/worst-first.ts';
import type { Instant } from '../../domain/base/instant.ts';
import { type AlertLine, alertLineOf } from '../../domain/notification/alert-line.ts';
import type { AlertStore } from '../../ports/alert-store.ts';
import type { ViewBook } from './view-book.ts';

export interface AlertsPorts {
  readonly book: Pick<ViewBook, 'pointers'>;
  readonly alerts: Pick<AlertStore, 'recent'>;
}

export interface AlertsAsked {
  readonly exportName: string;
  /** `open`: those that fire; `all`: besides them what people were told in the last 45 days, and what is kept still. */
  readonly state: 'open' | 'all';
  readonly team?: string;
  readonly now: Instant;
}

/** Worst first. */
export async function alertLines(
  { book, alerts }: AlertsPorts,
  scope: ReadScope,
  { exportName, state, team, now }: AlertsAsked,
): Promise<readonly AlertLine[]> {
  const [pointers, recent] = await Promise.all([book.pointers(exportName), alerts.recent(exportName)]);
  const newest = pointers.at(-1);
  if (newest === undefined) return [];
  return recent
    .filter(({ finding }) => isInScope(scope, finding.scope.team))
    .filter(({ finding }) => team === undefined || finding.scope.team === team)
    .filter((alert) => state === 'all' || alert.state === 'firing')
    .toSorted(worstFirst)
    .map((alert) => alertLineOf(alert, newest, now));
}
