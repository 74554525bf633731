import { describe, expect, it } from 'vitest';
import { startOfHour } from '../../../../shared/domain/base/instant.ts';
import { EVALUATION_DEFAULTS } from '../../../../shared/domain/evaluation/defaults.ts';
import { observeAll } from '../../../../shared/domain/evaluation/ripeness/observe.ts';
import { type Ripeness, ripenessOf } from '../../../../shared/domain/evaluation/ripeness/ripeness.ts';
import { NOTHING_LEARNED } from '../../../../shared/domain/evaluation/ripeness/state.ts';
import { buildCostTree } from '../../../../shared/domain/evaluation/series/cost-tree.ts';
import { judgedTimeOf, ripeEndOf } from '../../../../shared/domain/evaluation/series/judged-time.ts';
import { type ArrivalLaw, arrivals, LAWS } from '../../../builders/arrival.ts';
import { anEntry } from '../../../builders/entry.ts';
import { at } from '../../../builders/series.ts';
import { aView } from '../../../builders/snapshot.ts';

const END = at('2026-11-18T14:00');
const treeTo = (grain: 'hourly' | 'daily' = 'hourly') =>
  buildCostTree([aView([anEntry()], { dataThrough: END, grain })])!;
const timeAt = (asOf: number, grain: 'hourly' | 'daily' = 'hourly', ripeness?: Ripeness) => {
  const { ripeEnd, dataEnd } = judgedTimeOf(treeTo(grain), startOfHour(asOf), EVALUATION_DEFAULTS, ripeness);
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

describe('once deliveries have shown how they fill up', () => {
  const learned = (law: ArrivalLaw) =>
    ripenessOf(observeAll(NOTHING_LEARNED, [...arrivals(law, 3, at('2026-11-01'), 14)]));

  it('hours count as soon as they are usually there', () => {
    expect(timeAt(END + 8, 'hourly', learned(LAWS.fast))).toEqual([-1, 0]);
  });

  it('hours that usually come later are not taken as complete, nor waited for over three days', () => {
    const late: ArrivalLaw = { ...LAWS.slow, delay: (_, luck) => 70 * luck ** 2 };
    expect(timeAt(END + 10, 'hourly', learned(late))[0]).toBeLessThanOrEqual(-48);
    const never: ArrivalLaw = { ...LAWS.slow, delay: (_, luck) => 200 * luck };
    expect(timeAt(END + 10, 'hourly', learned(never))).toEqual([-72, 0]);
  });

  it('what one family brings late holds up its own series and nobody else', () => {
    const time = judgedTimeOf(treeTo(), startOfHour(END + 10), EVALUATION_DEFAULTS, learned(LAWS.slow));
    expect(time.ripeEnd).toBeGreaterThanOrEqual(END - 2);
    expect(ripeEndOf(time, ['amazon'])).toBe(time.ripeEnd);
    expect(ripeEndOf(time, ['anthropic'])).toBeLessThanOrEqual(END - 48);
    expect(ripeEndOf(time, ['amazon', 'anthropic'])).toBe(ripeEndOf(time, ['anthropic']));
    expect(ripeEndOf(time, [])).toBe(time.ripeEnd);
  });

  it('a family whose data ends a day before the rest is ripe up to its own newest hours', () => {
    const known = [...arrivals(LAWS.behind, 3, at('2026-11-01'), 14)];
    const { dataThrough, executedAt, costs } = known.at(-1)!;
    const tree = { ...treeTo(), dataThrough };
    const ripeness = ripenessOf(observeAll(NOTHING_LEARNED, known));
    const time = judgedTimeOf(tree, executedAt, EVALUATION_DEFAULTS, ripeness);
    const newest = Math.max(...costs.get('anthropic')!.keys());
    expect(newest).toBeLessThan(dataThrough - 20);
    expect(time.ripeEnd).toBeGreaterThanOrEqual(dataThrough - 2);
    expect(ripeEndOf(time, ['anthropic'])).toBeGreaterThanOrEqual(newest - 2);
    expect(ripeEndOf(time, ['anthropic'])).toBeLessThanOrEqual(newest + 1);
  });

  it('two days without usage are silence all the same', () => {
    expect(timeAt(END + 80, 'hourly', learned(LAWS.fast))).toEqual([27, 27]);
  });
});

it("a month's last hours ripen though its data cannot go on", () => {
  const end = at('2026-12-01');
  const tree = buildCostTree([aView([anEntry()], { dataThrough: end })])!;
  const ripeEnd = (hoursLater: number) =>
    judgedTimeOf(tree, startOfHour(end + hoursLater), EVALUATION_DEFAULTS).ripeEnd - end;
  expect([8, 13, 14, 30].map(ripeEnd)).toEqual([-2, -1, 0, 0]);
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
