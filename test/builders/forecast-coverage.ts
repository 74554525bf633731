import { periodHours } from '../../shared/domain/base/period.ts';
import { forecastFrom } from '../../shared/domain/evaluation/budget/forecast.ts';
import { costBetween } from '../../shared/domain/evaluation/series/series.ts';
import { aSeries } from './judging.ts';
import { aCompany, WORLD_FROM } from './series.ts';

/** Where the month of a team ended against a forecast of it. */
export interface ForecastOutcome {
  readonly day: number;
  readonly low: number;
  readonly mid: number;
  readonly high: number;
  readonly actual: number;
}

/** Forecasts of five teams of each company, made on these days of November from all hours before. */
export function forecastOutcomes(
  seeds: readonly number[],
  days: readonly number[],
): readonly ForecastOutcome[] {
  const { from, to } = periodHours('2026-11');
  return seeds.flatMap((seed) => {
    const streams = aCompany(seed);
    return [...new Set(streams.map(({ team }) => team))].flatMap((team) => {
      const own = streams.filter((stream) => stream.team === team);
      const series = aSeries((hour) => own.reduce((sum, { cost }) => sum + cost(hour), 0));
      const actual = costBetween(series, from, to);
      return days.map((day) => {
        const known = from + day * 24;
        const { low, mid, high } = forecastFrom({
          series,
          from,
          to,
          known,
          billed: known,
          firstHour: WORLD_FROM,
        });
        return { day, low, mid, high, actual };
      });
    });
  });
}
