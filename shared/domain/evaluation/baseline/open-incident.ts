import { type Hour, hourOf, type Instant } from '../../base/instant.ts';
import type { EvaluationDefaults } from '../defaults.ts';
import type { Finding, FindingScope } from '../finding.ts';

/** What judgement needs to know of an earlier alert. An Alert is one; naming the type here would turn imports around. */
export interface EarlierAlert {
  readonly state: 'pending' | 'firing' | 'resolved';
  readonly finding: Finding;
  readonly endsAt?: Instant;
}

/** Hours of a scope that were off the road: they must not teach the baseline what is normal. */
export interface Incident {
  readonly scope: FindingScope;
  readonly from: Hour;
  readonly to: Hour;
  readonly open: boolean;
}

/** What a node may be compared with. */
export interface UsablePast {
  readonly from: Hour;
  /** Half-open ranges left out. */
  readonly skips: readonly Hours[];
  /** Of these the ended ones that are its own: a window that holds them would tell them again. */
  readonly told?: readonly Hours[];
}

interface Hours {
  readonly from: Hour;
  readonly to: Hour;
}

export function incidentsOf(alerts: readonly EarlierAlert[], now: Hour): readonly Incident[] {
  return alerts
    .filter(({ finding }) => finding.rule === 'spike' || finding.rule === 'newcomer')
    .map(({ state, finding, endsAt }) => ({
      scope: finding.scope,
      from: finding.startedAt,
      to: state !== 'resolved' || endsAt === undefined ? now : hourOf(endsAt),
      open: state !== 'resolved',
    }));
}

/**
 * The past of a node without the incidents on its path (its own, its parents' and its children's). An incident that
 * lasted longer than the freeze is the new normal: the past then begins with it.
 */
export function usablePast(
  node: Pick<FindingScope, 'team' | 'principal'>,
  firstHour: Hour,
  incidents: readonly Incident[],
  defaults: EvaluationDefaults,
): UsablePast {
  const onPath = incidents.filter(
    ({ scope }) =>
      scope.team === node.team &&
      (scope.principal === undefined || node.principal === undefined || scope.principal === node.principal),
  );
  const accepted = onPath.filter(
    (incident) => isAccepted(incident, defaults) && incident.scope.principal === node.principal,
  );
  const skips = onPath.filter((incident) => !isAccepted(incident, defaults));
  const told = skips.filter(
    ({ open, scope }) => !open && (node.principal === undefined || scope.principal === node.principal),
  );
  return { from: Math.max(firstHour, ...accepted.map((incident) => incident.from)), skips, told };
}

/** Lasted so long that it is the new normal. */
export const isAccepted = ({ from, to }: Incident, { freezeDays }: EvaluationDefaults): boolean =>
  to - from > freezeDays * 24;

export const isUsable = (past: UsablePast, from: Hour, to: Hour): boolean =>
  from >= past.from && past.skips.every((skip) => to <= skip.from || from >= skip.to);

/** A long window after the end of an incident that was told still holds its hours, and they are no news. */
export const holdsTold = ({ told = [] }: UsablePast, { from, to }: Hours): boolean =>
  told.some((incident) => incident.from < to && incident.to > from);
