import type { IncidentKind } from '../pack.ts';
import type { IncidentScore, PackScore } from './score.ts';

/** Kinds that a detector should hardly miss; the others are small or slow. */
const BIG: ReadonlySet<IncidentKind> = new Set<IncidentKind>([
  ...(['loop', 'ramp', 'step x3', 'step x10', 'fan-out', 'model switch', 'new principal'] as const),
]);

export interface Recall {
  readonly found: number;
  readonly of: number;
}

/** One detector over all packs. */
export interface Summary {
  readonly falseAlerts: number;
  readonly teamQuarters: number;
  readonly falsePerTeamQuarter: number;
  readonly falsePer100SeriesMonths: number;
  readonly repeats: number;
  /** Found incidents among found incidents and false alerts. */
  readonly precision: number;
  readonly recall: Recall;
  readonly big: Recall;
  readonly small: Recall;
  readonly byKind: Readonly<Record<string, Recall>>;
  readonly medianDelayHours: number;
  readonly medianBeyondHours: number;
  /** After the first delivery that held $100 of its excess. */
  readonly medianBeyondDearHours: number;
  /** Share of all excess dollars spent before somebody was told, and the mean of that share over incidents. */
  readonly lostShare: number;
  readonly lostShareMean: number;
  readonly lookAlikesAlarmed: Recall;
  readonly alarmedByKind: Readonly<Record<string, Recall>>;
}

const DAYS_PER_QUARTER = 91;
const DAYS_PER_MONTH = 30.4;

export function summarise(scores: readonly PackScore[]): Summary {
  const incidents = scores.flatMap((score) => score.incidents);
  const alikes = scores.flatMap((score) => score.lookAlikes);
  const falseAlerts = sum(scores, (score) => score.falseAlerts.length);
  const teamQuarters = sum(scores, ({ teams, days }) => (teams * days) / DAYS_PER_QUARTER);
  const seriesMonths = sum(scores, ({ series, days }) => (series * days) / DAYS_PER_MONTH);
  const found = incidents.filter((incident) => incident.found !== undefined);
  const alarms = alikes.map(({ kind, alarmed }) => ({ kind, hit: alarmed }));
  const hits = incidents.map(({ kind, found: by }) => ({ kind, hit: by !== undefined }));
  return {
    ...{ falseAlerts, teamQuarters, repeats: sum(scores, (score) => score.repeats) },
    falsePerTeamQuarter: falseAlerts / teamQuarters,
    falsePer100SeriesMonths: (100 * falseAlerts) / seriesMonths,
    precision: found.length / (found.length + falseAlerts),
    recall: recall(hits),
    big: recall(hits.filter(({ kind }) => BIG.has(kind))),
    small: recall(hits.filter(({ kind }) => !BIG.has(kind))),
    byKind: byKind(hits),
    medianDelayHours: median(found.map((incident) => incident.found!.delayHours)),
    medianBeyondHours: median(found.map((incident) => incident.found!.beyondHours)),
    medianBeyondDearHours: median(found.map((incident) => incident.found!.beyondDearHours)),
    lostShare: sum(incidents, ({ lost }) => lost) / sum(incidents, ({ dollars }) => dollars),
    lostShareMean: sum(incidents, shareLost) / incidents.length,
    lookAlikesAlarmed: recall(alarms),
    alarmedByKind: byKind(alarms),
  };
}

const shareLost = ({ lost, dollars }: IncidentScore): number => (dollars > 0 ? lost / dollars : 0);

interface Hit {
  readonly kind: string;
  readonly hit: boolean;
}

const recall = (hits: readonly Hit[]): Recall => ({
  found: hits.filter(({ hit }) => hit).length,
  of: hits.length,
});

const byKind = (hits: readonly Hit[]): Readonly<Record<string, Recall>> =>
  Object.fromEntries(
    [...new Set(hits.map(({ kind }) => kind))]
      .sort()
      .map((kind) => [kind, recall(hits.filter((hit) => hit.kind === kind))]),
  );

const sum = <T>(list: readonly T[], of: (item: T) => number): number =>
  list.reduce((total, item) => total + of(item), 0);

/** NaN of nothing. */
function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.ceil(middle) - 1]! + sorted[Math.floor(middle)]!) / 2;
}
