import { describe, expect, it } from 'vitest';
import { dayOfHour, hourOfDay, isoHour, weekdayOf } from '../../../../shared/domain/base/instant.ts';
import { replay, told } from '../../../builders/replay.ts';
import { aCompany, aStream, at, chance, plus, rhythm, type Stream, times } from '../../../builders/series.ts';
import { createWorld, type WorldOptions } from '../../../builders/view.ts';

const steady = (seed: number, base = 4) => rhythm({ seed, base });

function alarms(streams: readonly Stream[], from = '2026-11-09T05:04:00Z', options: WorldOptions = {}) {
  const judged = replay(createWorld(streams, options), from, '2026-11-20T21:04:00Z');
  return told(judged).map(({ after }) => `${after.finding.rule} ${isoHour(after.finding.startedAt)}`);
}

/** $2 an hour, and $60 for a whole day now and then. */
const on = (days: readonly string[]): Stream['cost'] => {
  const starts = days.map((day) => at(day));
  return (hour) => (starts.some((from) => hour >= from && hour < from + 24) ? 60 : 2);
};

describe('what only looks like a spike', () => {
  it('leaves a nightly batch job alone, even if it is late now and then', () => {
    const nightly = (hour: number): number => {
      const start = 1 + Math.floor(chance(4, dayOfHour(hour)) * 2);
      return hourOfDay(hour) >= start && hourOfDay(hour) < start + 3 ? 60 : 0;
    };
    expect(alarms([aStream({ cost: nightly })])).toEqual([]);
  });

  it('leaves a weekly job alone', () => {
    const weekly = (hour: number): number =>
      weekdayOf(dayOfHour(hour)) === 0 && hourOfDay(hour) >= 6 && hourOfDay(hour) < 10 ? 150 : 0.5;
    expect(alarms([aStream({ cost: weekly })])).toEqual([]);
  });

  it('leaves Mondays alone after weekends that fall to a tenth', () => {
    expect(alarms([aStream({ cost: rhythm({ seed: 8, base: 20, weekend: 0.1 }) })])).toEqual([]);
  });

  it('leaves growth of three percent a week alone', () => {
    expect(alarms([aStream({ cost: rhythm({ seed: 9, base: 20, growth: 0.03 }) })])).toEqual([]);
  });

  it('leaves a job at the end of each month alone', () => {
    const over = (...days: readonly string[]) =>
      told(
        replay(createWorld([aStream({ cost: on(days) })]), '2026-10-30T05:04:00Z', '2026-11-03T21:04:00Z'),
      );
    expect(over('2026-09-30', '2026-10-31')).toEqual([]);
    // The same job, the first time in the middle of the month, is news.
    expect(over('2026-09-15', '2026-10-31')).not.toEqual([]);
  });

  it('leaves a third burst alone that is as dear as two before, but not one five times as dear', () => {
    const third = (dollars: number): Stream['cost'] => {
      const from = at('2026-11-17');
      return plus(on(['2026-10-08', '2026-10-30']), from, dollars - 2, from + 24);
    };
    expect(alarms([aStream({ cost: third(60) })])).toEqual([]);
    expect(alarms([aStream({ cost: third(5 * 60) })]).slice(0, 1)).toEqual([
      `spike ${isoHour(at('2026-11-17'))}`,
    ]);
  });

  it('leaves work alone that another role of the team used to do', () => {
    const load = rhythm({ seed: 5, base: 10 });
    const moved = at('2026-11-17T09:00');
    const old = aStream({ principal: 'role/old-name@123456789012', cost: times(load, moved, 0) });
    const renamed = aStream({ principal: 'role/new-name@123456789012', cost: plus(() => 0, moved, load) });
    expect(alarms([old, renamed, ...aCompany(3, 10)])).toEqual([]);
  });

  it('is silent without enough history, even for a hundredfold rise', () => {
    const from = at('2026-11-14');
    const cost = plus(steady(1), at('2026-11-19T02:00'), 400);
    expect(alarms([aStream({ cost })], '2026-11-16T05:04:00Z', { from })).toEqual([]);
  });

  it('calls nobody new on the first days of an installation', () => {
    const streams = aCompany(2, 10).map((stream) => ({
      ...stream,
      cost: (hour: number) => 20 * stream.cost(hour),
    }));
    expect(alarms(streams, '2026-11-05T05:04:00Z', { from: at('2026-11-05') })).toEqual([]);
  });
});

it('gives at most one alarm in twenty deliveries of forty quiet principals', () => {
  const judged = replay(createWorld(aCompany(1)), '2026-11-14T05:04:00Z', '2026-11-20T13:04:00Z');
  expect(judged).toHaveLength(20);
  expect(told(judged).filter(({ reason }) => reason === 'first').length).toBeLessThanOrEqual(1);
}, 60_000);
