import {
  type Data,
  type DataType,
  Dictionary,
  Field,
  Float64,
  Int8,
  Int32,
  Int64,
  makeData,
  type RecordBatch,
  Struct,
  Utf8,
  Vector,
} from 'apache-arrow';
import { poison } from '../../domain/base/failure.ts';
import type { TokenKind } from '../../domain/charge/charge.ts';
import type { LedgerCell, LedgerEntry, LedgerScope } from '../../domain/ledger/entry.ts';
import { createTextTable, textsOf } from './text-table.ts';

/** A ledger cell with the entry it belongs to; `cell` is absent in the one row of an entry without cells. */
interface CellRow {
  /** Position of the entry in the snapshot. */
  readonly entry: number;
  readonly scope: LedgerScope;
  readonly day: number;
  readonly sessions: LedgerEntry['sessions'];
  readonly cell: LedgerCell | undefined;
}

export const cellRows = (entries: readonly LedgerEntry[]): readonly CellRow[] =>
  entries.flatMap(({ scope, day, sessions, cells }, entry): readonly CellRow[] => {
    const head = { entry, scope, day, sessions };
    return cells.length === 0 ? [{ ...head, cell: undefined }] : cells.map((cell) => ({ ...head, cell }));
  });

const TOKEN_KINDS: readonly string[] = [
  'input',
  'output',
  'cache-read',
  'cache-write',
  'other',
] satisfies TokenKind[];
const NO_HOUR = -1;
const PICO_MAX = 2n ** 63n - 1n;

/** Columns in order: text by dictionary, numbers as they are, the session sample as JSON text. */
const TEXTS = ['dimension', 'team', 'value', 'model', 'tokenKind', 'sessions'] as const;
const textOf: Record<(typeof TEXTS)[number], (row: CellRow) => string> = {
  dimension: (row) => row.scope.dimension,
  team: (row) => row.scope.team,
  value: (row) => row.scope.value,
  model: (row) => row.cell?.model ?? '',
  tokenKind: (row) => row.cell?.tokenKind ?? '',
  sessions: (row) => JSON.stringify(row.sessions.sample),
};

// Ids are fixed: Arrow counts up a global number, which would make the bytes depend on what was written before.
const textTypes = TEXTS.map((_, id) => new Dictionary(new Utf8(), new Int32(), id));
const plain = (name: string, type: DataType): Field => new Field(name, type, false);

export const ROLLUP_FIELDS: Field[] = [
  ...TEXTS.map((name, index) => plain(name, textTypes[index]!)),
  plain('entry', new Int32()),
  plain('day', new Int32()),
  plain('sessionCount', new Int32()),
  plain('hourOfDay', new Int8()),
  plain('rows', new Int32()),
  plain('tokens', new Float64()),
  plain('costPico', new Int64()),
];

export function rollupData(rows: readonly CellRow[]): Data<Struct> {
  const int = (of: (row: CellRow) => number): Data => numbers(new Int32(), Int32Array.from(rows, of));
  const children = [
    ...TEXTS.map((name, index) => texts(textTypes[index]!, rows.map(textOf[name]))),
    int((row) => row.entry),
    int((row) => row.day),
    int((row) => row.sessions.count),
    numbers(
      new Int8(),
      Int8Array.from(rows, (row) => row.cell?.hourOfDay ?? NO_HOUR),
    ),
    int((row) => row.cell?.rows ?? 0),
    numbers(
      new Float64(),
      Float64Array.from(rows, (row) => row.cell?.tokens ?? 0),
    ),
    numbers(
      new Int64(),
      BigInt64Array.from(rows, (row) => checkedPico(row.cell?.cost ?? 0n)),
    ),
  ];
  return makeData({ type: new Struct(ROLLUP_FIELDS), length: rows.length, nullCount: 0, children });
}

function texts(type: Dictionary<Utf8, Int32>, values: readonly string[]): Data {
  const table = createTextTable();
  const codes = Int32Array.from(values, (value) => table.codeOfText(value));
  const dictionary = makeData({
    type: type.dictionary,
    length: table.size(),
    nullCount: 0,
    valueOffsets: table.offsets(),
    data: table.bytes(),
  });
  return makeData({
    type,
    length: codes.length,
    nullCount: 0,
    data: codes,
    dictionary: new Vector([dictionary]),
  });
}

function numbers(
  type: Int32 | Int8 | Float64 | Int64,
  data: Int32Array | Int8Array | Float64Array | BigInt64Array,
): Data {
  return makeData({ type: type as Int32, length: data.length, nullCount: 0, data: data as Int32Array });
}

function checkedPico(cost: bigint): bigint {
  if (cost <= PICO_MAX && cost >= -PICO_MAX) return cost;
  throw poison('the cost of one hour is too large for the rollup', {
    expected: `at most ${PICO_MAX} picodollars`,
    found: `${cost}`,
  });
}

/** The rows of a rollup's batch. Throws errors of any kind on columns that are not a rollup's: callers wrap it. */
export function* readCells(batch: RecordBatch): Generator<CellRow> {
  const text = (name: (typeof TEXTS)[number]): ((row: number) => string) => {
    const { values, dictionary } = batch.getChild(name)!.data[0]!;
    const known = dictionary!.data.flatMap((part: Data<Utf8>) =>
      Array.from({ length: part.length }, (_, code) => textsOf(part)(code)),
    );
    return (row) => known[values[row]]!;
  };
  const value = (name: string) => batch.getChild(name)!.data[0]!.values;
  const [dimension, team, scopeValue] = [text('dimension'), text('team'), text('value')];
  const [model, tokenKind, sample] = [text('model'), text('tokenKind'), text('sessions')];
  const [entry, day, count, hour] = [value('entry'), value('day'), value('sessionCount'), value('hourOfDay')];
  const [rows, tokens, cost] = [value('rows'), value('tokens'), value('costPico')];
  for (let row = 0; row < batch.numRows; row++) {
    const kind = tokenKind(row);
    if (hour[row] !== NO_HOUR && !TOKEN_KINDS.includes(kind)) throw new TypeError(`token kind ${kind}`);
    const cell: LedgerCell = {
      model: model(row),
      tokenKind: kind as TokenKind,
      hourOfDay: hour[row],
      cost: cost[row],
      tokens: tokens[row],
      rows: rows[row],
    };
    yield {
      entry: entry[row],
      scope: { dimension: dimension(row), team: team(row), value: scopeValue(row) },
      day: day[row],
      sessions: { count: count[row], sample: JSON.parse(sample(row)) as readonly string[] },
      cell: hour[row] === NO_HOUR ? undefined : cell,
    };
  }
}
