import { describe, expect, it } from 'vitest';
import { scoreIn, tailOf, tailOfValues } from '../../../../shared/domain/evaluation/baseline/tail.ts';

/** So many quiet residuals, a quarter of them at `high`, ascending. */
const values = (count: number, high = 0): readonly number[] =>
  Array.from({ length: count }, (_, index) => (index >= 0.75 * count ? high : 0));
/** What a tail that showed nothing is believed to be. */
const BELIEVED = 0.15;

describe('the tail', () => {
  it('is wider the shorter the history, and the longer the windows of a day', () => {
    const scale = (count: number, hours: number) => tailOf(values(count), [], hours).scale / BELIEVED;
    expect(scale(40, 24)).toBeCloseTo(1 + 14 / 40, 12);
    expect(scale(10, 24)).toBeCloseTo(1 + 14 / 10, 12);
    expect(scale(40, 3)).toBe(scale(40, 24));
    expect(scale(40, 96)).toBeCloseTo(1 + (14 * 2) / 40, 12);
    expect(tailOfValues(values(40), 216).scale / BELIEVED).toBeCloseTo(1 + (14 * 3) / 40, 12);
  });

  it('is no thinner than that of the other hours of the day, which weigh as one window a day', () => {
    const pooled = tailOf(values(40), values(120, 2), 24);
    // Thirty bursts of 160 windows, each a quarter of a day's worth.
    expect(pooled.scale).toBeCloseTo((((2 * 30) / 4 + 2 * BELIEVED) / (30 / 4 + 2)) * 1.35, 12);
    expect(pooled.most).toBe(2);
    expect(pooled.days).toBe(40);
    const restless = values(40, 1);
    expect(tailOf(restless, values(120, 0.01), 24).scale).toBe(tailOf(restless, [], 24).scale);
  });

  it('begins where most of all hours end, even if the own hour is calmer', () => {
    const busier = Array.from({ length: 120 }, () => 1);
    expect(tailOf(values(40), busier, 24).from).toBe(1);
    expect(tailOf(busier, values(40), 24).from).toBe(1);
  });
});

describe('the score', () => {
  const tail = { from: 1, scale: 2, most: 4, days: 42 };
  it('is one in four where the tail begins, and rarer with every scale above', () => {
    expect(scoreIn(tail, 1)).toBeCloseTo(-Math.log10(0.25), 12);
    expect(scoreIn(tail, 1 + Math.LN10)).toBeCloseTo(-Math.log10(0.25) + 1 / 2, 12);
  });

  it('is one day in n beyond the highest of n days, however heavy the tail, and falls off from there', () => {
    expect(scoreIn(tail, 4)).toBeCloseTo(-Math.log10(0.25) + 3 / (2 * Math.LN10), 12);
    expect(scoreIn(tail, 4.000_001)).toBeCloseTo(Math.log10(42), 5);
    expect(scoreIn(tail, 4 + Math.log(5))).toBeCloseTo(Math.log10(42 * 25), 12);
    expect(scoreIn({ ...tail, days: 8 }, 4 + Math.log(5))).toBeCloseTo(Math.log10(8 * 25), 12);
  });

  it('never falls with the value', () => {
    const values = Array.from({ length: 200 }, (_, index) => index / 20);
    const scores = values.map((value) => scoreIn(tail, value));
    expect(scores).toEqual([...scores].sort((a, b) => a - b));
  });
});
