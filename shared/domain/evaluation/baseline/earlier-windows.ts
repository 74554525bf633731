import { dayOfHour, type Hour, weekdayOf } from '../../base/instant.ts';
import type { EvaluationDefaults } from '../defaults.ts';
import { type CostSeries, costBetween } from '../series/series.ts';
import { isUsable, type UsablePast } from './open-incident.ts';

/** Window of `hours` ending at `end`; earlier ones are taken from `firstLag` days before on. */
export interface WindowAsked {
  readonly end: Hour;
  readonly hours: number;
  readonly firstLag: number;
}

/** How windows of earlier days that end at the same hour lie around what was expected of them. */
export interface Residuals {
  /** Logarithm of the expected cost and the offset. */
  readonly expected: number;
  /** Currency units added before taking logarithms. */
  readonly offset: number;
  readonly logs: readonly number[];
  /** What the logarithms have beyond their weekday's mean; ascending. */
  readonly residuals: readonly number[];
}

/** Dollars a day that are added before taking logarithms: sparse and tiny series become harmless. */
const OFFSET_PER_DAY = 5;
const OFFSET_SHARE = 0.25;
const WEEKDAY_SHRINK = 2;

/** Undefined with too little history. */
export function residualsOf(
  series: CostSeries,
  window: WindowAsked,
  past: UsablePast,
  defaults: EvaluationDefaults,
): Residuals | undefined {
  const { costs, weights, weekdays } = earlierWindows(series, window, past, defaults);
  if (costs.length < defaults.historyMin) return undefined;
  const offset = Math.max((OFFSET_PER_DAY * window.hours) / 24, OFFSET_SHARE * mean(costs, weights));
  const logs = costs.map((cost) => Math.log(Math.max(cost, 0) + offset));
  const centre = mean(logs, weights);
  // Windows of whole weeks hold every weekday, so there is nothing to correct.
  const effects = window.hours % 168 === 0 ? EVEN_WEEK : weekdayEffects(logs, weights, weekdays, centre);
  return {
    expected: centre + effects[weekdayOfWindow(window.end)]!,
    offset,
    logs,
    residuals: logs.map((log, index) => log - centre - effects[weekdays[index]!]!).sort(ascending),
  };
}

/** Columns, not records: thousands of nodes ask for forty windows each, several times a judgement. */
interface EarlierWindows {
  readonly costs: number[];
  readonly weights: number[];
  readonly weekdays: number[];
}

function earlierWindows(
  series: CostSeries,
  { end, hours, firstLag }: WindowAsked,
  past: UsablePast,
  { historyDays, halfLifeDays }: EvaluationDefaults,
): EarlierWindows {
  const found: EarlierWindows = { costs: [], weights: [], weekdays: [] };
  for (let lag = firstLag; lag <= historyDays; lag += 1) {
    const to = end - lag * 24;
    if (to - hours < past.from) break;
    if (!isUsable(past, to - hours, to)) continue;
    found.costs.push(costBetween(series, to - hours, to));
    found.weights.push(0.5 ** (lag / halfLifeDays));
    found.weekdays.push(weekdayOfWindow(to));
  }
  return found;
}

const weekdayOfWindow = (end: Hour): number => weekdayOf(dayOfHour(end - 1));

const EVEN_WEEK: readonly number[] = [0, 0, 0, 0, 0, 0, 0];

/** Mean of each weekday against the mean of all, drawn towards zero while there are few weeks. */
function weekdayEffects(
  logs: readonly number[],
  weights: readonly number[],
  weekdays: readonly number[],
  centre: number,
): readonly number[] {
  const [sums, weighed, counts] = [[...EVEN_WEEK], [...EVEN_WEEK], [...EVEN_WEEK]];
  for (let index = 0; index < logs.length; index += 1) {
    const weekday = weekdays[index]!;
    sums[weekday]! += weights[index]! * logs[index]!;
    weighed[weekday]! += weights[index]!;
    counts[weekday]! += 1;
  }
  return sums.map((sum, weekday) => {
    const count = counts[weekday]!;
    return count === 0 ? 0 : ((sum / weighed[weekday]! - centre) * count) / (count + WEEKDAY_SHRINK);
  });
}

function mean(values: readonly number[], weights: readonly number[]): number {
  let [sum, weighed] = [0, 0];
  for (let index = 0; index < values.length; index += 1) {
    sum += weights[index]! * values[index]!;
    weighed += weights[index]!;
  }
  return sum / weighed;
}

export const ascending = (a: number, b: number): number => a - b;
