import { describe, expect, test } from 'vitest';
import { HOUR_MS } from '../../shared/domain/base/instant.ts';
import { makePack } from '../bench/detection/make-pack.ts';
import type { Pack } from '../bench/detection/pack.ts';

const SEEDS = [1, 2, 3];
const packs: readonly Pack[] = SEEDS.map((seed) => makePack(seed));

/** Sum of the newest cost of each leaf's hours in a range. */
function known(pack: Pack, from: number, to: number, leaves?: ReadonlySet<string>): number {
  const cells = new Map<string, number>();
  for (const { leaf, hour, cost } of pack.deliveries) {
    hour.forEach((at, row) => {
      const id = pack.leaves[leaf[row]!]!;
      if (at >= from && at < to && leaves?.has(id) !== false) cells.set(`${id}@${at}`, cost[row]!);
    });
  }
  return [...cells.values()].reduce((sum, cost) => sum + cost, 0);
}

describe.each(packs)('pack $seed', (pack) => {
  test('is the same each time it is made', () => {
    expect(makePack(pack.seed)).toEqual(pack);
  });

  test('has eight teams, about a hundred leaves and three deliveries a day for 140 days', () => {
    expect(new Set(pack.leaves.map((leaf) => leaf.split('/')[0])).size).toBe(8);
    expect(Math.abs(pack.leaves.length - 120)).toBeLessThan(40);
    expect(pack.leaves).toEqual([...new Set(pack.leaves)].sort());
    expect(Math.abs(pack.deliveries.length - 408)).toBeLessThan(13);
    expect(pack.to - pack.from).toBe(140 * 24);
  });

  test('shows no hour before it is over, and every delivery after the one before', () => {
    let last = 0;
    for (const { asOf, hour } of pack.deliveries) {
      expect(asOf).toBeGreaterThan(last);
      expect(hour.every((at) => (at + 1) * HOUR_MS <= asOf && at >= pack.from)).toBe(true);
      last = asOf;
    }
  });

  test('tells each row only when it changed', () => {
    const cells = new Map<number, number>();
    for (const { leaf, hour, cost } of pack.deliveries) {
      hour.forEach((at, row) => {
        const key = at * 1000 + leaf[row]!;
        if (cells.get(key) === cost[row]!) expect.fail(`told again: ${pack.leaves[leaf[row]!]} ${at}`);
        cells.set(key, cost[row]!);
      });
    }
  });

  test('has some twenty incidents of all kinds, none in the first 45 days, each worth finding', () => {
    expect(pack.incidents.length).toBeGreaterThanOrEqual(19);
    expect(new Set(pack.incidents.map(({ kind }) => kind)).size).toBe(10);
    for (const { from, to, excess } of pack.incidents) {
      expect(from).toBeGreaterThanOrEqual(pack.from + 45 * 24);
      expect(to).toBeLessThanOrEqual(pack.to - 48);
      expect(excess.length).toBe(to - from);
      expect(excess.reduce((sum, value) => sum + value, 0)).toBeGreaterThanOrEqual(200);
    }
  });

  test('keeps three weeks between two incidents of a principal', () => {
    const busy = new Map<string, { from: number; to: number }>();
    for (const { leaves, from, to } of pack.incidents) {
      for (const principal of new Set(leaves.map((leaf) => leaf.split('/').slice(0, 2).join('/')))) {
        const before = busy.get(principal);
        if (before !== undefined) expect(from - before.to).toBeGreaterThanOrEqual(21 * 24);
        busy.set(principal, { from, to });
      }
    }
  });

  test('has look-alikes of all kinds', () => {
    expect(new Set(pack.lookAlikes.map(({ kind }) => kind)).size).toBe(9);
    expect(pack.lookAlikes.length).toBeGreaterThanOrEqual(12);
  });

  test('spends what its incidents say: newcomers cost exactly their excess', () => {
    for (const { from, to, excess, leaves } of pack.incidents.filter(
      ({ kind }) => kind === 'new principal',
    )) {
      const spent = known(pack, from, to, new Set(leaves));
      expect(spent / excess.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 1);
    }
  });
});
