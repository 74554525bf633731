import type { Contender } from './contenders.ts';
import type { Measured } from './measure.ts';
import type { Results } from './rounds.ts';

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;

/** Ratio of two contenders within each round, then the median: what disturbs a round disturbs both. */
const ratio = (
  of: readonly Measured[],
  to: readonly Measured[],
  what: (measured: Measured) => number,
): string => median(of.map((measured, round) => what(measured) / what(to[round]!))).toFixed(2);

const wall = ({ wallSeconds }: Measured): number => wallSeconds;
const cpu = ({ cpuSeconds }: Measured): number => cpuSeconds;
const peak = ({ peakMib }: Measured): number => peakMib;
const warmWall = ({ answer }: Measured): number => Number(answer.warmMs);
const warmCpu = ({ answer }: Measured): number => Number(answer.warmCpuMs);

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const rule = (count: number): string => line(['---', ...Array.from({ length: count - 1 }, () => '---:')]);

/** Medians of whole processes, and how many times as much as the first contender each takes. */
export function processTable(results: Results): string {
  const head = ['reader', 'wall s', 'CPU s', 'peak MiB', 'wall ratio', 'CPU ratio', 'memory ratio'];
  return table(head, results, (runs, first) => [
    ...medians(runs),
    ratio(runs, first, wall),
    ratio(runs, first, cpu),
    ratio(runs, first, peak),
  ]);
}

/** Medians over processes of the median of the readings in one process. */
export function warmTable(results: Results): string {
  const head = ['reader', 'wall ms', 'CPU ms', 'wall ratio', 'CPU ratio'];
  return table(head, results, (runs, first) => [
    median(runs.map(warmWall)).toFixed(1),
    median(runs.map(warmCpu)).toFixed(1),
    ratio(runs, first, warmWall),
    ratio(runs, first, warmCpu),
  ]);
}

/** Head of a table with one line a file: wall, CPU and memory of each contender, then CPU ratios to the first. */
export function fileHead(contenders: readonly Contender[]): string {
  const figures = contenders.flatMap(({ name }) => [`${name} wall s`, 'CPU s', 'MiB']);
  const ratios = contenders.slice(1).map(({ name }) => `CPU, ${name} / ${contenders[0]!.name}`);
  const head = ['file', ...figures, ...ratios];
  return [line(head), rule(head.length)].join('\n');
}

/** Empty where one of them did not read the file. */
export function fileLine(file: string, contenders: readonly Contender[], { runsOf }: Results): string {
  const first = runsOf(contenders[0]!);
  const figures = contenders
    .map(runsOf)
    .flatMap((runs) => (runs.length === 0 ? ['', '', ''] : medians(runs)));
  const ratios = contenders
    .slice(1)
    .map(runsOf)
    .map((runs) => (runs.length === 0 || first.length === 0 ? '' : ratio(runs, first, cpu)));
  return line([file, ...figures, ...ratios]);
}

const medians = (runs: readonly Measured[]): readonly string[] => [
  median(runs.map(wall)).toFixed(3),
  median(runs.map(cpu)).toFixed(3),
  median(runs.map(peak)).toFixed(0),
];

function table(
  head: readonly string[],
  { contenders, runsOf }: Results,
  cells: (runs: readonly Measured[], first: readonly Measured[]) => readonly string[],
): string {
  const lines = contenders.map((each) => line([each.title, ...cells(runsOf(each), runsOf(contenders[0]!))]));
  return [line(head), rule(head.length), ...lines].join('\n');
}
