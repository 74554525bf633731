import type { ColdStart, Moment } from './cold-host.ts';

/** One function, or what it is measured against. */
export interface Measured {
  readonly name: string;
  /** Undefined of what is not deployed. */
  readonly zipBytes?: number;
  readonly unzippedBytes?: number;
  /** One a round; pairs with every other's of the same round. */
  readonly starts: readonly ColdStart[];
}

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

export const initMs = ({ starts }: Measured): number => median(starts.map(({ init }) => init.wallMs));

/** Markdown; ratios are taken within each round and then their median, so a busy neighbour disturbs both sides. */
export function coldTable(all: readonly Measured[], to: Measured): string {
  const head = ['function', 'zipped KB', 'unzipped KB', ...MOMENTS, 'init, ratio: wall', 'CPU', 'MiB'];
  const rule = head.map((_, index) => (index === 0 ? '---' : '---:'));
  return [head, rule, ...all.map((one) => cellsOf(one, to))]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n');
}

const MOMENTS = ['init ms', 'CPU', 'unknown event answered ms', 'CPU', 'AWS asked ms', 'CPU'] as const;

const cellsOf = ({ name, zipBytes, unzippedBytes, starts }: Measured, to: Measured): readonly string[] => [
  name,
  kilobytes(zipBytes),
  kilobytes(unzippedBytes),
  ...momentCells(starts.map(({ init }) => init)),
  ...momentCells(starts.map(({ answered }) => answered)),
  ...momentCells(starts.map(({ asked }) => asked)),
  ratio(starts, to, ({ init }) => init.wallMs),
  ratio(starts, to, ({ init }) => init.cpuMs),
  median(starts.map(({ memoryMib }) => memoryMib)).toFixed(0),
];

const kilobytes = (bytes: number | undefined): string =>
  bytes === undefined ? '' : Math.round(bytes / 1000).toLocaleString('en-US');

function momentCells(moments: readonly (Moment | undefined)[]): readonly string[] {
  const known = moments.filter((moment) => moment !== undefined);
  if (known.length === 0) return ['', ''];
  return [median(known.map(({ wallMs }) => wallMs)), median(known.map(({ cpuMs }) => cpuMs))].map((ms) =>
    ms.toFixed(0),
  );
}

const ratio = (starts: readonly ColdStart[], to: Measured, what: (start: ColdStart) => number): string =>
  median(starts.map((start, round) => what(start) / what(to.starts[round]!))).toFixed(2);
