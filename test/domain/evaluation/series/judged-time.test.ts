import { expect, it } from 'vitest';
import { startOfHour } from '../../../../shared/domain/base/instant.ts';
import { EVALUATION_DEFAULTS } from '../../../../shared/domain/evaluation/defaults.ts';
import { buildCostTree } from '../../../../shared/domain/evaluation/series/cost-tree.ts';
import { judgedTimeOf } from '../../../../shared/domain/evaluation/series/judged-time.ts';
import { anEntry } from '../../../builders/entry.ts';
import { at } from '../../../builders/series.ts';
import { aView } from '../../../builders/snapshot.ts';

const END = at('2026-11-18T14:00');
const timeAt = (asOf: number, grain: 'hourly' | 'daily' = 'hourly') => {
  const tree = buildCostTree([aView([anEntry()], { dataThrough: END, grain })])!;
  const { ripeEnd, dataEnd } = judgedTimeOf(tree, startOfHour(asOf), EVALUATION_DEFAULTS);
  return [ripeEnd - END, dataEnd - END];
};

it.each([
  ['data up to the delivery is ripe to six hours before it', 0, [-6, 0]],
  ['late data is ripe to its last two hours', 20, [-2, 0]],
  ['a file at rest is judged where its data ends', 48, [-2, 0]],
  ['two days without usage are silence, and judged as such', 80, [26, 26]],
])('%s', (_, hoursLater, expected) => {
  expect(timeAt(END + hoursLater)).toEqual(expected);
});

it('takes whole days of a daily export', () => {
  expect(timeAt(END + 8, 'daily')).toEqual([-14, -14]);
});

it('leaves periods in another currency out', () => {
  const october = aView([anEntry({ day: at('2026-10-05') / 24 })], {
    billingPeriod: '2026-10',
    currency: 'EUR',
  });
  const tree = buildCostTree([october, aView()])!;
  expect(tree.firstHour).toBeGreaterThan(at('2026-11-01'));
});
