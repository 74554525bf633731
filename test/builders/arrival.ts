import { HOUR_MS, type Hour, isoInstant } from '../../shared/domain/base/instant.ts';
import { periodHours, periodOf } from '../../shared/domain/base/period.ts';
import type { Family } from '../../shared/domain/evaluation/ripeness/family.ts';
import { COMPARED_HOURS, type KnownCosts } from '../../shared/domain/evaluation/ripeness/known-costs.ts';
import { chance } from './series.ts';

/** How charges reach an export: everything that can differ between one account's deliveries and another's. */
export interface ArrivalLaw {
  readonly name: string;
  /** Hours of the day at which deliveries are made. */
  readonly hoursOfDay: readonly number[];
  /** Hours from the end of the data to a delivery; `n` counts deliveries. */
  readonly lag: (n: number) => number;
  /** Hours from the end of an hour until a row of it is in the data; `luck` is even in [0, 1). */
  readonly delay: (family: Family, luck: number, hour: Hour) => number;
  /** Hours from the end of the family's own data to that of the delivery; 0 where nothing is said. */
  readonly behind?: (n: number, family: Family) => number;
  /** Part of the family's newest day that a delivery leaves out altogether. */
  readonly missing?: (n: number, family: Family) => number;
}

export const FAMILIES: readonly Family[] = ['amazon', 'anthropic'];
const ROWS_AN_HOUR = 12;

interface Row {
  readonly micros: number;
  /** Decides how late it comes. */
  readonly luck: number;
}

const drawn = new Map<string, readonly Row[]>();

function rowsOf(seed: number, family: Family, hour: Hour): readonly Row[] {
  const key = `${seed} ${family} ${hour}`;
  const known = drawn.get(key);
  if (known !== undefined) return known;
  const own = seed * 10_000 + (family === 'amazon' ? 1 : 2) * 1_000;
  const office = 1 + 0.6 * Math.cos((((hour % 24) - 14) / 12) * Math.PI);
  const rows = Array.from({ length: ROWS_AN_HOUR }, (_, row) => ({
    micros: Math.round(1e6 * office * (0.2 + 4 * chance(own + row, hour) ** 3)),
    luck: chance(own + 77 + row, hour),
  }));
  drawn.set(key, rows);
  return rows;
}

/** Cost of an hour once everything has come in, in millionths. */
export const finalMicros = (seed: number, family: Family, hour: Hour): number =>
  rowsOf(seed, family, hour).reduce((sum, { micros }) => sum + micros, 0);

/** Deliveries of all periods under way from the first hour of data on, for so many days. */
export function* arrivals(law: ArrivalLaw, seed: number, from: Hour, days: number): Generator<KnownCosts> {
  let n = 0;
  const reached = new Map<Family, Hour>();
  for (let day = 1; day <= days; day += 1) {
    for (const hourOfDay of law.hoursOfDay) {
      const executed = Math.floor(from / 24) * 24 + day * 24 + hourOfDay;
      const through = executed - law.lag(n);
      n += 1;
      if (through <= from) continue;
      for (const family of FAMILIES) {
        // What a delivery has shown stays.
        const end = through - (law.behind?.(n, family) ?? 0);
        reached.set(family, Math.max(end, reached.get(family) ?? from));
      }
      const newest = periodOf((through - 1) * HOUR_MS);
      const before = periodOf((through - 10 * 24) * HOUR_MS);
      for (const billingPeriod of new Set([before, newest])) {
        const hours = periodHours(billingPeriod);
        if (hours.to <= from) continue;
        const executedAt = executed * HOUR_MS + (billingPeriod === newest ? 60_000 : 0);
        const order = `${isoInstant(executedAt)}~${n}`;
        const dataThrough = Math.min(hours.to, through);
        const first = Math.max(hours.from, from, through - COMPARED_HOURS);
        const costs = new Map(
          FAMILIES.map((family) => [
            family,
            knownHours(law, seed, family, first, dataThrough, reached.get(family)!, n),
          ]),
        );
        yield { billingPeriod, order, executedAt, dataThrough, slotHours: 1, costs };
      }
    }
  }
}

function knownHours(
  law: ArrivalLaw,
  seed: number,
  family: Family,
  from: Hour,
  to: Hour,
  through: Hour,
  n: number,
): ReadonlyMap<Hour, number> {
  const hours = new Map<Hour, number>();
  const left = law.missing?.(n, family) ?? 0;
  for (let hour = from; hour < to; hour += 1) {
    const age = through - hour - 1;
    let micros = 0;
    for (const row of rowsOf(seed, family, hour))
      if (law.delay(family, row.luck, hour) <= age) micros += row.micros;
    const shown = Math.round(micros * (age < 24 ? 1 - left : 1));
    if (shown > 0) hours.set(hour, shown);
  }
  return hours;
}

/** Of a hundred rows six come an hour late and one half a day; the newest hour is two thirds there. */
const prompt = (luck: number): number => (luck < 0.006 ? 14 : luck < 0.066 ? 1 : luck < 0.36 ? 0.5 : 0);

export const LAWS = {
  fast: {
    name: 'twice a day, eight hours behind, ripe in two hours',
    hoursOfDay: [5, 16],
    lag: (n) => 8 + (n % 3 === 0 ? 1 : 0),
    delay: (_, luck) => prompt(luck),
  },
  slow: {
    name: 'once a day, Marketplace in over two days',
    hoursOfDay: [14],
    lag: () => 10,
    delay: (family, luck) => (family === 'amazon' ? prompt(luck) : 70 * luck ** 2),
  },
  bursty: {
    name: 'at odd distances, and now and then without a part of the newest day',
    hoursOfDay: [2, 9, 20],
    lag: (n) => 6 + Math.floor(14 * chance(5, n) ** 2),
    delay: (_, luck) => prompt(luck),
    missing: (n, family) =>
      chance(family === 'amazon' ? 8 : 9, n) < 0.35 ? 0.5 * chance(11, n + family.length) : 0,
  },
  behind: {
    name: 'three times a day, Marketplace ends a day or two before the rest',
    hoursOfDay: [4, 12, 20],
    lag: (n) => 6 + Math.floor(8 * chance(6, n)),
    delay: (_, luck) => prompt(luck),
    behind: (n, family) => (family === 'amazon' ? 0 : 24 + Math.floor(24 * chance(7, n))),
  },
} as const satisfies Record<string, ArrivalLaw>;

/** One law until a day, another from then on. */
export const changing = (before: ArrivalLaw, after: ArrivalLaw, from: Hour): ArrivalLaw => ({
  ...after,
  name: `${before.name}; then ${after.name}`,
  delay: (family, luck, hour) => (hour < from ? before : after).delay(family, luck, hour),
});
