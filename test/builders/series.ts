import { dayOfHour, hourOf, hourOfDay, parseInstant, weekdayOf } from '../../shared/domain/base/instant.ts';
import type { TokenKind } from '../../shared/domain/charge/charge.ts';

/** Hourly cost of one principal's use of one model, in dollars; `kinds` are the token kinds' shares. */
export interface Stream {
  readonly team: string;
  readonly principal: string;
  readonly model: string;
  readonly kinds: Readonly<Partial<Record<TokenKind, number>>>;
  readonly cost: (hour: number) => number;
}

export const at = (text: string): number => hourOf(parseInstant(text));

/** Every world of these tests begins here: a Sunday, 75 days before 20 November. */
export const WORLD_FROM = at('2026-09-06');

export const aStream = (overrides: Partial<Stream> = {}): Stream => ({
  team: 'search',
  principal: 'role/search-api@123456789012',
  model: 'claude-sonnet-4.6',
  kinds: { input: 0.6, output: 0.4 },
  cost: () => 3,
  ...overrides,
});

/** Even in [0, 1), the same for the same seed and hour whoever asks first. */
export function chance(seed: number, n: number): number {
  let x = (Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(n + 0x7f4a7c15, 0xc2b2ae35)) >>> 0;
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d) >>> 0;
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b) >>> 0;
  return ((x ^ (x >>> 16)) >>> 0) / 2 ** 32;
}

const normal = (seed: number, n: number): number =>
  Math.sqrt(-2 * Math.log(1 - chance(seed, 2 * n))) * Math.cos(2 * Math.PI * chance(seed, 2 * n + 1));

export interface Rhythm {
  readonly seed: number;
  /** Dollars an hour on average. */
  readonly base: number;
  /** Log deviation of single hours and of whole days. */
  readonly hourNoise?: number;
  readonly dayNoise?: number;
  /** 0: flat round the clock; 1: nothing at night. */
  readonly daily?: number;
  /** Part of a weekday's cost on Saturdays and Sundays. */
  readonly weekend?: number;
  /** Growth a week, e.g. 0.03. */
  readonly growth?: number;
}

/** What teams look like: office hours, quiet weekends, days and hours that differ. */
export const rhythm =
  ({ seed, base, hourNoise = 0.35, dayNoise = 0.15, daily = 0.6, weekend = 0.5, growth = 0 }: Rhythm) =>
  (hour: number): number => {
    const day = dayOfHour(hour);
    const office = 1 + daily * Math.cos(((hourOfDay(hour) - 14) / 12) * Math.PI);
    const week = weekdayOf(day) >= 5 ? weekend : 1;
    const grown = (1 + growth) ** ((hour - WORLD_FROM) / 168);
    const noise = Math.exp(hourNoise * normal(seed, hour) + dayNoise * normal(seed + 1, day));
    return base * office * week * grown * noise;
  };

/** Adds `extra` dollars an hour in [from, to). */
export const plus =
  (
    cost: Stream['cost'],
    from: number,
    extra: number | ((hour: number) => number),
    to = Infinity,
  ): Stream['cost'] =>
  (hour) =>
    cost(hour) + (hour >= from && hour < to ? (typeof extra === 'number' ? extra : extra(hour)) : 0);

/** Multiplies from an hour on. */
export const times =
  (cost: Stream['cost'], from: number, factor: number, to = Infinity): Stream['cost'] =>
  (hour) =>
    cost(hour) * (hour >= from && hour < to ? factor : 1);

/** Forty principals of five teams, most of them with one model, a few with two. */
export function aCompany(seed = 1, principals = 40): Stream[] {
  const teams = ['search', 'support', 'fraud', 'ops', 'growth'];
  return Array.from({ length: principals }, (_, index) => {
    const own = seed * 1000 + index * 7;
    const base = 0.5 * 30 ** chance(own, 3);
    const stream = aStream({
      team: teams[index % teams.length]!,
      principal: `role/service-${index}@123456789012`,
      cost: rhythm({
        seed: own,
        base,
        daily: chance(own, 4),
        weekend: 0.2 + 0.8 * chance(own, 5),
        dayNoise: 0.1 + 0.15 * chance(own, 6),
      }),
    });
    if (index % 5 > 0) return [stream];
    const second = rhythm({ seed: own + 3, base: base / 3, weekend: 0.6 });
    return [stream, { ...stream, model: 'claude-haiku-4.5', cost: second }];
  }).flat();
}
