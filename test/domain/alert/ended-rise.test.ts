import { describe, expect, test } from 'vitest';
import { approximate } from '../../../shared/domain/base/money.ts';
import { replay, told } from '../../builders/replay.ts';
import { aStream, at, plus, rhythm } from '../../builders/series.ts';
import { createWorld } from '../../builders/view.ts';

const START = at('2026-10-20T02:00');
const base = rhythm({ seed: 4, base: 3 });

/** The last telling of a rise of $60 an hour. */
function lastOf(hours: number) {
  const world = createWorld([aStream({ cost: plus(base, START, 60, START + hours) })]);
  return told(replay(world, '2026-10-18T05:04:00Z', '2026-10-26T05:04:00Z')).at(-1)!;
}

describe('a rise that is over', () => {
  // Deliveries come half a day apart: ends before, at and behind what one of them had judged.
  test.each([26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37])(
    'after %i hours is told with all of them',
    (hours) => {
      const { reason, after } = lastOf(hours);
      expect(reason).toBe('resolved');
      const { endedAt, startedAt, impact, series, costPerHour } = after.finding;
      expect([startedAt, endedAt]).toEqual([START, START + hours]);
      expect(approximate(impact.soFar) / (60 * hours)).toBeCloseTo(1, 1);
      const ran = series.filter(({ hour }) => hour >= START && hour < START + hours);
      expect(costPerHour).toBe(ran.reduce((sum, { cost }) => sum + cost, 0n) / BigInt(hours));
    },
  );
});
