/** A generated file, and by its name what is in it. */
export interface TestFile {
  /** `v1`, `v2`: parquet-rs with pages of that version. `duck`: DuckDB. `csv`: DuckDB, gzipped. */
  readonly kind: Kind;
  readonly rows: number;
  readonly principals: number;
  readonly groupRows: number;
  readonly dictionaries: boolean;
  readonly seed: number;
  /** How many rows of the same seed go before: files of other rows of the same company. */
  readonly firstRow: number;
}

export const KINDS = ['v1', 'v2', 'duck', 'csv'] as const;
export type Kind = (typeof KINDS)[number];

/** What the writers take when nobody says otherwise: 1,048,576 and 122,880 rows. */
const usualGroup = (kind: Kind): number => (kind === 'duck' ? 122_880 : 1 << 20);

const USUAL = {
  kind: 'v1',
  rows: 5_000_000,
  principals: 2_000,
  dictionaries: true,
  seed: 1,
  firstRow: 0,
} as const;

export function testFile(wishes: Partial<TestFile> = {}): TestFile {
  const file = { ...USUAL, ...wishes };
  return { groupRows: usualGroup(file.kind), ...file };
}

/** `v1-5m.parquet`; what is unusual is named too, as in `v1-1m-20k-a-group-no-dictionaries.parquet`. */
export function fileName(file: TestFile): string {
  const unusual = [
    file.principals === USUAL.principals ? '' : `-${short(file.principals)}-principals`,
    file.groupRows === usualGroup(file.kind) ? '' : `-${short(file.groupRows)}-a-group`,
    file.dictionaries ? '' : '-no-dictionaries',
    file.seed === USUAL.seed ? '' : `-seed-${file.seed}`,
    file.firstRow === USUAL.firstRow ? '' : `-behind-${short(file.firstRow)}`,
  ];
  return `${file.kind}-${short(file.rows)}${unusual.join('')}.${file.kind === 'csv' ? 'csv.gz' : 'parquet'}`;
}

function short(count: number): string {
  if (count % 1_000_000 === 0) return `${count / 1_000_000}m`;
  return count % 1_000 === 0 ? `${count / 1_000}k` : `${count}`;
}

const flag = (type: 'string' | 'boolean') => ({ type });

/** Options of `parseArgs` by which a person names a file. */
export const FILE_FLAGS = {
  kind: flag('string'),
  rows: flag('string'),
  principals: flag('string'),
  'group-rows': flag('string'),
  'no-dictionaries': flag('boolean'),
  seed: flag('string'),
  'first-row': flag('string'),
};

export const FILE_USAGE = `  --kind v1            ${KINDS.join(', ')}: pages v1 or v2 of parquet-rs, DuckDB's own, CSV.gz
  --rows 5000000
  --principals 2000
  --group-rows 1048576 rows of a row group (of DuckDB's writer: 122880)
  --no-dictionaries    PLAIN everywhere (v1, v2)
  --seed 1             the same seed gives the same bytes
  --first-row 0        so many rows of the seed are left to other files`;

type Values = Readonly<Record<string, string | boolean | undefined>>;

/** Throws an Error that says what is wrong with a flag. */
export function fileOfFlags(values: Values): TestFile {
  const kind = KINDS.find((name) => name === (values.kind ?? USUAL.kind));
  if (kind === undefined) throw new Error(`--kind is one of ${KINDS.join(', ')}`);
  const number = (name: string, usual: number, least = 1): number => {
    const count = Number(values[name] ?? usual);
    if (!Number.isInteger(count) || count < least)
      throw new Error(`--${name} is a whole number from ${least} on`);
    return count;
  };
  return {
    kind,
    rows: number('rows', USUAL.rows),
    principals: number('principals', USUAL.principals),
    groupRows: number('group-rows', usualGroup(kind)),
    dictionaries: values['no-dictionaries'] !== true,
    seed: number('seed', USUAL.seed),
    firstRow: number('first-row', USUAL.firstRow, 0),
  };
}
