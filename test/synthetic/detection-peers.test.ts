import { describe, expect, test } from 'vitest';
import { startOfHour } from '../../shared/domain/base/instant.ts';
import { createDice } from '../bench/detection/dice.ts';
import type { Pack, PackDelivery } from '../bench/detection/pack.ts';
import { holtWinters } from '../bench/detection/peers/holt-winters.ts';
import { asDetector } from '../bench/detection/peers/peer.ts';
import { randomCutForest } from '../bench/detection/peers/random-cut-forest.ts';
import { createRandomCutTree } from '../bench/detection/peers/random-cut-tree.ts';
import { rollingZ } from '../bench/detection/peers/rolling-z.ts';
import { seasonalMedian } from '../bench/detection/peers/seasonal-median.ts';
import { staticRule } from '../bench/detection/peers/static-rule.ts';

const START = 480_000;
const DAYS = 50;
/** Hour of the loop, counted from the start: $100 an hour for a day, where $10 an hour is usual. */
const LOOP = 40 * 24;
const costAt = (hour: number, loud: boolean): number =>
  9.5 + ((hour * 7) % 11) / 10 + (loud && hour >= LOOP && hour < LOOP + 24 ? 100 : 0);

const packOf = (loud: boolean): Pack => ({
  ...{ seed: 1, from: START, to: START + DAYS * 24, leaves: ['a/p/m'], incidents: [], lookAlikes: [] },
  deliveries: Array.from({ length: DAYS * 3 - 2 }, (_, turn): PackDelivery => {
    const hours = Array.from({ length: 8 }, (__, hour) => turn * 8 + hour);
    return {
      asOf: startOfHour(START + turn * 8 + 14),
      leaf: new Uint16Array(8),
      hour: Int32Array.from(hours, (hour) => START + hour),
      cost: Float64Array.from(hours, (hour) => costAt(hour, loud)),
    };
  }),
});

describe.each([staticRule, rollingZ, seasonalMedian, holtWinters, randomCutForest])('$name', (peer) => {
  const say = (loud: boolean, threshold: number) => asDetector(peer, threshold)(packOf(loud));

  test.each(peer.thresholds)('at %d finds a loop within a day and speaks of no other time', (threshold) => {
    const hours = say(true, threshold)
      .map(({ at }) => at / 3_600_000 - START)
      .filter((hour) => hour > 15 * 24);
    expect(hours[0]).toBeGreaterThan(LOOP);
    expect(hours[0]).toBeLessThan(LOOP + 38);
    expect(hours.at(-1)).toBeLessThan(LOOP + 24 + 38);
  });

  test('is quiet where nothing happens', () => {
    // A newcomer is news to the fixed rule: it knows no other day.
    const later = say(false, peer.thresholds[0]!).filter(({ at }) => at > startOfHour(START + 15 * 24));
    expect(later).toEqual([]);
  });
});

describe('a random cut tree', () => {
  const planted = () => {
    const dice = createDice(7);
    const tree = createRandomCutTree(dice);
    for (let id = 0; id < 60; id += 1) tree.insert(id, [dice.unit(), dice.unit()]);
    return tree;
  };

  test('is displaced more by a point far away than by any of the crowd', () => {
    const tree = planted();
    tree.insert(60, [20, -20]);
    const crowd = Array.from({ length: 60 }, (_, id) => tree.displacement(id));
    expect(tree.displacement(60)).toBe(60);
    expect(Math.max(...crowd)).toBeLessThan(60);
  });

  test('forgets a point that is taken out, and counts equal points together', () => {
    const tree = planted();
    const before = Array.from({ length: 60 }, (_, id) => tree.displacement(id));
    tree.insert(60, [20, -20]);
    tree.insert(61, [20, -20]);
    expect(tree.displacement(61)).toBe(30);
    tree.remove(60);
    expect(tree.displacement(61)).toBe(60);
    tree.insert(62, [20, -20]);
    expect(tree.displacement(62)).toBe(30);
    tree.remove(62);
    tree.remove(61);
    expect(Array.from({ length: 60 }, (_, id) => tree.displacement(id))).toEqual(before);
  });

  test('has no memory of how far it once reached', () => {
    const tree = planted();
    tree.insert(60, [2_000, 2_000]);
    tree.remove(60);
    const displaced = Array.from({ length: 20 }, (_, place) => {
      tree.insert(61 + place, [4, 4]);
      const most = tree.displacement(61 + place);
      tree.remove(61 + place);
      return most;
    });
    expect(displaced.filter((most) => most === 60).length).toBeGreaterThan(10);
  });
});

test('a peer that is always alarmed speaks once, of the smallest series', () => {
  const loud = { judge: () => () => ({ score: 9, excess: 200 }) };
  expect(asDetector(loud, 5)(packOf(false)).map(({ series }) => series)).toEqual(['a/p/m']);
});
