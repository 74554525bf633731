import { expect, it } from 'vitest';
import { windowsOf } from '../../../../shared/domain/evaluation/rise/windows.ts';
import { aTime, NOW } from '../../../builders/judging.ts';

const hoursOf = (overrides: Parameters<typeof aTime>[0]) =>
  windowsOf(aTime(overrides)).map(({ shape, end }) => [shape.hours, end - NOW]);
const RIPE = [3, 12, 24, 48, 72, 168].map((hours) => [hours, 0]);

it('are sums of three hours to a week that end with the ripe data', () => {
  expect(hoursOf({})).toEqual(RIPE);
});

it('end in unripe hours as well while there are any, up to a day', () => {
  expect(hoursOf({ dataEnd: NOW + 1 })).toEqual([...RIPE, [3, 1], [12, 1], [24, 1]]);
});

it('are whole days of a daily export', () => {
  expect(hoursOf({ step: 24 })).toEqual([24, 48, 72, 168].map((hours) => [hours, 0]));
});

it('compare long windows with a far past, and ask more of what is long or unripe', () => {
  for (const { shape, end } of windowsOf(aTime({ dataEnd: NOW + 5 }))) {
    const [long, unripe] = [shape.hours >= 72, end > NOW];
    expect(shape.firstLag).toBeGreaterThanOrEqual(long ? 14 : shape.hours / 24);
    expect(shape.percent).toBe(long ? 50 : unripe ? 100 : 0);
    expect(shape.dollars > 1).toBe(unripe || shape.hours > 24);
    expect(shape.extraScore).toBe(unripe ? 1 : 0);
  }
});
