import fc from 'fast-check';
import { expect, it } from 'vitest';
import { forecastFrom } from '../../../../shared/domain/evaluation/budget/forecast.ts';
import type { PlannedSpend } from '../../../../shared/domain/evaluation/budget/planned-spend.ts';
import { costBetween } from '../../../../shared/domain/evaluation/series/series.ts';
import { aSeries } from '../../../builders/judging.ts';
import { at, chance } from '../../../builders/series.ts';

const [FROM, TO] = [at('2026-11-01'), at('2026-12-01')];

/** A scope that costs at random, within a team that costs as much or more, judged at any hour; plans of it or of all. */
const months = fc.record({
  seed: fc.nat(10_000),
  known: fc.integer({ min: FROM + 72, max: TO - 1 }),
  partial: fc.integer({ min: 0, max: 6 }),
  plans: fc.array(
    fc.record({
      from: fc.integer({ min: FROM - 200, max: TO - 1 }),
      hours: fc.integer({ min: 1, max: 300 }),
      cap: fc.integer({ min: 0, max: 5000 }),
      isWhole: fc.boolean(),
    }),
    { maxLength: 3 },
  ),
});

function worldOf({ seed, known, partial, plans }: typeof months extends fc.Arbitrary<infer T> ? T : never) {
  const end = known + partial;
  const scope = (hour: number) => (hour < end ? Math.floor(chance(seed, hour) * 20) : 0);
  const team = aSeries((hour) => scope(hour) + (hour < end ? Math.floor(chance(seed + 1, hour) * 10) : 0));
  const planned = plans.map(({ from, hours, cap, isWhole }): PlannedSpend => {
    const series = isWhole ? team : aSeries(scope);
    return { team: 't', ...(isWhole ? {} : { principal: 'p' }), from, to: from + hours, cap, series };
  });
  const basis = { series: team, from: FROM, to: TO, known, billed: TO, firstHour: team.from };
  return { basis, planned, end };
}
const figures = ({ spent, low, mid, high, exhaustedAt, ifRateLasts }: ReturnType<typeof forecastFrom>) => [
  ...[spent, low, mid, high, ifRateLasts(7)],
  ...[100, 5000, 9000].map(exhaustedAt),
];

it('a plan without spending changes no bit of the forecast', () => {
  fc.assert(
    fc.property(months, (month) => {
      const { basis, planned } = worldOf(month);
      const idle = planned.map((plan) => ({ ...plan, series: aSeries(() => 0) }));
      expect(figures(forecastFrom(basis, idle))).toEqual(figures(forecastFrom(basis)));
    }),
    { numRuns: 60 },
  );
});

it('the forecast never falls below what is spent, and its range holds its middle', () => {
  fc.assert(
    fc.property(months, (month) => {
      const { basis, planned } = worldOf(month);
      const { spent, low, mid, high } = forecastFrom(basis, planned);
      expect(spent).toBe(forecastFrom(basis).spent);
      expect(low).toBeGreaterThanOrEqual(spent);
      expect(mid).toBeGreaterThanOrEqual(low);
      expect(high).toBeGreaterThanOrEqual(mid);
    }),
    { numRuns: 60 },
  );
});

it('a plan of all to the end of the month leaves its cap and what was spent outside it', () => {
  fc.assert(
    fc.property(months, ({ plans, ...month }) => {
      const { basis, end } = worldOf({ ...month, plans: [] });
      const from = Math.max(FROM, end - 100);
      const [before, inPlan] = [costBetween(basis.series, FROM, from), costBetween(basis.series, from, end)];
      const cap = inPlan + (plans[0]?.cap ?? 0);
      const whole = { team: 't', from, to: TO, cap, series: basis.series };
      const { mid } = forecastFrom(basis, [whole]);
      expect(mid).toBeLessThanOrEqual(before + cap + 1e-6);
    }),
    { numRuns: 60 },
  );
});
