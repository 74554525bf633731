import {
  type Day,
  dayOf,
  dayOfHour,
  type Hour,
  hourOfDay,
  parseInstant,
  weekdayOf,
} from '../domain/base/instant.ts';
import { jitter, textHash, unit } from './random.ts';

/** How a workload's dollars lie over days and hours (UTC). */
export type Rhythm =
  | { readonly kind: 'office'; readonly utcOffset: number }
  | { readonly kind: 'service' }
  | { readonly kind: 'steady' }
  /** Every night from 01:00 to 05:00. */
  | { readonly kind: 'nightly' }
  /** Mondays from 06:00 to 10:00. */
  | { readonly kind: 'weekly' }
  /** Now and then: the share of office hours with any use. */
  | { readonly kind: 'sparse'; readonly share: number };

export interface Spending {
  readonly rhythm: Rhythm;
  /** USD on an ordinary working day at the start of the history. */
  readonly perDay: number;
  /** Growth a 30-day month, 0.05 = five percent. */
  readonly growth: number;
  readonly sigma: number;
}

export const HISTORY_START: Day = dayOf(parseInstant('2026-09-06'));

/** Dollars of one hour, noise included; 0 where the workload sleeps. Depends on nothing but its arguments. */
export function dollarsAt(name: string, spending: Spending, hour: Hour): number {
  const share = hourShare(name, spending.rhythm, hour);
  if (share === 0) return 0;
  const day = dayOfHour(hour);
  const grown = (1 + spending.growth) ** ((day - HISTORY_START) / 30);
  const key = textHash(name);
  return (
    spending.perDay * share * grown * jitter(spending.sigma / 3, key, day) * jitter(spending.sigma, key, hour)
  );
}

/** Share of a working day's dollars that falls into this hour. */
function hourShare(name: string, rhythm: Rhythm, hour: Hour): number {
  const day = dayOfHour(hour);
  const weekend = weekdayOf(day) >= 5;
  const hod = hourOfDay(hour);
  switch (rhythm.kind) {
    case 'office':
      return office((hod + rhythm.utcOffset + 24) % 24) * (weekend ? 0.07 : 1);
    case 'service':
      return serviceShare(hod) * (weekend ? 0.72 : 1);
    case 'steady':
      return 1 / 24;
    case 'nightly':
      return hod >= 1 && hod < 5 ? 0.25 : 0;
    case 'weekly':
      return weekdayOf(day) === 0 && hod >= 6 && hod < 10 ? 0.25 : 0;
    case 'sparse':
      return unit(textHash(name), hour, 7) < rhythm.share ? office(hod) * (weekend ? 0.07 : 1) : 0;
  }
}

/** 8 to 18 o'clock with a dip at noon; sums to 1. */
const OFFICE = [0, 0, 0, 0, 0, 0, 0, 0, 7, 11, 13, 12, 6, 10, 13, 12, 10, 6, 0, 0, 0, 0, 0, 0];
const office = (localHour: number): number => OFFICE[localHour]! / 100;

/** Customers of two continents: never quiet, busiest from 13:00 to 20:00 UTC; sums to about 1. */
export const serviceShare = (hod: number): number => (1 + 0.6 * Math.cos(((hod - 16.5) / 12) * Math.PI)) / 24;
