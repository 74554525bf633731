import { describe, expect, it } from 'vitest';
import { HOUR_MS, isoInstant } from '../../../../shared/domain/base/instant.ts';
import { ageStepOf, ageZeroOf } from '../../../../shared/domain/evaluation/ripeness/age.ts';
import { familyOf, settlesLate, WHOLE_BILL } from '../../../../shared/domain/evaluation/ripeness/family.ts';
import { type KnownCosts, knownCostsOf } from '../../../../shared/domain/evaluation/ripeness/known-costs.ts';
import { observe, observeAll } from '../../../../shared/domain/evaluation/ripeness/observe.ts';
import { ripenessOf } from '../../../../shared/domain/evaluation/ripeness/ripeness.ts';
import { NOTHING_LEARNED } from '../../../../shared/domain/evaluation/ripeness/state.ts';
import { type ArrivalLaw, arrivals, LAWS } from '../../../builders/arrival.ts';
import { aCell, anEntry } from '../../../builders/entry.ts';
import { at } from '../../../builders/series.ts';
import { aView } from '../../../builders/snapshot.ts';

const FROM = at('2026-11-01');
const after = (law: ArrivalLaw, days: number) =>
  ripenessOf(observeAll(NOTHING_LEARNED, [...arrivals(law, 7, FROM, days)]));

/** A delivery of one family's hours with these costs, made so many hours after the first of the month. */
const aDelivery = (hoursLater: number, costs: Readonly<Record<number, number>>, lag = 8): KnownCosts => ({
  billingPeriod: '2026-11',
  order: `${isoInstant((FROM + hoursLater) * HOUR_MS)}~x`,
  executedAt: (FROM + hoursLater) * HOUR_MS,
  dataThrough: FROM + hoursLater - lag,
  slotHours: 1,
  costs: new Map([
    ['amazon', new Map(Object.entries(costs).map(([hour, micros]) => [FROM + Number(hour), micros]))],
  ]),
});

describe('the age of an hour', () => {
  it.each([
    ['counts from the end of the data, where that lies hours back', { executed: 100, through: 90 }, 90],
    [
      'leaves the hours around the delivery out, which fill up whatever they show',
      { executed: 100, through: 100 },
      96,
    ],
    ['follows the clock alone where usage ended days before', { executed: 200, through: 100 }, 148],
  ])('%s', (_, delivered, zero) => {
    expect(ageZeroOf(delivered)).toBe(zero);
  });

  it('falls into the step that it has reached', () => {
    expect([-1, 0, 6, 7, 8, 239, 240, 900].map(ageStepOf)).toEqual([-1, 0, 6, 6, 7, 23, 24, 24]);
  });
});

it.each([
  ['claude-opus-4.6', 'anthropic', true],
  ['nova-lite', 'amazon', false],
  ['titan-embed-text-v2', 'amazon', false],
  ['gpt-oss-120b', 'openai', false],
  ['qwen-3-coder', 'qwen', false],
  ['', 'other', true],
  ['a-model-of-tomorrow', 'other', true],
])('%s belongs to %s', (model, family, late) => {
  expect(familyOf(model)).toBe(family);
  expect(settlesLate(family)).toBe(late);
});

describe('before anything was seen', () => {
  const told = ripenessOf();
  it('all but the newest two hours of the bill count, so that alerts are not held up', () => {
    expect(told.ripeAge(WHOLE_BILL)).toBe(2);
    expect(told.ripeEnd(WHOLE_BILL, 100)).toBe(98);
  });

  it("Marketplace's part is not called ripe for three days, Amazon's for eighteen hours", () => {
    expect([told.ripeAge('anthropic'), told.ripeAge('amazon')]).toEqual([72, 18]);
  });

  it('a cost that is known to 78 % is told with the range it ends in', () => {
    const window = { family: 'anthropic', from: 70, to: 76, ageZero: 100 };
    const { low, mid, high } = told.finalCost(310, window)!;
    expect(mid).toBeCloseTo(310 / told.completeness(window).mid);
    expect(low).toBeGreaterThan(310);
    expect(low).toBeLessThan(mid);
    expect(high).toBeGreaterThan(mid);
  });

  it('the next delivery is not guessed', () => {
    expect(told.nextDelivery).toBeUndefined();
  });
});

describe('after two weeks', () => {
  it('a bill that is ripe in an hour is judged up to its newest hour but one', () => {
    const told = after(LAWS.fast, 14);
    expect(told.ripeAge(WHOLE_BILL)).toBe(1);
    expect(told.shareAt('amazon', 0)).toBeCloseTo(0.66, 1);
    expect(told.usualLag).toBe(8);
  });

  it('what Marketplace brings late is known, and does not hold up what is on time', () => {
    const told = after(LAWS.slow, 14);
    expect(told.ripeAge('amazon')).toBeLessThanOrEqual(2);
    expect(told.ripeAge('anthropic')).toBeGreaterThanOrEqual(48);
    // Rows come within 70 u² hours, u even in [0, 1): at 24 h the root of 24/70 of them, 59 %.
    expect(Math.abs(told.shareAt('anthropic', 24) - 0.59)).toBeLessThan(0.1);
  });

  it('a part of the family is told with a wider range than the whole', () => {
    const told = after(LAWS.fast, 14);
    const ageZero = FROM + 14 * 24;
    const window = { family: 'amazon', from: ageZero - 3, to: ageZero, ageZero };
    const [whole, part] = [told.finalCost(100, window, 100)!, told.finalCost(100, window, 400)!];
    expect(part.mid).toBe(whole.mid);
    expect(part.high - part.mid).toBeGreaterThan(1.5 * (whole.high - whole.mid));
  });

  it('the next delivery is expected at its time of the day', () => {
    const told = after(LAWS.fast, 14).nextDelivery!;
    expect(isoInstant(told.at)).toBe('2026-11-16T05:01:00.000Z');
    expect(told.from <= told.at && told.at <= told.to).toBe(true);
    expect(told.to - told.from).toBeLessThan(12 * HOUR_MS);
  });
});

describe('a delivery', () => {
  it('shows an hour in full that a later one restates downwards, never more than in full', () => {
    const state = observeAll(NOTHING_LEARNED, [aDelivery(100, { 10: 500 }), aDelivery(124, { 10: 400 })]);
    expect(ripenessOf(state).shareAt('amazon', 72)).toBeCloseTo(0.995);
  });

  it('that lost an hour is remembered as one in which it costs nothing', () => {
    const state = observeAll(NOTHING_LEARNED, [aDelivery(100, { 10: 500 }), aDelivery(124, {})]);
    expect(state.families.at(-1)!.hours).toEqual([
      {
        hour: FROM + 10,
        changes: [
          [1, 500],
          [2, 0],
        ],
      },
    ]);
  });

  it('of days is not compared with one of hours', () => {
    const hourly = observe(NOTHING_LEARNED, aDelivery(100, { 10: 500 }));
    const daily = observe(hourly, { ...aDelivery(124, { 0: 900 }), slotHours: 24 });
    expect(daily).toMatchObject({ taught: 2, slotHours: 24, deliveries: [{ no: 2 }] });
  });

  it('is forgotten after three weeks, and then teaches nothing again', () => {
    const [first, last] = [aDelivery(30, { 10: 500 }), aDelivery(700, { 690: 100 })];
    const state = observeAll(NOTHING_LEARNED, [first, last]);
    expect(state.deliveries.map(({ no }) => no)).toEqual([2]);
    expect(state.families.flatMap(({ hours }) => hours.map(({ hour }) => hour))).toEqual([
      FROM + 690,
      FROM + 690,
    ]);
    expect(observe(state, first)).toBe(state);
  });

  it('of a month that is over is as far as the export usually is', () => {
    const lags = [40, 64, 88, 112].map((hours) => aDelivery(hours, {}, 9));
    const october = { ...aDelivery(120, {}), billingPeriod: '2026-10', dataThrough: FROM };
    const { deliveries } = observeAll(NOTHING_LEARNED, [...lags, october]);
    expect(deliveries.at(-1)).toMatchObject({ ageZero: FROM + 120 - 9 });
    expect(deliveries.at(-1)!.lagHours).toBeUndefined();
  });
});

it('costs are summed by family and hour over principals, in whole millionths, within the month', () => {
  const day = at('2026-11-17') / 24;
  const cell = (model: string, hourOfDay: number, cost: bigint) => aCell({ model, hourOfDay, cost });
  const view = aView(
    [
      anEntry({
        day,
        cells: [cell('claude-opus-4.6', 3, 2_500_000n), cell('claude-haiku-4.5', 3, 1_000_000n)],
      }),
      anEntry({
        day,
        scope: { dimension: 'principal', team: 'b', value: 'x' },
        cells: [cell('nova-lite', 4, 7_900_000n)],
      }),
      anEntry({ day: at('2026-12-01') / 24, scope: { dimension: 'principal', team: 'b', value: 'y' } }),
      anEntry({ day, scope: { dimension: 'project', team: '', value: 'z' } }),
    ],
    { dataThrough: day * 24 + 20 },
  );
  const { costs, slotHours } = knownCostsOf(view);
  expect(slotHours).toBe(1);
  expect(costs).toEqual(
    new Map([
      ['anthropic', new Map([[day * 24 + 3, 3]])],
      ['amazon', new Map([[day * 24 + 4, 7]])],
    ]),
  );
});
