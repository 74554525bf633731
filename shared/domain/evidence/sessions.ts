import { dayOfHour, type Hour } from '../base/instant.ts';
import { picoText } from '../base/money.ts';
import { byText } from '../base/order.ts';
import { exactCost, sessionsIn } from '../evaluation/series/exact-cost.ts';
import { type LedgerEntry, PRINCIPAL_DIMENSION } from '../ledger/entry.ts';
import type { EvidenceSessions, EvidenceUse } from './pack.ts';
import { type SessionNames, sessionName } from './session-names.ts';

/** The ledger keeps a few names a day; more of them over many days help nobody. */
const NAMES_MAX = 20;

/** Sessions of the hours, with the names that the ledger kept of them. */
export function sessionsOf(
  entries: readonly LedgerEntry[],
  window: { readonly from: Hour; readonly to: Hour },
  policy: SessionNames,
): EvidenceSessions {
  return { policy, count: sessionsIn(entries, window), names: namesIn(entries, window, policy) };
}

/** By team, who used a principal in the 24 hours before `to`; a session belongs to a day, so the day counts. */
export function lastDayOf(
  entries: readonly LedgerEntry[],
  principal: string | undefined,
  to: Hour,
  policy: SessionNames,
): readonly EvidenceUse[] {
  if (principal === undefined) return [];
  const window = { from: to - 24, to };
  const own = entries.filter(
    ({ scope }) => scope.dimension === PRINCIPAL_DIMENSION && scope.value === principal,
  );
  return [...Map.groupBy(own, ({ scope }) => scope.team)]
    .map(([team, used]) => ({
      team,
      cost: exactCost(used, window),
      sessions: sessionsIn(used, window),
      names: namesIn(used, window, policy),
    }))
    .filter(({ cost, sessions }) => cost !== 0n || sessions > 0)
    .sort((a, b) => (a.cost === b.cost ? byText(a.team, b.team) : a.cost > b.cost ? -1 : 1))
    .map((use) => ({ ...use, cost: picoText(use.cost) }));
}

function namesIn(
  entries: readonly LedgerEntry[],
  { from, to }: { readonly from: Hour; readonly to: Hour },
  policy: SessionNames,
): readonly string[] {
  const days = { first: dayOfHour(from), last: dayOfHour(to - 1) };
  const names = entries
    .filter(({ day }) => day >= days.first && day <= days.last)
    .flatMap(({ sessions }) => sessions.sample.map((name) => sessionName(name, policy)));
  return [...new Set(names)].sort(byText).slice(0, NAMES_MAX);
}
