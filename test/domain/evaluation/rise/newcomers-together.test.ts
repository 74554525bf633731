import { describe, expect, it } from 'vitest';
import { parseInstant } from '../../../../shared/domain/base/instant.ts';
import { approximate } from '../../../../shared/domain/base/money.ts';
import { EVALUATION_DEFAULTS } from '../../../../shared/domain/evaluation/defaults.ts';
import { evaluate } from '../../../../shared/domain/evaluation/evaluate.ts';
import type { Finding } from '../../../../shared/domain/evaluation/finding.ts';
import { aBook } from '../../../builders/budget.ts';
import { aStream, at, type Stream } from '../../../builders/series.ts';
import { createWorld, type WorldOptions } from '../../../builders/view.ts';

const AS_OF = parseInstant('2026-11-18T20:00:00Z');
/** End of the complete hours of that delivery. */
const RIPE = at('2026-11-18T13:00');
const FIRST = RIPE - 60;

/** $200 an hour: a twentieth of its day is $240, and even twice that is no rise of the team's. */
const TEAM = aStream({ team: 't', principal: 'old', cost: () => 200 });
const newcomers = (count: number, dollars: number): readonly Stream[] =>
  Array.from({ length: count }, (_, index) =>
    aStream({
      team: 't',
      principal: `new-${dollars}-${index}`,
      cost: (hour) => (hour < FIRST ? 0 : dollars),
    }),
  );
const judge = (streams: readonly Stream[], options: WorldOptions = {}): readonly Finding[] =>
  evaluate({
    views: createWorld([TEAM, ...streams], { arrived: () => 1, ...options }).viewsAt(AS_OF),
    budgets: aBook(),
    defaults: EVALUATION_DEFAULTS,
    asOf: AS_OF,
  });
const told = (...args: Parameters<typeof judge>) =>
  judge(...args).map(({ rule, scope }) => `${rule} ${scope.principal ?? 'team'}`);

describe('many newcomers of one team', () => {
  it('that are each too small are told as one, by the hour in which they came', () => {
    const [found, ...others] = judge(newcomers(6, 2));
    expect(others).toEqual([]);
    expect(found).toMatchObject({ rule: 'spike', scope: { team: 't' }, startedAt: FIRST });
    expect(found!.scope.principal).toBeUndefined();
    expect(approximate(found!.baseline!.actual - found!.baseline!.expected)).toBeCloseTo(6 * 2 * 24, 3);
    // What rounding leaves of the others is less than a cent.
    const parts = found!.contributions.filter(({ rise }) => approximate(rise) > 0.01);
    expect(new Set(parts.map(({ principal }) => principal))).toEqual(
      new Set(newcomers(6, 2).map(({ principal }) => principal)),
    );
  });

  it('are three at least', () => {
    expect(told(newcomers(3, 5))).toEqual(['spike team']);
    expect(told(newcomers(2, 7.5))).toEqual([]);
  });

  it('reach the floor of one newcomer together', () => {
    expect(told(newcomers(6, 1.7))).toEqual(['spike team']);
    expect(told(newcomers(6, 1.6))).toEqual([]);
  });

  it('do not count those that are told by themselves', () => {
    expect(told([...newcomers(1, 11), ...newcomers(2, 6)])).toEqual(['newcomer new-11-0']);
    expect(told([...newcomers(1, 11), ...newcomers(3, 6)])).toEqual(['newcomer new-11-0', 'spike team']);
  });

  it('are nobody on a fresh install', () => {
    const after = (days: number) => told(newcomers(6, 2), { from: FIRST - days * 24 });
    expect(after(13)).toEqual([]);
    expect(after(14)).toEqual(['spike team']);
  });
});
