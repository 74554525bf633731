import { HOUR_MS } from '../../base/instant.ts';
import type { Alert } from '../alert.ts';
import { firstToldAt, isRise, livedTogether } from './incident.ts';

/** A replayed alert and the real one about the same incident. */
export interface SameIncident {
  readonly replayed: Alert;
  readonly real: Alert;
  /** By so much the replay told it first; negative where the real alert did. Undefined where one's beginning is lost. */
  readonly hoursEarlier?: number;
}

export interface Comparison {
  readonly same: readonly SameIncident[];
  readonly onlyReplayed: readonly Alert[];
  readonly onlyReal: readonly Alert[];
}

/** What a replay would have told beside what was really told. Several replayed alerts may be parts of one real one. */
export function compareAlerts(replayed: readonly Alert[], real: readonly Alert[]): Comparison {
  const same = replayed.flatMap((alert) => {
    const found = realFor(alert, real);
    return found === undefined ? [] : [pairOf(alert, found)];
  });
  const [told, known] = [new Set(same.map((pair) => pair.real)), new Set(same.map((pair) => pair.replayed))];
  return {
    same,
    onlyReplayed: replayed.filter((alert) => !known.has(alert)),
    onlyReal: real.filter((alert) => !told.has(alert)),
  };
}

/** The very same; else one with the same labels at that time; else a rise there that holds this one, or is held by it. */
function realFor(alert: Alert, real: readonly Alert[]): Alert | undefined {
  const then = real.filter((other) => livedTogether(alert, other));
  return (
    real.find(({ id }) => id === alert.id) ??
    nearest(
      alert,
      then.filter(({ fingerprint }) => fingerprint === alert.fingerprint),
    ) ??
    nearest(
      alert,
      then.filter((other) => isSameRise(alert, other)),
    )
  );
}

const nearest = (alert: Alert, others: readonly Alert[]): Alert | undefined =>
  others.toSorted((a, b) => distance(alert, a) - distance(alert, b))[0];

const distance = (a: Alert, b: Alert): number => Math.abs(a.startsAt - b.startsAt);

/** Whether the team spoke or one of its principals is a matter of thresholds, and so is "new" or "more than usual". */
function isSameRise(a: Alert, b: Alert): boolean {
  if (!isRise(a) || !isRise(b)) return false;
  const [one, other] = [a.finding.scope, b.finding.scope];
  if (one.team !== other.team) return false;
  return one.principal === undefined || other.principal === undefined || one.principal === other.principal;
}

function pairOf(replayed: Alert, real: Alert): SameIncident {
  const [then, really] = [firstToldAt(replayed), firstToldAt(real)];
  if (then === undefined || really === undefined) return { replayed, real };
  return { replayed, real, hoursEarlier: (really - then) / HOUR_MS };
}
