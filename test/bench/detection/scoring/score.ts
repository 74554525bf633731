import { HOUR_MS, type Instant, startOfHour } from '../../../../shared/domain/base/instant.ts';
import type { DetectorMessage, IncidentKind, LookAlikeKind, Pack, PackIncident } from '../pack.ts';
import { firstShown } from './first-shown.ts';

/** What became of one incident. Hours are counted to the first message that found it. */
export interface IncidentScore {
  readonly kind: IncidentKind;
  readonly found?: {
    readonly series: string;
    readonly at: Instant;
    /** From its first hour, and from the first delivery that could have shown it. */
    readonly delayHours: number;
    readonly beyondHours: number;
    /** From the first delivery that held more than SHOWN_DOLLARS of its excess; 0 where it was found before. */
    readonly beyondDearHours: number;
  };
  /** USD in all, and until somebody was told. */
  readonly dollars: number;
  readonly lost: number;
}

export interface LookAlikeScore {
  readonly kind: LookAlikeKind;
  readonly alarmed: boolean;
}

export interface PackScore {
  readonly seed: number;
  readonly teams: number;
  /** Teams, principals and leaves. */
  readonly series: number;
  /** Days on which a detector is expected to speak; see WARM_UP_DAYS. */
  readonly days: number;
  readonly incidents: readonly IncidentScore[];
  readonly lookAlikes: readonly LookAlikeScore[];
  readonly falseAlerts: readonly DetectorMessage[];
  /** Further messages about an incident that was found before. */
  readonly repeats: number;
}

/** These days count as no time in which to be wrong, though what is said in them counts: no credit for silence in them. */
const WARM_UP_DAYS = 35;
/** After its end an incident may still be told of: its last hours arrive late. */
const GRACE_HOURS = 36;
/** All detectors have this floor, so a delivery with less of it could not have shown it to any of them; USD. */
const SHOWN_DOLLARS = 100;
/** Excess of these last hours decides which incident a message about a team means. */
const RECENT_HOURS = 48;

/** Event by event: which incidents were found, how late, and what was said for nothing. */
export function scorePack(pack: Pack, messages: readonly DetectorMessage[]): PackScore {
  const incidents = firstShown(pack, pack.incidents);
  const dear = firstShown(pack, pack.incidents, SHOWN_DOLLARS);
  const alikes = firstShown(pack, pack.lookAlikes);
  const found = new Map<PackIncident, DetectorMessage>();
  const falseAlerts: DetectorMessage[] = [];
  const alarmed = new Set<number>();
  let repeats = 0;
  for (const message of [...messages].sort((a, b) => a.at - b.at)) {
    const meant = incidentMeant(pack.incidents, incidents, message);
    if (meant === undefined) {
      falseAlerts.push(message);
      pack.lookAlikes.forEach((alike, place) => {
        if (isAbout(alike, alikes[place]!, message)) alarmed.add(place);
      });
    } else if (found.has(meant)) repeats += 1;
    else found.set(meant, message);
  }
  return {
    ...{ seed: pack.seed, falseAlerts, repeats, series: seriesOf(pack).size },
    teams: new Set(pack.leaves.map((leaf) => leaf.split('/')[0])).size,
    days: (pack.to - pack.from) / 24 - WARM_UP_DAYS,
    incidents: pack.incidents.map((incident, place) =>
      incidentScore(incident, { any: incidents[place]!, dear: dear[place]! }, found.get(incident)),
    ),
    lookAlikes: pack.lookAlikes.map(({ kind }, place) => ({ kind, alarmed: alarmed.has(place) })),
  };
}

function seriesOf({ leaves }: Pack): ReadonlySet<string> {
  return new Set(
    leaves.flatMap((leaf) => {
      const parts = leaf.split('/');
      return parts.map((_, depth) => parts.slice(0, depth + 1).join('/'));
    }),
  );
}

/** On the path of one of its leaves, after it can be seen and not long after its end. */
function isAbout(
  { leaves, to }: { readonly leaves: readonly string[]; readonly to: number },
  shown: Instant,
  { series, at }: DetectorMessage,
): boolean {
  if (at < shown || at > startOfHour(to + GRACE_HOURS)) return false;
  return leaves.some((leaf) => leaf === series || leaf.startsWith(`${series}/`));
}

/** A message is about one incident at most: the one that burnt most lately. */
function incidentMeant(
  incidents: readonly PackIncident[],
  shown: readonly Instant[],
  message: DetectorMessage,
): PackIncident | undefined {
  const now = message.at / HOUR_MS;
  return incidents
    .filter((incident, place) => isAbout(incident, shown[place]!, message))
    .map((incident) => ({ incident, burnt: burntBetween(incident, now - RECENT_HOURS, now) }))
    .sort((a, b) => b.burnt - a.burnt)[0]?.incident;
}

/** USD of excess between two times in hours; hours that are cut count by their part. */
function burntBetween({ from, excess }: PackIncident, start: number, end: number): number {
  return excess.reduce((sum, value, age) => {
    const part = Math.min(end, from + age + 1) - Math.max(start, from + age);
    return sum + value * Math.max(0, part);
  }, 0);
}

function incidentScore(
  incident: PackIncident,
  shown: { readonly any: Instant; readonly dear: Instant },
  message: DetectorMessage | undefined,
): IncidentScore {
  const { kind, from } = incident;
  const dollars = burntBetween(incident, from, Number.POSITIVE_INFINITY);
  if (message === undefined) return { kind, dollars, lost: dollars };
  const { series, at } = message;
  const delayHours = (at - startOfHour(from)) / HOUR_MS;
  const beyondHours = (at - shown.any) / HOUR_MS;
  const beyondDearHours = Math.max(0, at - shown.dear) / HOUR_MS;
  const lost = burntBetween(incident, from, at / HOUR_MS);
  return { kind, dollars, lost, found: { series, at, delayHours, beyondHours, beyondDearHours } };
}
