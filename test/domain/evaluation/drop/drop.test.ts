import { describe, expect, it } from 'vitest';
import { approximate } from '../../../../shared/domain/base/money.ts';
import { aStream, at, type Stream } from '../../../builders/series.ts';
import { AS_OF, drops } from './judged-drops.ts';
import { everyHour, hoursOf, NIGHT, OFFICE, until, WEEKEND } from './workloads.ts';

const TUESDAY = at('2026-11-17T10:00');

const names = (...args: Parameters<typeof drops>) =>
  drops(...args).findings.map(({ scope }) => scope.principal ?? `team ${scope.team}`);

const role = (name: string, cost: Stream['cost'], overrides: Partial<Stream> = {}): Stream =>
  aStream({ team: 't', principal: name, model: 'nova-lite', kinds: { input: 1 }, cost, ...overrides });
/** Three that go on, at the same hours and round the clock. */
const others = (cost: Stream['cost'] = everyHour(4), family = 'nova') =>
  ['x', 'y', 'z'].map((name) => role(name, cost, { team: 'u', model: `${family}-${name}` }));
const p = (cost: Stream['cost'], stop: number, overrides: Partial<Stream> = {}) =>
  role('p', until(cost, stop), overrides);

describe('a paying workload that stops', () => {
  it('is told with its last hour, its usual day and what is missing, as information', () => {
    const { findings } = drops([p(everyHour(9), TUESDAY), ...others()]);
    expect(findings).toHaveLength(1);
    const { drop, ...finding } = findings[0]!;
    expect(finding).toMatchObject({
      rule: 'drop',
      scope: { team: 't', principal: 'p' },
      severity: 'info',
      startedAt: TUESDAY,
      costPerHour: 0n,
      usualPerHour: 9n * 10n ** 12n,
      contributions: [],
      impact: { soFar: 0n, untilMonthEnd: 0n },
    });
    expect(drop).toMatchObject({ lastSeen: TUESDAY, to: at('2026-11-18T13:00'), actual: 0n, weeks: 4 });
    expect([approximate(drop!.usualPerDay), approximate(drop!.expected)]).toEqual([216, 27 * 9]);
    expect(drop!.others).toEqual({ running: 3, of: 3 });
  });

  it.each<[string, Stream['cost'], string, string]>([
    ['round the clock', everyHour(9), '2026-11-17T10:00', '2026-11-17T10:00'],
    ['in office hours', OFFICE, '2026-11-16T18:00', '2026-11-17T08:00'],
    ['at night', NIGHT, '2026-11-17T04:00', '2026-11-18T01:00'],
  ])('that ran %s is missed from the hour in which it was due', (_, cost, stop, due) => {
    const service = role('service', everyHour(1), { team: 'v', model: 'nova-s' });
    const streams = [p(cost, at(stop)), service, ...others(cost)];
    const [finding] = drops(streams, '2026-11-18T23:00:00Z').findings;
    expect(finding).toMatchObject({ startedAt: at(due), drop: { lastSeen: at(stop) } });
  });

  it('is told after a day, and no more once ten have passed', () => {
    const after = (hours: number) =>
      names([p(everyHour(9), at('2026-11-18T13:00') - hours), ...others()]).length;
    expect([23, 24, 48, 239, 240].map(after)).toEqual([0, 1, 1, 1, 0]);
  });

  it('may still cost cents, but not a tenth of its usual', () => {
    const trickle = (dollars: number) => (hour: number) => (hour < TUESDAY ? 9 : dollars);
    expect(names([role('p', trickle(0.8)), ...others()])).toEqual(['p']);
    expect(names([role('p', trickle(0.95)), ...others()])).toEqual([]);
  });

  it('is back with its first day’s part, though the newest hours are not complete', () => {
    const back = (hour: number) => (hour < TUESDAY || hour >= at('2026-11-18T14:00') ? 9 : 0);
    expect(names([role('p', back), ...others()], AS_OF, { lagHours: 3 })).toEqual([]);
  });

  it('is its team, where that is silent as a whole', () => {
    const small = ['a', 'b', 'c'].map((name) => role(name, until(everyHour(0.7), TUESDAY)));
    expect(names([...small, ...others()])).toEqual(['team t']);
    const big = ['a', 'b', 'c'].map((name) => role(name, until(everyHour(3), TUESDAY)));
    expect(names([...big, ...others()])).toEqual(['team t']);
    expect(names([big[0]!, role('d', everyHour(1)), ...others()])).toEqual(['a']);
  });

  it('is one of several of its team, which are told as one from three on', () => {
    const big = ['a', 'b', 'c'].map((name, index) => role(name, until(everyHour(3 + index), TUESDAY)));
    const rest = [role('d', everyHour(9)), ...others()];
    expect(names([...big.slice(1), ...rest])).toEqual(['b', 'c']);
    const [found, ...more] = drops([...big, ...rest]).findings;
    expect(more).toEqual([]);
    expect(found).toMatchObject({ scope: { team: 't' }, costPerHour: 0n, startedAt: TUESDAY });
    expect(found!.drop!.parts.map(({ principal, expected }) => [principal, approximate(expected)])).toEqual([
      ['c', 27 * 5],
      ['b', 27 * 4],
      ['a', 27 * 3],
    ]);
    expect(approximate(found!.drop!.expected)).toBe(27 * 12);
  });

  it('is found in a daily export too', () => {
    const { findings } = drops([p(everyHour(9), at('2026-11-16')), ...others()], AS_OF, { grain: 'daily' });
    expect(findings).toMatchObject([{ startedAt: at('2026-11-16'), drop: { lastSeen: at('2026-11-16') } }]);
  });
});

describe('no drop is', () => {
  it.each<[string, Stream['cost'], string, string]>([
    ['a night between two days of work', OFFICE, '2026-11-17T18:00', '2026-11-18T14:00:00Z'],
    ['a weekend of an office worker', OFFICE, '2026-11-13T18:00', '2026-11-16T12:00:00Z'],
    ['a day between two nights of work', NIGHT, '2026-11-17T04:00', '2026-11-18T07:00:00Z'],
    ['a weekend worker that skips one', WEEKEND, '2026-11-09', '2026-11-16T20:00:00Z'],
    ['a weekly job that does not run', hoursOf(100, [0], 2, 5), '2026-11-10', '2026-11-17T20:00:00Z'],
    ['what works three days a week', hoursOf(10, [0, 2, 4], 8, 18), '2026-11-12', '2026-11-17T04:00:00Z'],
    ['what costs $19 a day', everyHour(19 / 24), '2026-11-16', AS_OF],
    ['what has no rhythm', (hour) => ((hour * 7919) % 101 < 3 ? 60 : 0), '2026-11-16', AS_OF],
  ])('%s', (_, cost, stop, asOf) => {
    expect(names([p(cost, at(stop)), ...others()], asOf)).toEqual([]);
    expect(names([p(cost, at(stop)), ...others(cost)], asOf)).toEqual([]);
  });

  it('a workload younger than three weeks', () => {
    const since = (day: string) => (hour: number) => (hour >= at(day) && hour < TUESDAY ? 9 : 0);
    expect(names([role('p', since('2026-10-28')), ...others()])).toEqual([]);
    expect(names([role('p', since('2026-10-26')), ...others()])).toEqual(['p']);
  });

  it('a campaign or an incident that ends', () => {
    const campaign = (hour: number) => (hour >= at('2026-11-02') && hour < TUESDAY ? 40 : 0.5);
    expect(names([role('p', campaign), ...others()])).toEqual([]);
  });

  it('silence in hours that are not ripe, of one model family or of the whole export', () => {
    const stopped = p(everyHour(9), at('2026-11-17T12:00'));
    expect(names([stopped, ...others()], '2026-11-18T17:00:00Z')).toEqual([]);
    const days = ['19', '20', '21', '22'].map((day) => `2026-11-${day}T20:00:00Z`);
    for (const day of days) expect(names([stopped], day, { through: at('2026-11-17T12:00') })).toEqual([]);
    // Its family's charges come in three days late here, those of all others at once.
    const both = [...others(), ...others(everyHour(4), 'llama').map((one) => ({ ...one, team: 'v' }))];
    const told = (model: string) =>
      days
        .slice(0, 3)
        .map((day) => names([p(everyHour(9), TUESDAY, { model }), ...both], day, { late: 'amazon' }).length);
    expect([told('nova-lite'), told('llama-3')]).toEqual([
      [0, 0, 1],
      [1, 1, 1],
    ]);
  });

  it('silence of a family of which nobody else’s charges have come in, for five days', () => {
    const lone = [p(everyHour(9), TUESDAY, { model: 'claude-opus-4.6' }), ...others()];
    const colleague = role('q', everyHour(0.5), { team: 'v', model: 'claude-haiku-4.5' });
    const late = { ...colleague, cost: until(colleague.cost, at('2026-11-17T20:00')) };
    const days = ['18', '19', '22', '23', '24'].map((day) => `2026-11-${day}T20:00:00Z`);
    expect(days.map((day) => names(lone, day).length)).toEqual([0, 0, 0, 1, 1]);
    expect(days.map((day) => names([...lone, late], day).length)).toEqual([0, 0, 0, 1, 1]);
    expect(days.map((day) => names([...lone, colleague], day).length)).toEqual([1, 1, 1, 1, 1]);
  });

  it('a gap such as it had before, until it is twice as long', () => {
    const bursts = (hour: number) => ((hour - TUESDAY + 6000) % 60 < 42 ? 9 : 0);
    const after = (hours: number) =>
      names(
        [p(bursts, TUESDAY + 42), ...others()],
        new Date((TUESDAY + 42 + hours + 7) * 3_600_000).toISOString(),
      );
    expect([24, 30, 60].map((hours) => after(hours).length)).toEqual([0, 0, 1]);
  });

  it('the start of a month that was not delivered yet', () => {
    const streams = [role('p', until(everyHour(9), at('2026-11-01'))), ...others()].map((one) => ({
      ...one,
      cost: until(one.cost, at('2026-11-01')),
    }));
    expect(names(streams, '2026-11-04T20:00:00Z')).toEqual([]);
  });
});

describe('a silence is withheld, with the reason', () => {
  const because = (streams: readonly Stream[], asOf?: string) =>
    drops(streams, asOf).withheld.map((one) => [one.principal ?? one.team, one.because]);

  it('where most office workloads rested on that day, until a day on which they do not', () => {
    const holiday = (hour: number) => (Math.floor(hour / 24) === at('2026-11-17') / 24 ? 0 : OFFICE(hour));
    const streams = [
      p(OFFICE, at('2026-11-16T18:00')),
      ...others(holiday),
      role('service', everyHour(4), { team: 'v' }),
    ];
    expect(names(streams, '2026-11-18T04:00:00Z')).toEqual([]);
    expect(because(streams, '2026-11-18T04:00:00Z')).toContainEqual(['p', 'quiet day']);
    expect(names(streams, '2026-11-19T04:00:00Z')).toEqual(['p']);
  });

  it('where too few are left to tell a holiday from a stop, until two days are missing', () => {
    const streams = [p(OFFICE, at('2026-11-16T18:00')), role('service', everyHour(4), { team: 'v' })];
    expect(because(streams, '2026-11-18T04:00:00Z')).toEqual([['p', 'quiet day']]);
    expect(names(streams, '2026-11-19T04:00:00Z')).toEqual(['p']);
  });

  it.each<[string, Partial<Stream>, Stream['cost']]>([
    ['another with the same model', { principal: 'q' }, (hour) => (hour < TUESDAY ? 4 : 12)],
    [
      'a newborn of its team with another model',
      { principal: 'p-v2', model: 'nova-pro' },
      (hour) => (hour < TUESDAY ? 0 : 9),
    ],
    ['itself in another team', { team: 'u', model: 'nova-pro' }, (hour) => (hour < TUESDAY ? 0 : 9)],
  ])('where %s took over', (_, overrides, cost) => {
    const streams = [p(everyHour(9), TUESDAY), role('p', cost, overrides), ...others()];
    expect(names(streams)).toEqual([]);
    expect(because(streams)).toEqual([['p', 'taken over']]);
  });

  it('where several newborns took over together', () => {
    const newborn = (name: string, dollars: number) =>
      role(name, (hour) => (hour < TUESDAY ? 0 : dollars), { model: 'nova-pro' });
    expect(names([p(everyHour(9), TUESDAY), newborn('a', 2), newborn('b', 3), ...others()])).toEqual([]);
    expect(names([p(everyHour(9), TUESDAY), newborn('a', 2), newborn('b', 2), ...others()])).toEqual(['p']);
  });

  it('not because an old colleague with another model rose', () => {
    const colleague = role('q', (hour) => (hour < TUESDAY ? 4 : 12), { model: 'nova-pro' });
    expect(names([p(everyHour(9), TUESDAY), colleague, ...others()])).toEqual(['p']);
  });
});
