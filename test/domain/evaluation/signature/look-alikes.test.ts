import { describe, expect, it, test } from 'vitest';
import { hourOfDay } from '../../../../shared/domain/base/instant.ts';
import type { Cause } from '../../../../shared/domain/evaluation/cause/facts.ts';
import { type Calls, causeOfCase, HISTORY_DAYS, ledgerOf } from '../../../builders/loops.ts';
import { WORLD_FROM } from '../../../builders/series.ts';

/** A Tuesday at 08:00, after weeks without any noise. */
const START = WORLD_FROM + (HISTORY_DAYS - 2) * 24 + 8;
const isBusy = (hour: number): boolean => hourOfDay(hour) >= 8 && hourOfDay(hour) < 20;
const usual = (hour: number): Calls => ({
  model: 'claude-haiku-4.5',
  calls: isBusy(hour) ? 1000 : 300,
  given: 1000,
  output: 100,
  cached: 0.5,
});

interface Parts {
  readonly hours?: number;
  readonly before?: (hour: number) => Calls;
  readonly sessions?: number;
}
function causeIn(
  since: (usual: Calls, at: number, hour: number) => readonly Calls[],
  parts: Parts = {},
): Cause {
  const { hours = 48, before = usual, sessions = 4 } = parts;
  const end = START + hours;
  const entries = ledgerOf(
    (hour) => (hour < START ? [before(hour)] : since(before(hour), hour - START, hour)),
    (day) => (day * 24 < START - 8 ? 4 : sessions),
    end,
  );
  return causeOfCase({ name: '', truth: undefined, also: [], entries, startedAt: START, end });
}
const names = (...asked: Parameters<typeof causeIn>): readonly string[] =>
  causeIn(...asked).patterns.map(({ name, confidence }) => `${confidence} ${name}`);
const machine = (calls: number, overrides: Partial<Calls> = {}): Calls => ({
  ...usual(START),
  calls,
  ...overrides,
});

describe('a broken cache', () => {
  it('is the same calls that read less from it', () => {
    expect(names((each) => [{ ...each, cached: 0.09 }])).toEqual(['likely cache break']);
    expect(names((each) => [{ ...each, cached: 0.2 }])).toEqual(['possible cache break']);
    expect(names((each) => [{ ...each, cached: 0.3 }])).toEqual([]);
  });
  it('is not other calls beside them that never used it', () => {
    expect(names((each) => [each, { ...each, calls: each.calls * 1.4, cached: 0 }])).toEqual([]);
  });
  it('is not a cache that hardly served anything', () => {
    const before = (hour: number) => ({ ...usual(hour), cached: 0.15 });
    expect(names((each) => [{ ...each, cached: 0 }], { before })).toEqual([]);
  });
});

describe('self-talk', () => {
  const writes = (each: Calls, times: number): Calls => ({ ...each, output: each.output * times });
  it('is output that grew against what was given', () => {
    expect(names((each) => [writes(each, 5)])).toEqual(['likely self-talk']);
    expect(names((each) => [writes(each, 3)])).toEqual(['possible self-talk']);
    expect(names((each) => [writes(each, 2.2)])).toEqual([]);
  });
  it('is not the same output from shorter questions', () => {
    expect(names((each) => [{ ...each, given: 200 }])).toEqual([]);
  });
  it('is not what an earlier day did already', () => {
    const before = (hour: number) =>
      hour >= START - 72 && hour < START - 8 ? writes(usual(hour), 6) : usual(hour);
    expect(names((each) => [writes(each, 5)], { before })).toEqual([]);
  });
});

describe('a flat line', () => {
  it('is the same extra cost by day and by night', () => {
    expect(names((each) => [each, machine(2000)])).toEqual(['likely flat line']);
    expect(names((each) => [each, machine(2000)], { hours: 24 })).toEqual(['possible flat line']);
    expect(names((each) => [each, machine(2000)], { hours: 14 })).toEqual([]);
  });
  it.each<[string, Parameters<typeof causeIn>]>([
    ['work by day', [(each) => [{ ...each, calls: each.calls * 3 }]]],
    ['work by night', [(each, _, hour) => [each, machine(isBusy(hour) ? 500 : 2000)]]],
    ['less than the usual’s own waves', [(each) => [each, machine(400)]]],
    [
      'one more beside a usual that knows no night either',
      [
        (each) => [each, machine(2000)],
        { before: (hour) => ({ ...usual(hour), calls: isBusy(hour) ? 1000 : 900 }) },
      ],
    ],
  ])('is not %s', (_, asked) => {
    expect(names(...asked)).toEqual([]);
  });
});

describe('a snowball', () => {
  const given = (from: number, perHour: number) => (each: Calls, at: number) => [
    { ...each, given: from + perHour * at },
  ];
  it('climbs above the usual, hour by hour', () => {
    expect(names(given(1000, 300), { hours: 12 })).toEqual(['likely snowball']);
    expect(names(given(1000, 200), { hours: 12 })).toEqual(['possible snowball']);
    expect(names(given(1200, 70), { hours: 12 })).toEqual([]);
    expect(names(given(1000, 200), { hours: 5 })).toEqual([]);
  });
  it('is not a ratio that comes back to the usual, nor one that jumped and stayed', () => {
    expect(names(given(200, 60), { hours: 14 })).toEqual([]);
    expect(names(given(4000, 0), { hours: 12 })).toEqual([]);
  });
});

describe('a swarm', () => {
  const more = (times: number) => (each: Calls) => [{ ...each, calls: each.calls * times }];
  it('is many sessions that each do the usual', () => {
    const night = (each: Calls) => [each, machine(6000)];
    expect(names(night, { sessions: 60, hours: 12 })).toEqual(['likely swarm']);
    expect(names(night, { sessions: 31, hours: 12 })).toEqual([]);
    expect(names((each) => [each, machine(60_000)], { sessions: 60, hours: 12 })).toEqual([]);
  });
  it('may be a launch where it keeps office hours, and is one where sessions grew less', () => {
    expect(names(more(12), { sessions: 60 })).toEqual(['possible swarm']);
    expect(names(more(9), { sessions: 40 })).toEqual([]);
  });
});

describe('a model jump', () => {
  const moved = (model: string, share: number) => (each: Calls) => [
    { ...each, calls: each.calls * (1 - share) },
    { ...each, model, calls: each.calls * share },
  ];
  it('is a dearer model that does the same', () => {
    expect(names(moved('claude-opus-4.6', 0.9))).toEqual(['likely model jump']);
    expect(names(moved('claude-opus-4.6', 0.5))).toEqual(['possible model jump']);
    expect(names(moved('claude-opus-4.6', 0.2))).toEqual([]);
  });
  it('is not a cheaper one: that is a switch and no fault', () => {
    const cause = causeIn(moved('nova-lite', 0.9));
    expect(cause.patterns).toEqual([]);
    expect(cause.modelSwitch).toMatchObject({ from: 'claude-haiku-4.5', to: 'nova-lite' });
  });
});

test('the likelier pattern stands first, and of equally likely ones the one that says more', () => {
  const writer = (calls: number, output: number) => (each: Calls) => [
    each,
    machine(calls, { given: 200, output }),
  ];
  expect(names(writer(3000, 100))).toEqual(['likely flat line', 'possible self-talk']);
  expect(names(writer(3000, 400))).toEqual(['likely self-talk', 'likely flat line']);
});

test('a rise has its kind', () => {
  expect(causeIn((each) => [each, machine(2000)]).kind).toBe('step');
  expect(causeIn((each) => [each, machine(2000)], { hours: 12 }).kind).toBe('spike');
  expect(causeIn((each, at) => [each, machine(20 * at)], { hours: 96 }).kind).toBe('creep');
});
