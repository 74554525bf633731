import { periodHours } from '../base/period.ts';
import { forecastOf } from '../evaluation/budget/forecast.ts';
import type { PicoRange } from '../evaluation/finding.ts';
import type { Judging } from '../evaluation/judging.ts';
import { picoRange } from './budget-use.ts';

/**
 * Where the judged month of some teams together ends: their forecasts added up. What one spends more is not what another
 * does, so ranges add up as independent errors do, by their squares. Undefined before a few days of the month are known.
 */
export function forecastOfTeams(judging: Judging, counts: (team: string) => boolean): PicoRange | undefined {
  const { tree, time, defaults } = judging;
  const known = time.ripeEnd - Math.max(periodHours(tree.newest.billingPeriod).from, tree.firstHour);
  const forecasts = tree.teams.filter(({ name }) => counts(name)).map((team) => forecastOf(judging, team));
  if (forecasts.length === 0 || known < defaults.forecast.daysMin * 24) return undefined;
  const mid = forecasts.reduce((sum, each) => sum + each.mid, 0);
  const spent = forecasts.reduce((sum, each) => sum + each.spent, 0);
  const below = Math.hypot(...forecasts.map((each) => each.mid - each.low));
  const above = Math.hypot(...forecasts.map((each) => each.high - each.mid));
  return picoRange({ low: Math.max(spent, mid - below), mid, high: mid + above });
}
