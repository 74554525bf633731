import { describe, expect, it } from 'vitest';
import { dayOfHour } from '../../../../shared/domain/base/instant.ts';
import { approximate } from '../../../../shared/domain/base/money.ts';
import { aStream, at, type Stream, WORLD_FROM } from '../../../builders/series.ts';
import { judge, type Tagged } from './judged-values.ts';

const FIRST = at('2026-11-17T10:00');

const words = (...args: Parameters<typeof judge>) =>
  judge(...args).map(({ rule, firstSeen }) =>
    firstSeen === undefined ? rule : `${firstSeen.kind} ${firstSeen.key ?? ''}${firstSeen.value}`,
  );

const role = (name: string, cost: Stream['cost'], overrides: Partial<Tagged> = {}): Tagged => ({
  ...aStream({ team: 't', principal: `role/${name}@111111111111`, model: 'old', kinds: { input: 1 }, cost }),
  ...overrides,
});
const since =
  (first: number, dollars: number, before = 0): Stream['cost'] =>
  (hour) =>
    hour >= first ? dollars : before;
/** What was always there; its cost falls a little where something new begins, so that no rise is found. */
const old = (overrides: Partial<Tagged> = {}) => role('old', () => 20, overrides);
/** The same role with something new, which alone is not dear enough to be a spike. */
const fresh = (overrides: Partial<Tagged>, cost = since(FIRST, 3)) => role('old', cost, overrides);

describe('what was never seen before', () => {
  it('is told with its first hour, its users and what newborns cost', () => {
    const elder = fresh({ model: 'elder' }, since(at('2026-10-10'), 0.5));
    const [found, ...rest] = judge([old(), elder, fresh({ model: 'new' })]);
    expect(rest).toEqual([]);
    const { firstSeen, baseline, contributions, impact, ...finding } = found!;
    expect(finding).toMatchObject({
      rule: 'first-seen',
      scope: { team: 't', model: 'new' },
      severity: 'warning',
      startedAt: FIRST,
      costPerHour: 3n * 10n ** 12n,
      usualPerHour: 0n,
    });
    expect(firstSeen).toEqual({
      kind: 'model',
      value: 'new',
      unseenDays: 30,
      knownFrom: WORLD_FROM,
      learning: { day: 2, of: 7 },
      cohort: {
        kind: 'model',
        ofTeam: false,
        size: 1,
        from: 0,
        to: 24,
        median: 12n * 10n ** 12n,
        own: 72n * 10n ** 12n,
      },
      users: [{ team: 't', principal: 'role/old@111111111111', cost: 72n * 10n ** 12n }],
      also: [],
    });
    expect(approximate(impact.soFar)).toBe(3 * (at('2026-11-18T15:00') - FIRST));
    expect(contributions.reduce((sum, { rise }) => sum + rise, 0n)).toBe(
      baseline!.actual - baseline!.expected,
    );
  });

  it.each<[string, Partial<Tagged>]>([
    ['account 222222222222', { principal: 'role/other@222222222222' }],
    ['region ap-south-1', { in: { region: 'ap-south-1', project: 'p' } }],
    ['model new', { model: 'new' }],
    ['tag projectcheckout', { in: { region: 'us-east-1', project: 'checkout' } }],
  ])('is one finding: %s', (expected, overrides) => {
    const known = { in: { region: 'us-east-1', project: 'p' } };
    expect(words([old(known), fresh({ ...known, ...overrides })])).toEqual([expected]);
  });

  it('is told by the widest kind, and names the others that began with it', () => {
    const known = { in: { region: 'us-east-1' } };
    const both = fresh({ model: 'new', in: { region: 'ap-south-1' } });
    const found = judge([old(known), both]);
    expect(found.map(({ firstSeen }) => [firstSeen!.kind, firstSeen!.also])).toEqual([
      ['region', [{ kind: 'model', value: 'new' }]],
    ]);
  });

  it.each<[string, number, number, boolean]>([
    ['$50 in a day', 50.1, 20, true],
    ['a little less', 49.9, 20, false],
    ['a hundredth of the company’s day', 61, 250, true],
    ['less than that', 59, 250, false],
  ])('costs at least %s', (_, day, company, expected) => {
    const big = role('big', () => company);
    expect(words([big, fresh({ model: 'new' }, since(FIRST, day / 24))])).toEqual(
      expected ? ['model new'] : [],
    );
  });

  it('is new for a week, and again after thirty days without it', () => {
    const age = (hours: number) =>
      words([old(), fresh({ model: 'new' }, since(at('2026-11-18T15:00') - hours, 3))]).length;
    expect([30, 167, 168, 169].map(age)).toEqual([1, 1, 1, 0]);
    const again = (days: number) => (hour: number) =>
      hour >= FIRST || dayOfHour(hour) === dayOfHour(FIRST) - days ? 3 : 0;
    expect([29, 31].map((days) => words([old(), fresh({ model: 'new' }, again(days))]).length)).toEqual([
      0, 1,
    ]);
  });

  it('is nothing without two weeks of data before it, to the hour', () => {
    const known = { in: { region: 'us-east-1' } };
    const after = (hours: number, overrides: Partial<Tagged>) =>
      words([old(known), fresh({ ...known, ...overrides })], { from: FIRST - hours }).length;
    expect([335, 336].map((hours) => after(hours, { model: 'new' }))).toEqual([0, 1]);
    expect([335, 336].map((hours) => after(hours, { in: { region: 'ap-south-1' } }))).toEqual([0, 1]);
  });

  it('is nothing where its dimension itself is new', () => {
    const kept = (days: number) =>
      judge([old({ in: { project: 'p' } }), fresh({ in: { project: 'new' } })], {
        keptFrom: FIRST - days * 24,
      });
    expect([13, 14].map((days) => kept(days).length)).toEqual([0, 1]);
  });
});

describe('nothing new is', () => {
  it('charges without the tag, or in a region that nothing names', () => {
    const known = { in: { project: 'p', region: 'us-east-1' } };
    expect(words([old(known), fresh({ in: { project: 'untagged', region: 'unknown' } })])).toEqual([]);
  });

  it.each<[string, Partial<Tagged>, Partial<Tagged>]>([
    ['a renamed tag', { in: { project: 'a' } }, { in: { project: 'b' } }],
    ['a model that replaces another', { model: 'old' }, { model: 'new' }],
    ['a region that work moved to', { in: { region: 'us-east-1' } }, { in: { region: 'us-west-2' } }],
  ])('%s', (_, before, after) => {
    const [left, came] = [
      role('p', (hour) => (hour < FIRST ? 20 : 0), before),
      role('p', since(FIRST, 24), after),
    ];
    expect(words([left, came])).toEqual([]);
  });

  it.each<[string, Partial<Tagged>]>([
    ['model', { model: 'new' }],
    ['region', { in: { region: 'ap-south-1' } }],
    ['tag', { in: { project: 'new' } }],
  ])('a %s whose rise is told as a spike or a newcomer', (_, overrides) => {
    const known = { in: { region: 'us-east-1', project: 'p' } };
    const dear = since(at('2026-11-18T02:00'), 80);
    expect(words([old(known), role('old', dear, { ...known, ...overrides })])).toEqual(['spike']);
    expect(
      words([
        old(known),
        role('newborn', dear, { ...known, ...overrides, principal: 'role/n@111111111111' }),
      ]),
    ).toEqual(['newcomer']);
  });
});
