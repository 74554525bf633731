import { describe, expect, it } from 'vitest';
import { parseInstant } from '../../../../shared/domain/base/instant.ts';
import { approximate, parsePico, picoText } from '../../../../shared/domain/base/money.ts';
import type { Budget } from '../../../../shared/domain/evaluation/budget/budget.ts';
import { isReached } from '../../../../shared/domain/evaluation/budget/budget-findings.ts';
import { EVALUATION_DEFAULTS } from '../../../../shared/domain/evaluation/defaults.ts';
import { evaluate } from '../../../../shared/domain/evaluation/evaluate.ts';
import { aBook, aBudget } from '../../../builders/budget.ts';
import { aStream, at, plus, rhythm, type Stream, WORLD_FROM } from '../../../builders/series.ts';
import { createWorld } from '../../../builders/view.ts';

const whole = { arrived: () => 1 };

function judge(
  budget: Partial<Budget> & { dollars?: number },
  asOf: string,
  cost: Stream['cost'] = () => 10,
) {
  const instant = parseInstant(asOf);
  const views = createWorld([aStream({ cost })], whole).viewsAt(instant);
  const input = { views, budgets: aBook(aBudget(budget)), defaults: EVALUATION_DEFAULTS, asOf: instant };
  return evaluate(input).filter(({ rule }) => rule.startsWith('budget'));
}

/** $10 an hour through the delivery of 2026-11-11T05:00, which knows 240 hours: $2,400 are spent. */
const DELIVERY = '2026-11-11T05:00:00Z';

describe('budget thresholds', () => {
  it.each([
    ['one picodollar under', 2400_000_000_000_001n, undefined],
    ['exactly at', 2400_000_000_000_000n, 100],
    ['one picodollar over', 2399_999_999_999_999n, 100],
  ])('%s the amount', (_, amount, threshold) => {
    const found = judge({ amount, thresholds: [100] }, DELIVERY).find(
      ({ rule }) => rule === 'budget-threshold',
    );
    expect(found?.budget?.threshold).toBe(threshold);
  });

  it('names only the highest of several that are crossed at once, and the hour', () => {
    const [found, ...others] = judge({ dollars: 2000 }, DELIVERY);
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      rule: 'budget-threshold',
      startedAt: at('2026-11-09T07:00'),
      severity: 'critical',
    });
    expect(found!.budget).toMatchObject({ threshold: 100, percent: 120 });
    expect([picoText(found!.budget!.spent), picoText(found!.impact.soFar)]).toEqual(['2400', '400']);
  });

  it('tells a zero budget from no budget, and from one that nobody touched', () => {
    expect(judge({ dollars: 0 }, DELIVERY)[0]!.budget).toMatchObject({ threshold: 100, percent: 100 });
    expect(judge({ team: 'elsewhere', dollars: 0 }, DELIVERY)).toEqual([]);
    expect(judge({ dollars: 0 }, DELIVERY, (hour) => (hour < at('2026-11-01') ? 10 : 0))).toEqual([]);
  });

  it('starts every month at nothing', () => {
    expect(judge({ dollars: 2000 }, '2026-11-01T09:00:00Z')).toEqual([]);
    expect(judge({ dollars: 30 }, '2026-11-01T09:00:00Z')[0]!.billingPeriod).toBe('2026-11');
  });

  it('does not compare dollars with another currency', () => {
    expect(judge({ dollars: 10, currency: 'EUR' }, DELIVERY)).toEqual([]);
  });

  it('says who spent the month’s money, to the picodollar', () => {
    const [found] = judge({ dollars: 3000 }, DELIVERY, rhythm({ seed: 3, base: 10 }));
    expect(found!.contributions.reduce((sum, { rise }) => sum + rise, 0n)).toBe(found!.budget!.spent);
  });
});

describe('what a budget finding tells', () => {
  const thresholdIn = (...args: Parameters<typeof judge>) =>
    judge(...args).find(({ rule }) => rule === 'budget-threshold');

  it('is the whole state of the month', () => {
    const found = thresholdIn({ dollars: 3000 }, DELIVERY);
    const { series, contributions, completeness, ...rest } = found!;
    expect(completeness!.mid).toBeGreaterThan(0.98);
    // 238 of the 240 hours are ripe; the month goes on for 480 hours at $10.
    const ripe = at('2026-11-10T22:00');
    expect(rest).toEqual({
      rule: 'budget-threshold',
      scope: { team: 'search' },
      severity: 'warning',
      billingPeriod: '2026-11',
      currency: 'USD',
      startedAt: at('2026-11-10T23:00'),
      costPerHour: parsePico('10'),
      usualPerHour: parsePico('10'),
      shareOfRise: 1,
      impact: {
        soFar: 0n,
        untilNextDelivery: 0n,
        untilMorning: 0n,
        untilMonthEnd: 0n,
        horizons: {
          nextDelivery: parseInstant('2026-11-11T13:00:00Z'),
          morning: parseInstant('2026-11-12T09:00:00Z'),
          timeZone: 'UTC',
        },
      },
      budget: {
        amount: parsePico('3000'),
        spent: parsePico('2400'),
        percent: 80,
        threshold: 80,
        forecast: { low: parsePico('7200'), mid: parsePico('7200'), high: parsePico('7200') },
        headsOver: true,
        // September is not known from its first hour on.
        pastErrors: [{ billingPeriod: '2026-10', percent: 0 }],
        exhaustedAt: at('2026-11-13T11:00'),
      },
      sessions: 0,
    });
    expect(contributions.map(({ tokenKind, rise }) => [tokenKind, picoText(rise)])).toEqual([
      ['input', '1440'],
      ['output', '960'],
    ]);
    expect([series[0]!.hour, series.at(-1)!.hour]).toEqual([ripe - 72, ripe - 1]);
  });

  it('parts the money by principal, model and token kind', () => {
    const instant = parseInstant(DELIVERY);
    const streams = [
      aStream({ cost: () => 4 }),
      aStream({ cost: () => 2, model: 'nova' }),
      aStream({ cost: () => 1, principal: 'role/z@123456789012' }),
      aStream({ cost: () => 99, team: 'other' }),
    ];
    const views = createWorld(streams, whole).viewsAt(instant);
    const [found] = evaluate({
      views,
      budgets: aBook(aBudget({ dollars: 1680 })),
      defaults: EVALUATION_DEFAULTS,
      asOf: instant,
    }).filter(({ rule }) => rule === 'budget-threshold');
    expect(
      found!.contributions.map(
        ({ principal, model, tokenKind, rise }) => `${principal} ${model} ${tokenKind} ${picoText(rise)}`,
      ),
    ).toEqual([
      'role/search-api@123456789012 claude-sonnet-4.6 input 576',
      'role/search-api@123456789012 claude-sonnet-4.6 output 384',
      'role/search-api@123456789012 nova input 288',
      'role/search-api@123456789012 nova output 192',
      'role/z@123456789012 claude-sonnet-4.6 input 144',
      'role/z@123456789012 claude-sonnet-4.6 output 96',
    ]);
  });

  it('has an hour of exhaustion only while something is left that will not last', () => {
    const exhausted = (dollars: number) => thresholdIn({ dollars }, DELIVERY)!.budget!;
    expect(exhausted(2400)).not.toHaveProperty('exhaustedAt');
    expect(exhausted(2410).exhaustedAt).toBe(at('2026-11-11'));
    expect(thresholdIn({ dollars: 7201, thresholds: [10] }, DELIVERY)!.budget).not.toHaveProperty(
      'exhaustedAt',
    );
  });

  it('takes the usual thresholds where the budget names none, and thresholds over 100 as they are', () => {
    const threshold = (budget: Parameters<typeof judge>[0]) =>
      thresholdIn(budget, DELIVERY)?.budget?.threshold;
    expect(threshold({ dollars: 3000, thresholds: [] })).toBe(80);
    expect(threshold({ dollars: 4801, thresholds: [] })).not.toBe(50);
    expect(threshold({ dollars: 2000, thresholds: [50, 120] })).toBe(120);
    expect(threshold({ dollars: 2000, thresholds: [120, 50] })).toBe(120);
    expect(threshold({ dollars: 0, thresholds: [50, 120] })).toBe(120);
    expect(thresholdIn({ dollars: 0, thresholds: [50, 120] }, DELIVERY)!.budget!.percent).toBe(120);
  });

  it('is a warning once the amount is used up, though nothing more is to come', () => {
    // All of it on the first of the month; the team is known since September.
    const once: Stream['cost'] = (hour) =>
      hour === WORLD_FROM ? 1 : hour >= at('2026-11-01') && hour < at('2026-11-02') ? 10 : 0;
    expect(thresholdIn({ dollars: 240 }, DELIVERY, once)).toMatchObject({ severity: 'warning' });
    expect(thresholdIn({ dollars: 241 }, DELIVERY, once)).toMatchObject({ severity: 'info' });
  });

  it('counts what burns above the usual of the last day, and that the amount is passed', () => {
    const cost = plus(() => 10, at('2026-11-09T22:00'), 20);
    const found = thresholdIn({ dollars: 2500 }, DELIVERY, cost);
    expect(picoText(found!.costPerHour)).toBe('30');
    expect(approximate(found!.usualPerHour)).toBeCloseTo(10, 6);
    expect(approximate(found!.impact.soFar)).toBeCloseTo(2400 + 26 * 20 - 2500, 6);
    // From the end of the ripe hours to 09:00 of the 12th.
    expect(approximate(found!.impact.untilMorning)).toBeCloseTo(20 * 35, 3);
  });

  it.each([
    [7201, 'info'],
    [7200, 'info'],
    [7199, 'warning'],
    [6700, 'warning'],
    [2200, 'critical'],
    [2201, 'warning'],
  ])('is as severe as the month ends over it: $%d', (dollars, severity) => {
    expect(thresholdIn({ dollars, thresholds: [1] }, DELIVERY)!.severity).toBe(severity);
  });
});

describe('budget forecast', () => {
  /** Of budgets whose thresholds are out of reach: else the threshold tells the forecast. */
  const forecastIn = (budget: Parameters<typeof judge>[0], ...rest: [string, Stream['cost']?]) =>
    judge({ thresholds: [1000], ...budget }, ...rest).find(({ rule }) => rule === 'budget-forecast');

  it('carries a steady pace to the end of the month and names the hour the budget ends', () => {
    const found = forecastIn({ dollars: 6000 }, DELIVERY)!;
    expect(found.budget!.threshold).toBe(100);
    expect(approximate(found.budget!.forecast.mid)).toBeCloseTo(7200, 6);
    expect(found.budget!.exhaustedAt).toBe(at('2026-11-25T23:00'));
  });

  it('keeps quiet while a tenth less in the rest of the month would do', () => {
    expect(forecastIn({ dollars: 6700 }, DELIVERY)).toMatchObject({ rule: 'budget-forecast' });
    expect(forecastIn({ dollars: 6800 }, DELIVERY)).toBeUndefined();
  });

  it('waits for three known days', () => {
    // The 48 hours of 3 November 05:00 are too few, and so are 71; an hour later there are 72.
    expect(forecastIn({ dollars: 1000 }, '2026-11-04T06:00:00Z')).toBeUndefined();
    expect(forecastIn({ dollars: 1000 }, '2026-11-04T07:00:00Z')).toBeDefined();
    expect(forecastIn({ dollars: 1000 }, '2026-11-03T05:00:00Z')).toBeUndefined();
    expect(forecastIn({ dollars: 1000 }, '2026-11-04T09:00:00Z')).toBeDefined();
  });

  it('counts a rise that burns around the clock at once', () => {
    const cost = plus(() => 10, at('2026-11-09T20:00'), 90);
    const mid = approximate(forecastIn({ dollars: 9000 }, DELIVERY, cost)!.budget!.forecast.mid);
    // 20 days at $100 an hour would be 51,360; the weekends among them still count as they were.
    expect(mid).toBeGreaterThan(36_000);
    expect(mid).toBeLessThan(52_000);
  });

  it('is not misled by weekends: a Friday and a Monday forecast the same month', () => {
    const office = rhythm({ seed: 6, base: 10, weekend: 0.05, hourNoise: 0.1, dayNoise: 0.05 });
    const truth = Array.from({ length: 720 }, (_, index) => office(at('2026-11-01') + index)).reduce(
      (sum, cost) => sum + cost,
      0,
    );
    for (const delivery of ['2026-11-14T05:00:00Z', '2026-11-16T05:00:00Z', '2026-11-18T05:00:00Z']) {
      const { forecast } = forecastIn({ amount: parsePico('4000') }, delivery, office)!.budget!;
      expect(Math.abs(approximate(forecast.mid) / truth - 1)).toBeLessThan(0.05);
      expect(approximate(forecast.low)).toBeLessThan(truth);
      expect(approximate(forecast.high)).toBeGreaterThan(truth);
    }
  });

  it('is told with the newest ripe hour, at the full amount, as a warning at least', () => {
    expect(forecastIn({ dollars: 6700 }, DELIVERY)).toMatchObject({
      startedAt: at('2026-11-10T21:00'),
      severity: 'warning',
      budget: { threshold: 100, percent: 35.8 },
    });
    // Twelve dollars over are a warning too.
    expect(forecastIn({ dollars: 60 }, DELIVERY, () => 0.1)).toMatchObject({ severity: 'warning' });
    expect(forecastIn({ dollars: 2401 }, DELIVERY)).toMatchObject({ severity: 'warning' });
  });

  it('leaves the word to the threshold once the amount is used up', () => {
    expect(judge({ dollars: 2400 }, DELIVERY).map(({ rule }) => rule)).toEqual(['budget-threshold']);
    expect(judge({ dollars: 2400 }, DELIVERY)[0]!.budget).not.toHaveProperty('headsOver');
    // Where the lowest threshold lies beyond the amount, nobody else would speak.
    expect(forecastIn({ dollars: 2400 }, DELIVERY)).toBeDefined();
  });
});

it.each([
  [500n, 1000n, 50, true],
  [499n, 1000n, 50, false],
  [1n, 3n, 33.333333, true],
  [1n, 3n, 33.333334, false],
  [1n, 0n, 100, true],
  [0n, 0n, 100, false],
  [-5n, 0n, 100, false],
  [0n, 1000n, 0, false],
])('%d of %d reaches %d percent: %s', (spent, amount, threshold, expected) => {
  expect(isReached(spent, amount, threshold)).toBe(expected);
});
