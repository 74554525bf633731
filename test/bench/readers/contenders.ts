import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A program that answers q1 about one file, with its arguments. */
export interface Contender {
  /** What `--only` takes. */
  readonly name: string;
  readonly title: string;
  /** The module in this folder. */
  readonly program: string;
  readonly flags: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly reads: readonly ('parquet' | 'csv')[];
  /** More than one thread that computes: never pinned to one core. */
  readonly threads: 1 | 2;
  /** Knows `--warm`. */
  readonly warms: boolean;
  /** Knows `--no-tag`. */
  readonly tagless: boolean;
  /** Its files are mapped into memory, so nobody counts what it reads of them. */
  readonly maps: boolean;
}

const BOTH = ['parquet', 'csv'] as const;

const contender = (
  name: string,
  title: string,
  program: string,
  rest: Partial<Omit<Contender, 'name' | 'title' | 'program'>> = {},
): Contender => ({
  name,
  title,
  program,
  flags: [],
  env: {},
  reads: ['parquet'],
  threads: 1,
  warms: true,
  tagless: program === 'billhook' || program === 'duckdb',
  maps: program === 'polars',
  ...rest,
});

const ALL: readonly Contender[] = [
  contender('billhook', '**Billhook**', 'billhook', { flags: ['--kernels', 'wasm'], reads: BOTH }),
  contender('billhook-twin', 'Billhook, kernels in JavaScript', 'billhook', {
    flags: ['--kernels', 'twin'],
    reads: BOTH,
  }),
  contender('duckdb', 'DuckDB, 1 thread', 'duckdb', { reads: BOTH }),
  contender('duckdb-fetch', 'DuckDB, 1 thread, groups brought into JavaScript', 'duckdb', {
    flags: ['--fetch'],
    reads: BOTH,
  }),
  contender('duckdb-2', 'DuckDB, 2 threads', 'duckdb', {
    flags: ['--threads', '2'],
    reads: BOTH,
    threads: 2,
  }),
  contender('polars', 'Polars, 1 thread', 'polars', { env: { POLARS_MAX_THREADS: '1' } }),
  contender('polars-2', 'Polars, 2 threads', 'polars', { env: { POLARS_MAX_THREADS: '2' }, threads: 2 }),
  contender('parquet-wasm', 'parquet-wasm, own loop over Arrow', 'parquet-wasm'),
  contender('hyparquet', 'hyparquet, own loop over columns', 'hyparquet'),
  contender('gunzip', 'gunzip of Node and nothing else', 'gunzip', { reads: ['csv'], warms: false }),
];

const isThere = ({ program }: Contender): boolean =>
  existsSync(fileURLToPath(new URL(`${program}.ts`, import.meta.url)));

export const CONTENDER_NAMES: readonly string[] = ALL.map(({ name }) => name);

export interface Choice {
  readonly format: 'parquet' | 'csv';
  readonly warm: boolean;
  /** The question without the tag. */
  readonly noTag: boolean;
  /** All of them where it is not given. */
  readonly only: readonly string[] | undefined;
}

/** In the order of the table. Throws an Error for a name that is none, or that cannot do what is asked. */
export function chosenContenders({ format, warm, noTag, only }: Choice): readonly Contender[] {
  const able = ALL.filter(isThere)
    .filter(({ reads, warms }) => reads.includes(format) && (warms || !warm))
    .filter(({ tagless }) => tagless || !noTag)
    .map((each) => (noTag ? { ...each, flags: [...each.flags, '--no-tag'] } : each));
  const missing = only?.find((name) => !able.some((each) => each.name === name));
  if (missing !== undefined)
    throw new Error(`"${missing}" does not read ${format}${warm ? ' warm' : ''}, or is not known`);
  return able.filter(({ name }) => only === undefined || only.includes(name));
}
