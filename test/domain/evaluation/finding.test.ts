import { describe, expect, it, test } from 'vitest';
import { dayOfHour, HOUR_MS, parseInstant } from '../../../shared/domain/base/instant.ts';
import { approximate, picoText } from '../../../shared/domain/base/money.ts';
import { EVALUATION_DEFAULTS } from '../../../shared/domain/evaluation/defaults.ts';
import { type EvaluationInput, evaluate } from '../../../shared/domain/evaluation/evaluate.ts';
import type { Finding } from '../../../shared/domain/evaluation/finding.ts';
import { shareOf, shownSeries } from '../../../shared/domain/evaluation/rise/spike-finding.ts';
import type { LedgerEntry } from '../../../shared/domain/ledger/entry.ts';
import { aBook } from '../../builders/budget.ts';
import { aStream, at, type Stream } from '../../builders/series.ts';
import { createWorld, type WorldOptions } from '../../builders/view.ts';

const AS_OF = '2026-11-18T20:00:00Z';
/** End of the ripe hours of that delivery; the data goes on for two hours. */
const RIPE = at('2026-11-18T13:00');
const START = RIPE - 10;

interface Asked extends WorldOptions, Partial<Pick<EvaluationInput, 'alerts' | 'budgets'>> {
  readonly asOf?: string;
}
function judge(streams: readonly Stream[], asked: Asked = {}): readonly Finding[] {
  const { asOf: text = AS_OF, alerts = [], budgets = aBook(), ...options } = asked;
  const asOf = parseInstant(text);
  const views = createWorld(streams, { arrived: () => 1, ...options })
    .viewsAt(asOf)
    .map(({ pointer, entries }) => ({ pointer, entries: entries.map(crowdedBefore) }));
  return evaluate({ views, budgets, defaults: EVALUATION_DEFAULTS, asOf, alerts });
}
/** Many sessions in the past, two a day of late. */
const crowdedBefore = (entry: LedgerEntry): LedgerEntry => ({
  ...entry,
  sessions: { count: entry.day < dayOfHour(RIPE) - 3 ? 90 : 2, sample: [] },
});
const from =
  (hour: number, dollars: number, base = 0): Stream['cost'] =>
  (at) =>
    at >= hour ? dollars : base;
const role = (name: string, cost: Stream['cost'], overrides: Partial<Stream> = {}): Stream =>
  aStream({ team: 't', principal: name, model: 'm', kinds: { input: 1 }, cost, ...overrides });
const dollars = (pico: bigint): number => approximate(pico);
/** The newest two hours can still grow. */
function expectPart({ low, mid, high }: NonNullable<Finding['completeness']>): void {
  expect(low).toBeLessThan(mid);
  expect(mid).toBeLessThanOrEqual(high);
  expect(high).toBeLessThanOrEqual(1);
}

describe('a spike', () => {
  const AGENT = [
    role('p', () => 2),
    role('p', from(START, 60), { kinds: { output: 1 } }),
    role('p', () => 1, { model: 'n' }),
    role('q', () => 4),
  ];

  it('is told with its scope, its rate, its money and what it rests on', () => {
    const [found, ...others] = judge(AGENT);
    expect(others).toEqual([]);
    const { baseline, cause, completeness, contributions, impact, series, shareOfRise, ...rest } = found!;
    expectPart(completeness!);
    expect(cause!.split!.map(({ tokenKind }) => tokenKind)).toEqual(['output', 'input']);
    expect(cause!.split!.reduce((sum, { now }) => sum + now, 0n)).toBe(baseline!.actual);
    expect(cause!.split!.reduce((sum, { usual }) => sum + usual, 0n)).toBe(baseline!.expected);
    const rise = baseline!.actual - baseline!.expected;
    expect(cause).toMatchObject({
      kind: 'spike',
      bridge: { total: rise, price: 0n, newPrincipals: 0n },
      explained: {
        level: 'token-kind',
        parts: [{ principal: 'p', model: 'm', tokenKind: 'output', percent: 100 }],
      },
    });
    expect(rest).toEqual({
      rule: 'spike',
      scope: { team: 't', principal: 'p', model: 'm', tokenKind: 'output' },
      severity: 'critical',
      billingPeriod: '2026-11',
      currency: 'USD',
      startedAt: START,
      costPerHour: 62n * 10n ** 12n,
      usualPerHour: 2n * 10n ** 12n,
      sessions: 2,
    });
    const hours = baseline!.to - baseline!.from;
    const burning = Math.min(hours, baseline!.to - START);
    expect(baseline).toMatchObject({ history: 42, actual: BigInt(2 * hours + 60 * burning) * 10n ** 12n });
    expect(dollars(baseline!.expected)).toBeCloseTo(2 * hours, 5);
    expect(dollars(baseline!.band.low)).toBeCloseTo(2 * hours, 5);
    expect(dollars(baseline!.band.high)).toBeCloseTo(2 * hours, 5);
    expect(baseline!.score).toBeGreaterThan(2.9);
    expect(baseline!.score).toBeLessThan(99);
    expect(baseline!.score * 100).toBeCloseTo(Math.round(baseline!.score * 100), 9);
    expect(contributions.map(({ tokenKind, rise }) => [tokenKind, dollars(rise)])).toEqual([
      ['output', expect.closeTo(60 * burning, 4)],
    ]);
    const end = Math.max(RIPE, baseline!.to);
    expect(dollars(impact.soFar)).toBeCloseTo(60 * (end - START), 4);
    // From the end of the judged data to 09:00 of the 19th, and to the end of November.
    expect(dollars(impact.untilMorning)).toBeCloseTo(60 * (at('2026-11-19T09:00') - end), 3);
    expect(dollars(impact.untilMonthEnd)).toBeCloseTo(60 * (at('2026-12-01') - end), 3);
    expect(shareOfRise).toBeCloseTo(1, 6);
    expect(series.map(({ hour }) => hour)).toEqual(
      Array.from({ length: 48 + end - START }, (_, index) => START - 48 + index),
    );
    expect(series.map(({ cost }) => picoText(cost))).toEqual(
      series.map(({ hour }) => (hour < START ? '2' : '62')),
    );
  });

  it('shows what it will cost as a range while its hours fill up', () => {
    const [found] = judge([role('p', from(RIPE, 400, 2))]);
    expect(found).toMatchObject({ startedAt: RIPE, costPerHour: 400n * 10n ** 12n });
    // Of its first hour 85 % are expected to be there, of its second, which is as dear, a half.
    const until = at('2026-11-19T09:00') - (RIPE + 2);
    const { low, mid, high } = found!.impact.ranges!.untilMorning;
    expect(dollars(mid)).toBeCloseTo((400 / 0.85 - 2) * until, 2);
    expect(found!.impact.untilMorning).toBe(mid);
    expect(dollars(low)).toBeGreaterThan(398 * until);
    expect([low < mid, mid < high]).toEqual([true, true]);
    expect(judge(AGENT)[0]!.impact.ranges).toBeUndefined();
    // So does who is new in these hours.
    const fresh = judge([role('old', () => 2), role('new', from(RIPE, 400))])[0]!;
    expect([fresh.rule, fresh.impact.ranges !== undefined]).toEqual(['newcomer', true]);
  });

  it('is of the principal where no model explains it, and shows all of its models', () => {
    const [found] = judge([role('p', from(START, 30, 1)), role('p', from(START, 30, 1), { model: 'n' })]);
    expect(found!.scope).toEqual({ team: 't', principal: 'p' });
    expect(found!.contributions.map(({ model }) => model)).toEqual(['m', 'n']);
    expect(picoText(found!.series.at(-1)!.cost)).toBe('60');
    expect(picoText(found!.costPerHour)).toBe('60');
  });

  it('is driven by the kind that carries half of the rise, however dear the usual is', () => {
    const [found] = judge([role('p', () => 50), role('p', from(START, 120), { kinds: { output: 1 } })]);
    expect(found!.scope.tokenKind).toBe('output');
  });

  it('of two weeks counts from its start, against the days before that', () => {
    // A little less in the last three days, so that the window of a week is the rarest. Its past begins 14 days ago, when
    // the rise was five hours old.
    const began = RIPE - 341;
    const [found] = judge([role('p', (hour) => (hour < began ? 10 : hour < RIPE - 72 ? 60 : 45))]);
    expect(found).toMatchObject({ startedAt: began, baseline: { from: RIPE - 168, to: RIPE } });
    expect(dollars(found!.impact.soFar)).toBeCloseTo(50 * (341 - 72) + 35 * 72, 3);
    expect(dollars(found!.usualPerHour)).toBeCloseTo(10, 5);
  });

  it('from nothing is expected to have cost nothing', () => {
    const once: Stream['cost'] = (hour) => (hour === at('2026-09-10') ? 1 : hour >= START ? 60 : 0);
    const [found] = judge([role('p', once)]);
    expect(found).toMatchObject({ rule: 'spike', usualPerHour: 0n, baseline: { expected: 0n } });
    expect(dollars(found!.baseline!.band.high)).toBeCloseTo(0, 6);
  });

  it('of one model has the model’s part of the band of its principal', () => {
    // One week of six cost half as much again, of both models.
    const dearer =
      (cost: Stream['cost']): Stream['cost'] =>
      (hour) =>
        hour >= RIPE - 20 * 24 && hour < RIPE - 13 * 24 ? 1.5 * cost(hour) : cost(hour);
    const [found] = judge([
      role('p', dearer(from(START, 62, 2))),
      role(
        'p',
        dearer(() => 6),
        { model: 'n' },
      ),
    ]);
    const { from: first, to, band, expected } = found!.baseline!;
    expect(found!.scope.model).toBe('m');
    expect(dollars(expected) / (to - first)).toBeCloseTo(2 * (1 + 0.5 / 6), 1);
    // The usual is a quarter of the principal’s, which cost eight or twelve dollars an hour.
    expect(dollars(band.low) / (to - first)).toBeCloseTo(2, 1);
    expect(dollars(band.high) / (to - first)).toBeCloseTo(3, 1);
  });

  it('has no token kind where none is the greater half', () => {
    const kinds = { input: 0.4, output: 0.3, 'cache-read': 0.3 };
    const [found] = judge([role('p', from(START, 60, 1), { kinds })]);
    expect(found!.scope).toStrictEqual({ team: 't', principal: 'p', model: 'm' });
  });

  it('has its share of the team’s rise, and the others theirs', () => {
    const found = judge([role('p', from(START, 92, 2)), role('q', from(START, 32, 2))]);
    expect(found.map(({ scope }) => scope.principal)).toEqual(['p', 'q']);
    expect(found.map(({ shareOfRise }) => shareOfRise)).toEqual([
      expect.closeTo(0.75, 6),
      expect.closeTo(0.25, 6),
    ]);
  });

  it('is all of the rise where the rest of the team fell', () => {
    const [found] = judge([role('p', from(START, 60, 2)), role('q', from(START, 30, 40), { model: 'n' })]);
    expect(found).toMatchObject({ scope: { principal: 'p' }, shareOfRise: 1 });
  });

  it('of many principals is one of the team, with all of them as its parts', () => {
    const swarm = Array.from({ length: 12 }, (_, index) => role(`w${index}`, from(START, 4, 1)));
    const [found, ...others] = judge(swarm);
    expect(others).toEqual([]);
    expect(found!.scope).toEqual({ team: 't' });
    expect(found).toMatchObject({ shareOfRise: 1, startedAt: START, sessions: 24 });
    expect(found!.contributions).toHaveLength(12);
    expect(picoText(found!.costPerHour)).toBe('48');
  });

  it('takes off what only moved here', () => {
    const [found] = judge([role('old', from(RIPE - 24, 0, 20)), role('new', from(RIPE - 24, 150, 1))]);
    const hours = found!.baseline!.to - found!.baseline!.from;
    expect(found!.scope.principal).toBe('new');
    expect(dollars(found!.baseline!.expected)).toBeCloseTo(21 * hours, 3);
    expect(dollars(found!.baseline!.band.high)).toBeGreaterThanOrEqual(dollars(found!.baseline!.expected));
    expect(found!.contributions.reduce((sum, { rise }) => sum + rise, 0n)).toBe(
      found!.baseline!.actual - found!.baseline!.expected,
    );
  });

  it('shows whole days of a daily export', () => {
    const [daily] = judge([role('p', from(at('2026-11-16'), 60, 1))], { grain: 'daily' });
    expect(daily!.startedAt).toBe(at('2026-11-16'));
    const days = daily!.series.map(({ hour }) => hour);
    expect(days).toEqual(days.map((_, index) => days[0]! + 24 * index));
    expect(days.at(-1)).toBe(at('2026-11-17'));
    expect(daily!.startedAt - days[0]!).toBe(48 * 24);
    expect(daily!.series.map(({ cost }) => picoText(cost))).toEqual(
      days.map((day) => (day < at('2026-11-16') ? '24' : '1440')),
    );
  });
});

test.each([
  [RIPE - 10, 1, RIPE - 58, RIPE - 1, 58],
  [RIPE - 120, 1, RIPE - 168, RIPE - 1, 168],
  [RIPE - 121, 1, RIPE - 168, RIPE - 1, 168],
  [at('2026-11-10'), 24, at('2026-09-23'), at('2026-11-17'), 56],
  [at('2026-10-01'), 24, at('2026-09-19'), at('2026-11-17'), 60],
])(
  'the series of a rise from %d shows two days before, and seven days or sixty days at most',
  (started, step, first, last, count) => {
    const end = step === 1 ? RIPE : at('2026-11-18');
    const series = shownSeries({ entries: [] }, {}, started, end, step);
    expect([series[0]!.hour, series.at(-1)!.hour, series.length]).toEqual([first, last, count]);
  },
);

test.each([
  [3, 4, 0.75],
  [4, 4, 1],
  [4, 3, 1],
  [4, -3, 1],
  [-1, 4, 0],
  [0, 0, 1],
])('%d of a rise of %d is a share of %d', (own, whole, share) => {
  expect(shareOf(own, whole)).toBe(share);
});

describe('a newcomer', () => {
  const FIRST = at('2026-11-16T13:00');
  const OLD = role('old', () => 2, { model: 'z' });
  const first = (asked: Asked, ...streams: readonly Stream[]) =>
    judge([OLD, ...streams], asked).filter(({ rule }) => rule === 'newcomer')[0];

  it('is told with its scope, its first hour and its money', () => {
    const [found, ...others] = judge([
      OLD,
      role('new', from(FIRST, 10)),
      role('new', from(FIRST, 2), { model: 'n' }),
    ]);
    expect(others).toEqual([]);
    const { series, cause, completeness, ...rest } = found!;
    expectPart(completeness!);
    expect(cause!.bridge).toMatchObject({ total: 240n * 10n ** 12n, newPrincipals: 240n * 10n ** 12n });
    const end = RIPE + 2;
    expect(rest).toEqual({
      rule: 'newcomer',
      scope: { team: 't', principal: 'new', model: 'm', tokenKind: 'input' },
      severity: 'warning',
      billingPeriod: '2026-11',
      currency: 'USD',
      startedAt: FIRST,
      costPerHour: 10n * 10n ** 12n,
      usualPerHour: 0n,
      shareOfRise: expect.closeTo(10 / 12, 6),
      impact: {
        soFar: BigInt(10 * (RIPE - FIRST)) * 10n ** 12n,
        untilNextDelivery: expect.anything(),
        untilMorning: BigInt(10 * (at('2026-11-19T09:00') - RIPE)) * 10n ** 12n,
        untilMonthEnd: BigInt(10 * (at('2026-12-01') - RIPE)) * 10n ** 12n,
        horizons: expect.anything(),
      },
      baseline: {
        from: RIPE - 24,
        to: RIPE,
        actual: 240n * 10n ** 12n,
        expected: 0n,
        band: { low: 0n, high: 0n },
        history: 0,
        score: 0,
      },
      contributions: [{ principal: 'new', model: 'm', tokenKind: 'input', rise: 240n * 10n ** 12n }],
      sessions: 2,
      learning: { day: 3, of: 10 },
    });
    expect(end).toBeGreaterThan(RIPE);
    expect(series.map(({ hour }) => hour)).toEqual(
      Array.from({ length: 48 + RIPE - FIRST }, (_, index) => FIRST - 48 + index),
    );
  });

  it('has no model or token kind where none explains it', () => {
    const found = first({}, role('new', from(FIRST, 10)), role('new', from(FIRST, 10), { model: 'n' }));
    expect(found!.scope).toEqual({ team: 't', principal: 'new' });
    const kinds = { input: 0.4, output: 0.3, 'cache-read': 0.3 };
    expect(first({}, role('new', from(FIRST, 10), { kinds }))!.scope).toStrictEqual({
      team: 't',
      principal: 'new',
      model: 'm',
    });
  });

  it('is judged with its newest hours where those make it dearer', () => {
    const found = first({}, role('new', from(RIPE - 2, 100)));
    expect(found).toMatchObject({ startedAt: RIPE - 2, baseline: { from: RIPE - 22, to: RIPE + 2 } });
    expect(picoText(found!.impact.soFar)).toBe('400');
  });

  test.each<[string, number, number, boolean]>([
    ['$100 in a day', 4.2, 2, true],
    ['a little less', 4.15, 2, false],
    ['a twentieth of the team’s usual day', 10.3, 200, true],
    ['less than that', 9.7, 200, false],
  ])('costs at least %s', (_, perHour, team, expected) => {
    const found = first(
      {},
      role('new', from(FIRST, perHour)),
      role('big', () => team - 2, { model: 'z' }),
    );
    expect(found !== undefined).toBe(expected);
  });

  it('is a newcomer only, though it rose since its first days, and begins with its first hour', () => {
    const rising: Stream['cost'] = (hour) => (hour < RIPE - 228 ? 0 : hour >= START ? 60 : 1);
    expect(judge([OLD, role('new', rising)]).map(({ rule, startedAt }) => [rule, startedAt])).toEqual([
      ['newcomer', RIPE - 228],
    ]);
    expect(first({}, role('new', from(RIPE - 150, 10)))!.startedAt).toBe(RIPE - 150);
  });

  it('is new for ten days', () => {
    const since = (hours: number) => first({}, role('new', from(RIPE + 2 - hours, 20))) !== undefined;
    expect([239, 240].map(since)).toEqual([true, false]);
  });

  it('is nobody on the first two weeks of an installation', () => {
    const after = (hours: number) =>
      first({ from: FIRST - hours }, role('new', from(FIRST, 20))) !== undefined;
    expect([14 * 24 - 1, 14 * 24].map(after)).toEqual([false, true]);
  });

  it('is not who took over the work of a colleague, or of itself in another team', () => {
    const over: Stream['cost'] = (hour) => (hour >= RIPE - 24 ? 0 : 20);
    const took = role('new', from(RIPE - 24, 20));
    expect(first({}, took)).toBeDefined();
    expect(first({}, took, role('colleague', over))).toBeUndefined();
    expect(first({}, took, role('colleague', over, { model: 'z' }))).toBeDefined();
    expect(first({}, took, role('new', over, { team: 'u' }))).toBeUndefined();
    expect(
      first(
        {},
        took,
        role('new', () => 0.01, { team: 'u' }),
      ),
    ).toBeUndefined();
  });

  it('counts as expected what a silent colleague used to cost', () => {
    const over: Stream['cost'] = (hour) => (hour >= RIPE - 24 ? 0 : 5);
    const found = first({}, role('new', from(RIPE - 24, 20)), role('colleague', over));
    expect(dollars(found!.baseline!.expected)).toBeCloseTo(120, 5);
    expect(found!.baseline!.band.high).toBe(found!.baseline!.expected);
    expect(dollars(found!.contributions[0]!.rise)).toBeCloseTo(360, 5);
    const kinds = { input: 0.75, output: 0.25 };
    const mixed = first({}, role('new', from(RIPE - 24, 20), { kinds }), role('colleague', over));
    expect(mixed!.scope.tokenKind).toBe('input');
  });
});

test('findings stand by team, rule, principal and model, and cause what a budget tells, dearest first', () => {
  const streams = [
    role('b', from(START, 60, 2)),
    role('c', from(START, 60, 2)),
    role('a', from(START, 200, 2)),
    role('new', from(RIPE - 48, 20), { model: 'n' }),
    role('x', from(START, 60, 2), { team: 's' }),
  ];
  const budgets = aBook(
    { team: 't', currency: 'USD', amount: 5000n * 10n ** 12n, thresholds: [] },
    { team: 's', currency: 'EUR', amount: 1n, thresholds: [] },
  );
  const found = judge(streams, { budgets });
  expect(found.map(({ rule, scope }) => `${scope.team} ${rule} ${scope.principal ?? ''}`.trim())).toEqual([
    's spike x',
    't budget-threshold',
    't newcomer new',
    't spike a',
    't spike b',
    't spike c',
  ]);
  expect(found[1]!.causes!.map(({ principal }) => principal)).toEqual(['a', 'b', 'c', 'new']);
  const [quiet] = judge([role('a', () => 20)], { budgets });
  expect(quiet!.rule).toBe('budget-threshold');
  expect(Object.hasOwn(quiet!, 'causes')).toBe(false);
  expect(evaluate({ views: [], budgets, defaults: EVALUATION_DEFAULTS, asOf: HOUR_MS })).toEqual([]);
});
