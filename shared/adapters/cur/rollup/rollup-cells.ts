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
import { poison } from '../../../domain/base/failure.ts';
import type { Day } from '../../../domain/base/instant.ts';
import type { Pico } from '../../../domain/base/money.ts';
import type { TokenKind } from '../../../domain/charge/charge.ts';
import {
  type LedgerCell,
  type LedgerEntry,
  type LedgerScope,
  PRINCIPAL_DIMENSION,
} from '../../../domain/ledger/entry.ts';
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

/** Rows a batch: some 4 MB. An entry is in one batch as a whole. */
const BATCH_ROWS = 65_536;

const rowsOf = ({ cells }: LedgerEntry): number => Math.max(1, cells.length);

/**
 * Batches of a row a cell, and of one for an entry without cells. By column, as an object a row would take four times
 * the memory; the entries are gone through twice, as all texts stand in front of the first batch.
 */
export function* rollupBatches(entries: Iterable<LedgerEntry>): Generator<Data<Struct>> {
  const dictionaries = dictionariesOf(entries);
  let index = 0;
  let waiting: LedgerEntry[] = [];
  let rows = 0;
  for (const entry of entries) {
    if (rows > 0 && rows + rowsOf(entry) > BATCH_ROWS) {
      yield batchOf(waiting, index, rows, dictionaries);
      index += waiting.length;
      [waiting, rows] = [[], 0];
    }
    waiting.push(entry);
    rows += rowsOf(entry);
  }
  // A file without entries has a batch too.
  yield batchOf(waiting, index, rows, dictionaries);
}

/** `first` is the place of the first entry among all. */
function batchOf(
  entries: readonly LedgerEntry[],
  first: number,
  length: number,
  dictionaries: Dictionaries,
): Data<Struct> {
  const ints = () => new Int32Array(length);
  const [entry, day, sessionCount, rows] = [ints(), ints(), ints(), ints()];
  const hourOfDay = new Int8Array(length).fill(NO_HOUR);
  const tokens = new Float64Array(length);
  const cost = new BigInt64Array(length);
  const codes = TEXTS.map(ints);
  const fill = (name: Text, value: string, from: number, end: number): void => {
    const text = TEXTS.indexOf(name);
    codes[text]!.fill(dictionaries[text]!.codeOf(value), from, end);
  };
  let row = 0;
  entries.forEach((one, index) => {
    const end = row + rowsOf(one);
    for (const name of ['dimension', 'team', 'value'] as const) fill(name, one.scope[name], row, end);
    fill('sessions', JSON.stringify(one.sessions.sample), row, end);
    entry.fill(first + index, row, end);
    day.fill(one.day, row, end);
    sessionCount.fill(one.sessions.count, row, end);
    one.cells.forEach((cell, at) => {
      fill('model', cell.model, row + at, row + at + 1);
      fill('tokenKind', cell.tokenKind, row + at, row + at + 1);
      hourOfDay[row + at] = cell.hourOfDay;
      rows[row + at] = cell.rows;
      tokens[row + at] = cell.tokens;
      cost[row + at] = checkedPico(cell.cost);
    });
    row = end;
  });
  const children = [
    ...codes.map((column, text) =>
      makeData({
        type: textTypes[text]!,
        length,
        nullCount: 0,
        data: column,
        dictionary: dictionaries[text]!.texts,
      }),
    ),
    ...[entry, day, sessionCount].map((column) => numbers(new Int32(), column)),
    numbers(new Int8(), hourOfDay),
    numbers(new Int32(), rows),
    numbers(new Float64(), tokens),
    numbers(new Int64(), cost),
  ];
  return makeData({ type: new Struct(ROLLUP_FIELDS), length, nullCount: 0, children });
}

type Text = (typeof TEXTS)[number];

/** The texts of one column of all batches. */
interface TextDictionary {
  readonly codeOf: (value: string) => number;
  readonly texts: Vector<Utf8>;
}
type Dictionaries = readonly TextDictionary[];

/** In the order of TEXTS; texts by first appearance behind the empty one, which rows without a cell have. */
function dictionariesOf(entries: Iterable<LedgerEntry>): Dictionaries {
  const columns = TEXTS.map(() => ({ table: createTextTable(), codes: new Map<string, number>() }));
  const learn = (name: Text, value: string): void => {
    const { table, codes } = columns[TEXTS.indexOf(name)]!;
    if (!codes.has(value)) codes.set(value, table.codeOfText(value));
  };
  for (const { scope, sessions, cells } of entries) {
    for (const name of ['dimension', 'team', 'value'] as const) learn(name, scope[name]);
    learn('sessions', JSON.stringify(sessions.sample));
    for (const { model, tokenKind } of cells) {
      learn('model', model);
      learn('tokenKind', tokenKind);
    }
  }
  return columns.map(({ table, codes }, text) => {
    const dictionary = makeData({
      type: textTypes[text]!.dictionary,
      length: table.size(),
      nullCount: 0,
      valueOffsets: table.offsets(),
      data: table.bytes(),
    });
    return { codeOf: (value) => codes.get(value)!, texts: new Vector([dictionary]) };
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

/** Adds the cost of the principals' cells, which is all usage once, by day. */
export function addDays(batch: RecordBatch, days: Map<Day, Pico>): void {
  const { values: codes, dictionary } = batch.getChild('dimension')!.data[0]!;
  const names = dictionary!.data.flatMap((part: Data<Utf8>) =>
    Array.from({ length: part.length }, (_, code) => textsOf(part)(code)),
  );
  const own = names.indexOf(PRINCIPAL_DIMENSION);
  const day = batch.getChild('day')!.data[0]!.values;
  const cost = batch.getChild('costPico')!.data[0]!.values;
  let [current, sum] = [Number.NaN, 0n];
  const settle = (): void => {
    if (sum !== 0n) days.set(current, (days.get(current) ?? 0n) + sum);
    sum = 0n;
  };
  for (let row = 0; row < batch.numRows; row += 1) {
    if (codes[row] !== own) continue;
    if (day[row] !== current) settle();
    current = day[row];
    sum += cost[row];
  }
  settle();
}
