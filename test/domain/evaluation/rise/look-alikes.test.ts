import { describe, expect, it, test } from 'vitest';
import {
  type HanderOver,
  handersOver,
  movedIn,
  silentCost,
} from '../../../../shared/domain/evaluation/baseline/moved-cost.ts';
import { seenBefore } from '../../../../shared/domain/evaluation/baseline/seen-before.ts';
import { aJudging, aNode, aParent, aSeries, NOW } from '../../../builders/judging.ts';
import { at, type Stream, times } from '../../../builders/series.ts';

/** Four hours that cost $100 each; `earlier` adds costs by hours before them. */
const seen = (earlier: readonly (readonly [hoursBefore: number, dollars: number])[], hours = 4) => {
  const starts = [[0, 100] as const, ...earlier];
  const cost: Stream['cost'] = (hour) =>
    starts.reduce((sum, [before, dollars]) => {
      const first = NOW - hours - before;
      return hour >= first && hour < first + hours ? sum + dollars : sum;
    }, 0);
  return seenBefore(aSeries(cost), NOW - hours, NOW);
};
const WEEK = 168;

describe('what was seen in earlier weeks', () => {
  test.each<[string, readonly (readonly [number, number])[], number]>([
    ['never', [], 0],
    ['once', [[WEEK, 100]], 0],
    [
      'twice',
      [
        [WEEK, 100],
        [2 * WEEK, 120],
      ],
      400,
    ],
    [
      'three times, of which the second highest counts',
      [
        [WEEK, 90],
        [2 * WEEK, 120],
        [3 * WEEK, 110],
      ],
      440,
    ],
    [
      'twice in four weeks',
      [
        [3 * WEEK, 100],
        [4 * WEEK, 100],
      ],
      400,
    ],
    [
      'once, and again five weeks ago',
      [
        [4 * WEEK, 100],
        [5 * WEEK, 100],
      ],
      0,
    ],
    [
      'twice just as high as it must be',
      [
        [WEEK, 85],
        [2 * WEEK, 85],
      ],
      340,
    ],
    [
      'twice a little lower',
      [
        [WEEK, 100],
        [2 * WEEK, 84.9],
      ],
      0,
    ],
    [
      'twice three hours early or late',
      [
        [WEEK + 3, 100],
        [2 * WEEK - 3, 100],
      ],
      400,
    ],
    [
      'twice four hours early, so not whole',
      [
        [WEEK + 4, 100],
        [2 * WEEK + 4, 100],
      ],
      0,
    ],
    [
      'twice four hours late, so not whole',
      [
        [WEEK - 4, 100],
        [2 * WEEK - 4, 100],
      ],
      0,
    ],
  ])('%s', (_, earlier, cost) => {
    expect(seen(earlier)).toBeCloseTo(cost, 9);
  });

  it('may lie hours off for a day at most', () => {
    const off = (hours: number) =>
      seen(
        [
          [WEEK + 3, 100],
          [2 * WEEK + 3, 100],
        ],
        hours,
      );
    expect(off(24)).toBeCloseTo(2400, 9);
    // 25 hours shifted by three hold 22 dear ones: 88 percent, but not all.
    expect(off(25)).toBeCloseTo(2200, 9);
  });
});

describe('what was seen at an earlier month end', () => {
  const CLOSE = at('2026-11-01');
  /** $100 in each of four hours from `offset` on around this month's start, and `dollars` around earlier ones. */
  const closing = (
    offset: number,
    earlier: Readonly<Record<string, readonly [offset: number, dollars: number]>>,
  ) => {
    const bursts = [
      [CLOSE + offset, 100] as const,
      ...Object.entries(earlier).map(
        ([month, [off, dollars]]) => [at(`${month}-01`) + off, dollars] as const,
      ),
    ];
    const cost: Stream['cost'] = (hour) =>
      bursts.reduce((sum, [from, dollars]) => (hour >= from && hour < from + 4 ? sum + dollars : sum), 0);
    return seenBefore(aSeries(cost, at('2026-08-01')), CLOSE + offset, CLOSE + offset + 4);
  };

  test.each<[string, number, Parameters<typeof closing>[1], number]>([
    ['never', 5, {}, 0],
    ['a month ago', 5, { '2026-10': [5, 100] }, 400],
    ['two months ago', 5, { '2026-09': [5, 90] }, 360],
    ['both, of which the higher counts', 5, { '2026-10': [5, 120], '2026-09': [5, 110] }, 480],
    ['both, the other way round', 5, { '2026-10': [5, 110], '2026-09': [5, 120] }, 480],
    ['just high enough', 5, { '2026-10': [5, 85] }, 340],
    ['too low', 5, { '2026-10': [5, 84.9] }, 0],
    ['before the month’s end', -30, { '2026-10': [-30, 100] }, 400],
    ['two days earlier in its month', 30, { '2026-10': [-18, 100] }, 400],
    ['two days later in its month', -30, { '2026-10': [18, 100] }, 400],
    ['more than two days earlier', 30, { '2026-10': [-22, 100] }, 0],
    ['more than two days later', -30, { '2026-10': [22, 100] }, 0],
    ['from three days after the start', 72, { '2026-10': [72, 100] }, 400],
    ['from more than three days after it', 73, { '2026-10': [73, 100] }, 0],
    ['until three days before the end', -76, { '2026-10': [-76, 100] }, 400],
    ['until more than three days before it', -77, { '2026-10': [-77, 100] }, 0],
  ])('%s', (_, offset, earlier, cost) => {
    expect(closing(offset, earlier)).toBeCloseTo(cost, 9);
  });

  it('belongs to the month start that is nearer, also in the middle of a month', () => {
    expect(closing(360, { '2026-10': [360, 100] })).toBe(0);
    expect(closing(-360, { '2026-10': [-360, 100] })).toBe(0);
  });
});

describe('the money of those who fell silent', () => {
  const aHand = (cost: Stream['cost'], knownTo = NOW): HanderOver => [{ series: aSeries(cost), knownTo }];
  /** $2 an hour until `hours` before now, then `rest`. */
  const silentFor =
    (hours: number, rest = 0): Stream['cost'] =>
    (hour) =>
      hour < NOW - hours ? 2 : rest;
  const silent = (costs: readonly Stream['cost'][], window = { from: NOW - 24, to: NOW }, time = {}) =>
    silentCost(
      aJudging([], { time }),
      costs.map((cost) => aHand(cost)),
      window,
    );

  test.each<[string, Stream['cost'], number]>([
    ['all day', silentFor(24), 48],
    ['for half of it', silentFor(12), 24],
    ['for six hours', silentFor(6), 12],
    ['for only five hours', silentFor(5), 0],
    ['for longer than the window', silentFor(200), 48],
    ['for a tenth at most', silentFor(24, 0.2), 43.2],
    ['for more than a tenth', silentFor(24, 0.21), 0],
    ['never', silentFor(0), 0],
  ])('%s', (_, cost, missing) => {
    expect(silent([cost])).toBeCloseTo(missing, 9);
  });

  it('adds up, and is never less than nothing', () => {
    const burst: Stream['cost'] = (hour) => (hour < NOW - 24 ? 2 : hour < NOW - 12 ? 50 : 0);
    expect(silent([])).toBe(0);
    expect(silent([silentFor(24), silentFor(12), silentFor(0)])).toBeCloseTo(72, 9);
    expect(silent([burst, silentFor(24)])).toBeCloseTo(48, 9);
  });

  it('looks at the last six hours even where the window is shorter, and at a day of a daily export', () => {
    const window = { from: NOW - 3, to: NOW };
    expect(silent([silentFor(6)], window)).toBeCloseTo(6, 9);
    expect(silent([silentFor(5)], window)).toBe(0);
    expect(silent([silentFor(23)], { from: NOW - 24, to: NOW }, { step: 24 })).toBeCloseTo(46, 9);
    expect(silent([silentFor(20, 0)], { from: NOW - 24, to: NOW }, { step: 24 })).toBe(0);
  });

  it('is not known before ten days and a day are', () => {
    const known = (hours: number) =>
      silentCost(aJudging([], { tree: { firstHour: NOW - hours } }), [aHand(silentFor(6))], {
        from: NOW - 3,
        to: NOW,
      });
    expect(known(264)).toBeCloseTo(6, 9);
    expect(known(263)).toBe(0);
  });

  it('is what was usual ten days ago and before, so that a silence of days does not wear off', () => {
    expect(silent([silentFor(9 * 24)])).toBeCloseTo(48, 9);
    const since =
      (days: number): Stream['cost'] =>
      (hour) =>
        hour < NOW - days * 24 ? 2 : 0;
    expect(silent([since(11)])).toBeLessThan(47.9);
    expect(silent([since(10)])).toBeCloseTo(48, 9);
  });

  it('is that of regular work only: who pauses on most days, or at night, hands nothing over', () => {
    const everySecondDay: Stream['cost'] = (hour) =>
      hour < NOW - 24 && Math.floor((NOW - hour) / 24) % 2 === 1 ? 50 : 0;
    const byDay: Stream['cost'] = (hour) => ((((hour - NOW) % 24) + 24) % 24 < 14 ? 10 : 0);
    expect(silent([everySecondDay])).toBe(0);
    expect(silent([byDay])).toBe(0);
    expect(silent([times(byDay, NOW - 24, 0)])).toBeCloseTo(140, 9);
  });

  it('is known only as far as the data of its models has come', () => {
    const late = (cost: Stream['cost'], knownTo: number) =>
      silentCost(aJudging(), [aHand(cost, knownTo)], { from: NOW - 24, to: NOW });
    // Billed a day late: its newest day is missing whether it works or not.
    expect(late(silentFor(20), NOW)).toBeCloseTo(40, 9);
    expect(late(silentFor(20), NOW - 20)).toBe(0);
    expect(late(silentFor(26), NOW - 20)).toBeCloseTo(48, 9);
    const slow = aParent('p', [aNode('palmyra-x5', silentFor(26)), aNode('nova-pro', silentFor(26))]);
    const team = aParent('team', [slow, aParent('q', [aNode('palmyra-x5', silentFor(20))])]);
    // Nova is known to now; of Palmyra others have costs until twenty hours ago, the newest two of which fill up.
    expect(handersOver(aJudging([team]), team, team.children[1]!)[0]!.map(({ knownTo }) => knownTo)).toEqual([
      NOW - 22,
      NOW,
    ]);
  });

  it('is, for a newcomer, that of those who fell silent when it came, from its second hour on', () => {
    const asked = (cost: Stream['cost'], since: number) =>
      silentCost(aJudging(), [aHand(cost)], { from: NOW - 24, to: NOW }, since);
    expect(asked(silentFor(3), NOW - 4)).toBeCloseTo(6, 9);
    expect(asked(silentFor(3), NOW - 5)).toBe(0);
    expect(asked(silentFor(30), NOW - 4)).toBeCloseTo(8, 9);
    expect(asked(silentFor(1), NOW - 1)).toBe(0);
  });
});

describe('who may have handed work over', () => {
  const costing =
    (dollars: number): Stream['cost'] =>
    () =>
      dollars;
  const principal = (name: string, ...models: readonly (readonly [string, number])[]) =>
    aParent(
      name,
      models.map(([model, dollars]) => aNode(model, costing(dollars))),
    );
  const company = () => {
    const here = aParent('here', [
      principal('p', ['m', 1], ['n', 2]),
      principal('same-model', ['k', 4], ['n', 6]),
      principal('other-model', ['z', 100]),
    ]);
    const there = aParent('there', [principal('p', ['z', 1000]), principal('q', ['m', 10_000])]);
    return { here, there, judging: aJudging([here, there]) };
  };
  const perHour = (hands: readonly HanderOver[]) =>
    hands.map((models) => models.reduce((sum, { series }) => sum + series.prefix[1]!, 0));

  it('is a colleague with a common model, or the principal itself in another team', () => {
    const { here, there, judging } = company();
    expect(perHour(handersOver(judging, here, here.children[0]!))).toEqual([10, 1000]);
    expect(perHour(handersOver(judging, here, here.children[2]!))).toEqual([]);
    expect(perHour(handersOver(judging, there, there.children[1]!))).toEqual([]);
  });

  it('is for a team whoever bears the name of one of its principals elsewhere', () => {
    const { here, there, judging } = company();
    expect(perHour(movedIn(judging, here))).toEqual([1000]);
    expect(perHour(movedIn(judging, there))).toEqual([3]);
  });
});
