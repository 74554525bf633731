import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isoHour, isoInstant, parseInstant } from '../../../../shared/domain/base/instant.ts';
import type { DetectorMessage, LookAlike, Pack } from '../pack.ts';

/** Writes `pack-SEED/deliveries.csv`, which `npx billhook detect --deliveries` reads, and `pack-SEED/truth.json`. */
export function writePack(directory: string, pack: Pack): string {
  const place = join(directory, `pack-${pack.seed}`);
  mkdirSync(place, { recursive: true });
  const parts = ['as_of,series_id,timestamp,cost\n'];
  for (const { asOf, leaf, hour, cost } of pack.deliveries) {
    const known = isoInstant(asOf);
    hour.forEach((at, row) => {
      parts.push(`${known},${pack.leaves[leaf[row]!]},${isoHour(at)},${cost[row]}\n`);
    });
  }
  writeFileSync(join(place, 'deliveries.csv'), parts.join(''));
  writeFileSync(join(place, 'truth.json'), `${JSON.stringify(truthOf(pack), null, 1)}\n`);
  return place;
}

function truthOf({ seed, from, to, incidents, lookAlikes }: Pack): object {
  const span = ({
    kind,
    leaves,
    ...hours
  }: Pick<LookAlike, 'leaves' | 'from' | 'to'> & { kind: string }) => ({
    kind,
    series: leaves,
    from: isoHour(hours.from),
    to: isoHour(hours.to),
  });
  return {
    seed,
    from: isoHour(from),
    to: isoHour(to),
    incidents: incidents.map((incident) => ({
      ...span(incident),
      excess: [...incident.excess].map((value) => Math.round(value * 1e4) / 1e4),
    })),
    lookAlikes: lookAlikes.map(span),
  };
}

/** Messages of any program: a CSV whose columns `series_id`, `timestamp_of_alert` and, where there is one, `score` count. */
export function readAlerts(file: string): readonly DetectorMessage[] {
  const [head = '', ...lines] = readFileSync(file, 'utf8').split(/\r?\n/);
  const names = head.split(',');
  const [series, at, score] = ['series_id', 'timestamp_of_alert', 'score'].map((name) => names.indexOf(name));
  if (series === -1 || at === -1) throw new Error(`${file}: no columns series_id and timestamp_of_alert`);
  return lines
    .filter((line) => line !== '')
    .map((line) => {
      // Series names of a pack hold no comma and no quote.
      const cells = line.split(',');
      return { series: cells[series!]!, at: parseInstant(cells[at!]!), score: Number(cells[score!] ?? 0) };
    });
}
