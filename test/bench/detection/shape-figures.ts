// node test/bench/detection/shape-figures.ts [DIR]: figures of a company's usual series beside those of CSV files
// (`timestamp,value`, any interval; such as github.com/numenta/NAB data/realTweets), to see whether they are as nasty.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { textTable } from '../../../functions/cli/table.ts';
import { hourOf, parseInstant } from '../../../shared/domain/base/instant.ts';
import { createCompany } from './company/company.ts';
import { createDice } from './dice.ts';

const WEEK = 168;
const DAY = 24;
const SEEDS = [1, 2, 3, 4];
const QUANTILES = [0.25, 0.5, 0.75, 0.95];

const FIGURES: Readonly<Record<string, (hours: readonly number[]) => number>> = {
  'hour noise': (hours) => (1.4826 * quantile(weekRatios(hours).map(Math.abs), 0.5)) / Math.SQRT2,
  'tail (99 % / 50 %)': (hours) => {
    const size = weekRatios(hours).map(Math.abs);
    return quantile(size, 0.99) / quantile(size, 0.5);
  },
  'hour memory': (hours) => correlation(weekRatios(hours), 1),
  'daily rhythm': (hours) => correlation(hours, DAY),
  'day noise': (hours) => deviation(logRatios(daysOf(hours), 7)) / Math.SQRT2,
  'day / 14 days, 95 %': (hours) => quantile(dayOverMean(hours), 0.95),
  'days 40 % above': (hours) =>
    dayOverMean(hours).filter((ratio) => ratio > 1.4).length / dayOverMean(hours).length,
  'zero hours': (hours) => hours.filter((value) => value === 0).length / hours.length,
};

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]): number => sum(values) / values.length;
const weekRatios = (hours: readonly number[]): readonly number[] => logRatios(hours, WEEK);

/** Log of a value over that `lag` before, with a twentieth of the mean added so that zeros count as small. */
function logRatios(values: readonly number[], lag: number): readonly number[] {
  const least = 0.05 * mean(values);
  return values.slice(lag).map((value, at) => Math.log((value + least) / (values[at]! + least)));
}

const daysOf = (hours: readonly number[]): readonly number[] =>
  Array.from({ length: Math.floor(hours.length / DAY) }, (_, day) =>
    sum(hours.slice(day * DAY, (day + 1) * DAY)),
  );

function dayOverMean(hours: readonly number[]): readonly number[] {
  const days = daysOf(hours);
  return days.slice(14).map((day, at) => day / mean(days.slice(at, at + 14)));
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

const deviation = (values: readonly number[]): number =>
  Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)));

function correlation(values: readonly number[], lag: number): number {
  const middle = mean(values);
  const off = values.map((value) => value - middle);
  return sum(off.slice(lag).map((value, at) => value * off[at]!)) / sum(off.map((value) => value * value));
}

/** Means by hour; an hour without a value keeps the last one. */
function readHours(file: string): readonly number[] {
  const byHour = new Map<number, number[]>();
  for (const line of readFileSync(file, 'utf8').trim().split('\n').slice(1)) {
    const [time, value] = line.trim().split(',');
    const hour = hourOf(parseInstant(time!));
    byHour.set(hour, [...(byHour.get(hour) ?? []), Number(value)]);
  }
  const all = [...byHour.keys()].sort((a, b) => a - b);
  let last = 0;
  return Array.from({ length: all.at(-1)! - all[0]! + 1 }, (_, at) => {
    const values = byHour.get(all[0]! + at);
    return (last = values === undefined ? last : mean(values));
  });
}

const ours = SEEDS.flatMap((seed) =>
  createCompany(createDice(seed).fork(1), 20_000 * DAY, 140).leaves.map(({ usual }) => [...usual]),
);
const directory = process.argv[2];
const theirs =
  directory === undefined
    ? []
    : readdirSync(directory, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.csv'))
        .map((name) => readHours(join(directory, name)));
const rows = Object.entries(FIGURES).flatMap(([name, figure]) =>
  [['packs', ours] as const, ['files', theirs] as const].map(([whose, series]) => [
    ...[name, whose],
    ...QUANTILES.map((share) =>
      quantile(
        series.filter((hours) => hours.length >= 3 * WEEK && sum(hours) > 0).map(figure),
        share,
      ).toFixed(2),
    ),
  ]),
);
const titles = ['figure', 'of', ...QUANTILES.map((share) => `${100 * share} %`)];
console.log(
  textTable(
    titles.map((title, at) => ({ title, align: at > 1 ? 'right' : 'left' })),
    rows,
  ),
);
