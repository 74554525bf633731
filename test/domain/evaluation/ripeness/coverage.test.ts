import { describe, expect, test } from 'vitest';
import type { Hour } from '../../../../shared/domain/base/instant.ts';
import { AGE_STEPS } from '../../../../shared/domain/evaluation/ripeness/age.ts';
import { observe } from '../../../../shared/domain/evaluation/ripeness/observe.ts';
import { RIPE_SHARE } from '../../../../shared/domain/evaluation/ripeness/prior.ts';
import { type Ripeness, ripenessOf } from '../../../../shared/domain/evaluation/ripeness/ripeness.ts';
import { NOTHING_LEARNED } from '../../../../shared/domain/evaluation/ripeness/state.ts';
import {
  type ArrivalLaw,
  arrivals,
  changing,
  FAMILIES,
  finalMicros,
  LAWS,
} from '../../../builders/arrival.ts';
import { at } from '../../../builders/series.ts';

const FROM = at('2026-10-10');
const DAY = 24;
const SEEDS = [101, 102, 103, 104];
const FEW = [101, 102];
/** Windows by the age of their youngest hour and their length, in hours. */
const WINDOWS = [
  [0, 3],
  [0, 12],
  [0, 24],
  [4, 12],
  [12, 24],
  [24, 24],
  [48, 24],
] as const;

interface Moment {
  readonly seed: number;
  readonly day: number;
  readonly ageZero: Hour;
  readonly ripeness: Ripeness;
  /** What a family's window shows now, and what it comes to in the end. */
  readonly cost: (family: string, from: Hour, to: Hour) => { readonly known: number; readonly final: number };
}

/** After each visit of the export, what is known and what was learned of the visits so far. */
function* moments(law: ArrivalLaw, seed: number, days: number): Generator<Moment> {
  let state = NOTHING_LEARNED;
  const known = new Map<string, number>();
  for (const delivery of arrivals(law, seed, FROM, days)) {
    state = observe(state, delivery);
    for (const [family, hours] of delivery.costs)
      for (const [hour, micros] of hours) known.set(`${family} ${hour}`, micros);
    const { ageZero, executedAt } = state.deliveries.at(-1)!;
    // The month before is delivered a minute earlier.
    if (executedAt % 3_600_000 === 0) continue;
    const cost: Moment['cost'] = (family, from, to) => {
      const sum = { known: 0, final: 0 };
      for (let hour = from; hour < to; hour += 1) {
        sum.known += known.get(`${family} ${hour}`) ?? 0;
        sum.final += finalMicros(seed, family, hour);
      }
      return sum;
    };
    const day = (executedAt / 3_600_000 - FROM) / DAY;
    yield { seed, day, ageZero, ripeness: ripenessOf(state), cost };
  }
}

/** Of unripe windows from a day on: how many ended within the range that was told, and how many there were. */
function coverage(law: ArrivalLaw, seeds: readonly number[], fromDay: number, days: number) {
  let [within, told] = [0, 0];
  for (const seed of seeds) {
    for (const { day, ageZero, ripeness, cost } of moments(law, seed, days)) {
      if (day < fromDay) continue;
      for (const family of FAMILIES) {
        for (const [youngest, hours] of WINDOWS) {
          const window = { family, from: ageZero - youngest - hours, to: ageZero - youngest, ageZero };
          const { known, final } = cost(family, window.from, window.to);
          const range = ripeness.finalCost(known, window);
          if (range === undefined || ripeness.completeness(window).mid >= RIPE_SHARE) continue;
          told += 1;
          // One millionth for rounding.
          if (final >= range.low - 1 && final <= range.high + 1) within += 1;
        }
      }
    }
  }
  return { share: within / told, told };
}

describe('nine of ten unripe windows end within the range that is told of them', { timeout: 60_000 }, () => {
  test.each([
    ['two deliveries a day that are ripe in hours', LAWS.fast, FEW],
    ['a bill of which Marketplace comes over two days late', LAWS.slow, SEEDS],
    ['deliveries that now and then leave something out', LAWS.bursty, FEW],
    ['a family that ends a day or two before the rest', LAWS.behind, FEW],
  ])('after two weeks of %s, across the end of a month', (_, law, seeds) => {
    const { share, told } = coverage(law, seeds, 14, 28);
    expect(told).toBeGreaterThan(100);
    expect(share).toBeGreaterThanOrEqual(0.85);
    expect(share).toBeLessThanOrEqual(0.95);
  });

  test.each([
    ['late', LAWS.fast, LAWS.slow],
    ['punctual', LAWS.slow, LAWS.fast],
  ])('two weeks after a bill became %s', (_, before, after) => {
    const { share, told } = coverage(changing(before, after, FROM + 16 * DAY), SEEDS, 31, 42);
    expect(told).toBeGreaterThan(100);
    expect(share).toBeGreaterThanOrEqual(0.85);
    expect(share).toBeLessThanOrEqual(0.95);
  });
});

describe('on the first day', () => {
  test.each([LAWS.fast, LAWS.slow])('no unripe hour is called ripe: $name', (law) => {
    const shown = new Map<string, { known: number; final: number }>();
    for (const { ageZero, cost } of moments(law, 41, 20)) {
      for (const family of FAMILIES) {
        for (const age of AGE_STEPS.filter((step) => step <= 120 && ageZero - step > FROM)) {
          const sum = shown.get(`${family} ${age}`) ?? { known: 0, final: 0 };
          const { known, final } = cost(family, ageZero - age - 1, ageZero - age);
          shown.set(`${family} ${age}`, { known: sum.known + known, final: sum.final + final });
        }
      }
    }
    const told = ripenessOf(NOTHING_LEARNED);
    for (const family of FAMILIES) {
      const ripe = AGE_STEPS.filter((age) => age <= 120 && age >= told.ripeAge(family));
      expect(ripe.length).toBeGreaterThan(2);
      for (const age of ripe) {
        const { known, final } = shown.get(`${family} ${age}`)!;
        expect(known / final).toBeGreaterThanOrEqual(RIPE_SHARE);
      }
    }
  });

  test('nothing is said of the cost of hours of which hardly anything has come', () => {
    const window = { family: 'anthropic', from: 98, to: 102, ageZero: 100 };
    expect(ripenessOf().completeness({ ...window, from: 100 }).mid).toBe(0);
    expect(ripenessOf().finalCost(5, { ...window, from: 100 })).toBeUndefined();
  });
});
