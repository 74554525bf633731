import { describe, expect, test } from 'vitest';
import { startOfHour } from '../../shared/domain/base/instant.ts';
import type {
  DetectorMessage,
  LookAlike,
  Pack,
  PackDelivery,
  PackIncident,
} from '../bench/detection/pack.ts';
import { scorePack } from '../bench/detection/scoring/score.ts';
import { summarise } from '../bench/detection/scoring/summary.ts';

const START = 480_000;
const LEAVES = ['a/p/m', 'a/q/m', 'b/r/m'];
/** A delivery each 8 hours that holds all hours but the newest 6. */
const deliveries: readonly PackDelivery[] = Array.from({ length: 30 }, (_, turn) => {
  const hours = Array.from({ length: 8 }, (__, hour) => START + turn * 8 + hour);
  return {
    asOf: startOfHour(START + turn * 8 + 14),
    leaf: Uint16Array.from(hours.flatMap(() => [0, 1, 2])),
    hour: Int32Array.from(hours.flatMap((hour) => [hour, hour, hour])),
    cost: new Float64Array(24).fill(1),
  };
});

const incident = (
  from: number,
  dollars: readonly number[],
  more: Partial<PackIncident> = {},
): PackIncident => ({
  kind: 'loop',
  leaves: ['a/p/m'],
  from: START + from,
  to: START + from + dollars.length,
  excess: Float64Array.from(dollars),
  ...more,
});

const packOf = (incidents: readonly PackIncident[], lookAlikes: readonly LookAlike[] = []): Pack => ({
  ...{ seed: 1, from: START, to: START + (35 + 91) * 24, leaves: LEAVES, deliveries, incidents, lookAlikes },
});

const say = (series: string, hour: number): DetectorMessage => ({
  series,
  at: startOfHour(START + hour),
  score: 5,
});

/** Hours 8 to 11; the delivery of hour 22 is the first to hold them. */
const small = incident(8, [10, 10, 10, 10]);

describe('a message finds an incident', () => {
  test.each(['a', 'a/p', 'a/p/m'])('from %s, which is on its path', (series) => {
    const { incidents, falseAlerts } = scorePack(packOf([small]), [say(series, 22)]);
    expect(incidents[0]!.found).toMatchObject({ series, delayHours: 14, beyondHours: 0 });
    expect(falseAlerts).toEqual([]);
  });

  test.each([
    ['before a delivery could show it', say('a/p', 21)],
    ['more than 36 hours after its end', say('a/p', 8 + 4 + 37)],
    ['of a neighbour', say('a/q', 22)],
    ['of a name that only begins the same', say('a/p/m2', 22)],
    ['of another team', say('b', 22)],
    ['whose path it only begins like', say('a/', 22)],
  ])('but not one %s', (_, message) => {
    const score = scorePack(packOf([small]), [message]);
    expect(score.incidents[0]!.found).toBeUndefined();
    expect(score.falseAlerts).toEqual([message]);
  });

  test('once; what follows is a repeat and neither found nor false', () => {
    const score = scorePack(packOf([small]), [say('a/p', 30), say('a', 22), say('a/p/m', 31)]);
    expect(score.incidents[0]!.found?.at).toBe(say('a', 22).at);
    expect([score.repeats, score.falseAlerts.length]).toEqual([2, 0]);
  });

  test('only that of two which burnt most in the last two days, when it speaks of their team', () => {
    const other = incident(8, [90], { leaves: ['a/q/m'] });
    const old = incident(8, [1000, ...Array(80).fill(0.1)], { leaves: ['a/q/m'] });
    const foundOf = (pack: Pack, hour: number) =>
      scorePack(pack, [say('a', hour)]).incidents.map(({ found }) => found !== undefined);
    expect(foundOf(packOf([small, other]), 22)).toEqual([false, true]);
    expect(foundOf(packOf([incident(60, [10, 10]), old]), 78)).toEqual([true, false]);
  });

  test('of a night loop not before a night hour arrived', () => {
    const nights = incident(0, [...Array(12).fill(0), 20, 20]);
    expect(scorePack(packOf([nights]), [say('a/p', 14)]).incidents[0]!.found).toBeUndefined();
    expect(scorePack(packOf([nights]), [say('a/p', 22)]).incidents[0]!.found?.beyondHours).toBe(0);
  });

  test('counts apart from the delivery that held more than $100 of it, the floor of every detector', () => {
    const slow = incident(0, Array(60).fill(4));
    // They are $104 with the 26th hour, which the delivery of hour 38 holds.
    const foundAt = (hour: number) => {
      const { beyondHours, beyondDearHours } = scorePack(packOf([slow]), [say('a/p', hour)]).incidents[0]!
        .found!;
      return [beyondHours, beyondDearHours];
    };
    expect([foundAt(20), foundAt(50)]).toEqual([
      [6, 0],
      [36, 12],
    ]);
  });
});

describe('dollars', () => {
  const long = incident(8, Array(40).fill(5));

  test('are lost until the message and never beyond the end', () => {
    const lostAt = (hour: number) => scorePack(packOf([long]), [say('a/p', hour)]).incidents[0]!.lost;
    expect([lostAt(22), lostAt(22.5), lostAt(80)]).toEqual([70, 72.5, 200]);
  });

  test('of what nobody found are all lost', () => {
    expect(scorePack(packOf([long]), []).incidents[0]).toEqual({ kind: 'loop', dollars: 200, lost: 200 });
  });
});

describe('a look-alike', () => {
  const holiday: LookAlike = { kind: 'holiday', leaves: ['a/p/m'], from: START + 8, to: START + 20 };

  test('that alarms is a false alert and its own fault', () => {
    const score = scorePack(packOf([], [holiday]), [say('a/p', 22)]);
    expect(score.falseAlerts).toHaveLength(1);
    expect(score.lookAlikes).toEqual([{ kind: 'holiday', alarmed: true }]);
  });

  test('is not blamed for a message that found an incident, or that came elsewhere', () => {
    const score = scorePack(packOf([small], [holiday]), [say('a', 22), say('a/q', 22)]);
    expect(score.lookAlikes[0]!.alarmed).toBe(false);
  });
});

test('a summary counts false alerts over the time in which a detector is expected to speak', () => {
  const score = scorePack(packOf([small, incident(60, [10], { kind: 'creep' })]), [
    ...[say('b', 1), say('b', 2), say('a/p', 22), say('b', 90)],
  ]);
  // Two teams for a quarter after the warm-up.
  expect(summarise([score, score])).toMatchObject({
    ...{ falseAlerts: 6, teamQuarters: 4, falsePerTeamQuarter: 1.5, precision: 0.25, repeats: 0 },
    ...{ recall: { found: 2, of: 4 }, big: { found: 2, of: 2 }, small: { found: 0, of: 2 } },
    ...{ medianDelayHours: 14, medianBeyondHours: 0, lostShare: 1 },
    byKind: { loop: { found: 2, of: 2 }, creep: { found: 0, of: 2 } },
  });
});
