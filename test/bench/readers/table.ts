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

const fetched = ({ answer }: Measured): number => Number(answer.fetched ?? Number.NaN);
const fetchedOf = (bytes: number, fileBytes: number): readonly string[] =>
  Number.isNaN(bytes)
    ? ['-', '-']
    : [(bytes / 2 ** 20).toFixed(1), `${((100 * bytes) / fileBytes).toFixed(1)} %`];

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const rule = (count: number): string => line(['---', ...Array.from({ length: count - 1 }, () => '---:')]);

/** Medians of whole processes, and how many times as much as the first contender each takes. */
export function processTable(results: Results, fileBytes: number): string {
  const ratios = ['wall ratio', 'CPU ratio', 'memory ratio'];
  const head = ['reader', 'wall s', 'CPU s', 'peak MiB', 'fetched MiB', 'of the file', ...ratios];
  return table(head, results, (runs, first, { maps }) => [
    ...medians(runs),
    ...(maps ? ['-', '-'] : fetchedOf(median(runs.map(fetched)), fileBytes)),
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

/** An empty Node, and the reader to its first row. */
export type ColdPair = readonly [Measured, Measured];

/** Pairs with one core and with all, and with all where an earlier start left its compiled code. */
export interface ColdRuns {
  readonly oneCore: readonly ColdPair[];
  readonly allCores: readonly ColdPair[];
  readonly again: readonly ColdPair[];
}

/** Medians in ms, and the median of the differences within each pair. */
export function coldTable({ oneCore, allCores, again }: ColdRuns): string {
  const ms = (values: readonly number[]): string => (1000 * median(values)).toFixed(0);
  const cells = (pairs: ColdRuns['oneCore'], what: (measured: Measured) => number): readonly string[] => [
    ms(pairs.map(([empty]) => what(empty))),
    ms(pairs.map(([, firstRow]) => what(firstRow))),
    ms(pairs.map(([empty, firstRow]) => what(firstRow) - what(empty))),
  ];
  const head = ['', 'empty Node ms', 'first row ms', 'above ms'];
  return [
    line(head),
    rule(head.length),
    line(['wall, all cores', ...cells(allCores, wall)]),
    line(['CPU, all cores', ...cells(allCores, cpu)]),
    line(['wall, started before', ...cells(again, wall)]),
    line(['CPU, started before', ...cells(again, cpu)]),
    line(['wall, one core', ...cells(oneCore, wall)]),
    line(['CPU, one core', ...cells(oneCore, cpu)]),
  ].join('\n');
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
  cells: (runs: readonly Measured[], first: readonly Measured[], contender: Contender) => readonly string[],
): string {
  const lines = contenders.map((each) =>
    line([each.title, ...cells(runsOf(each), runsOf(contenders[0]!), each)]),
  );
  return [line(head), rule(head.length), ...lines].join('\n');
}
