import { principalAccount } from '../charge/principal.ts';
import type { Drop } from '../evaluation/drop/facts.ts';
import type { Finding } from '../evaluation/finding.ts';
import type { FirstSeen } from '../evaluation/first-seen/facts.ts';
import type { CellFilter } from '../evaluation/series/exact-cost.ts';
import { exactCost } from '../evaluation/series/exact-cost.ts';
import { type LedgerEntry, PRINCIPAL_DIMENSION, REGION_DIMENSION } from '../ledger/entry.ts';
import type { LedgerView } from '../ledger/snapshot.ts';

/** Which entries of the ledger a finding sums, and which cells of them. */
export interface EvidenceScope {
  readonly takes: (entry: LedgerEntry) => boolean;
  readonly filter: CellFilter;
}

/** The very entries that judgement summed: those of the principal or team, or of the value that is new. */
export function scopeOf(finding: Finding, views: readonly LedgerView[]): EvidenceScope {
  const { scope, firstSeen, drop } = finding;
  const filter: CellFilter = scope.model === undefined ? {} : { model: scope.model };
  if (firstSeen !== undefined) return { takes: takesSeen(firstSeen), filter };
  const ofTeam = ({ scope: own }: LedgerEntry): boolean =>
    own.dimension === PRINCIPAL_DIMENSION && own.team === scope.team;
  if (scope.principal !== undefined) {
    return { takes: (entry) => ofTeam(entry) && entry.scope.value === scope.principal, filter };
  }
  if (drop === undefined || isWholeTeam(drop, views, ofTeam)) return { takes: ofTeam, filter };
  const silent = new Set(drop.parts.map(({ principal }) => principal));
  return { takes: (entry) => ofTeam(entry) && silent.has(entry.scope.value), filter };
}

/** Several principals that fell silent together are told as one of their team, as a team that did is. */
function isWholeTeam(
  { parts, lastSeen, to, actual }: Drop,
  views: readonly LedgerView[],
  ofTeam: (entry: LedgerEntry) => boolean,
): boolean {
  if (parts.length === 0) return true;
  return (
    exactCost(
      views.flatMap(({ entries }) => entries.filter(ofTeam)),
      { from: lastSeen, to },
    ) === actual
  );
}

function takesSeen({ kind, key, value }: FirstSeen): EvidenceScope['takes'] {
  switch (kind) {
    case 'account':
      return ({ scope }) =>
        scope.dimension === PRINCIPAL_DIMENSION && principalAccount(scope.value) === value;
    case 'model':
      return ({ scope }) => scope.dimension === PRINCIPAL_DIMENSION;
    case 'region':
      return ({ scope }) => scope.dimension === REGION_DIMENSION && scope.value === value;
    case 'tag':
      return ({ scope }) => scope.dimension === key && scope.value === value;
  }
}
