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
import type { TokenKind } from '../../../domain/charge/charge.ts';
import type { LedgerCell, LedgerEntry, LedgerScope } from '../../../domain/ledger/entry.ts';
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

/** A row a cell, and one for an entry without cells. By column, as an object a row would take four times the memory. */
export function rollupData(entries: readonly LedgerEntry[]): Data<Struct> {
  const length = entries.reduce((sum, { cells }) => sum + Math.max(1, cells.length), 0);
  const ints = () => new Int32Array(length);
  const [entry, day, sessionCount, rows] = [ints(), ints(), ints(), ints()];
  const hourOfDay = new Int8Array(length).fill(NO_HOUR);
  const tokens = new Float64Array(length);
  const cost = new BigInt64Array(length);
  const text = {
    dimension: textColumn(length),
    team: textColumn(length),
    value: textColumn(length),
    model: textColumn(length),
    tokenKind: textColumn(length),
    sessions: textColumn(length),
  } satisfies Record<(typeof TEXTS)[number], TextColumn>;
  let row = 0;
  entries.forEach((one, index) => {
    const end = row + Math.max(1, one.cells.length);
    text.dimension.fill(one.scope.dimension, row, end);
    text.team.fill(one.scope.team, row, end);
    text.value.fill(one.scope.value, row, end);
    text.sessions.fill(JSON.stringify(one.sessions.sample), row, end);
    entry.fill(index, row, end);
    day.fill(one.day, row, end);
    sessionCount.fill(one.sessions.count, row, end);
    one.cells.forEach((cell, at) => {
      text.model.fill(cell.model, row + at, row + at + 1);
      text.tokenKind.fill(cell.tokenKind, row + at, row + at + 1);
      hourOfDay[row + at] = cell.hourOfDay;
      rows[row + at] = cell.rows;
      tokens[row + at] = cell.tokens;
      cost[row + at] = checkedPico(cell.cost);
    });
    row = end;
  });
  const children = [
    ...TEXTS.map((name, index) => text[name].data(textTypes[index]!)),
    ...[entry, day, sessionCount].map((column) => numbers(new Int32(), column)),
    numbers(new Int8(), hourOfDay),
    numbers(new Int32(), rows),
    numbers(new Float64(), tokens),
    numbers(new Int64(), cost),
  ];
  return makeData({ type: new Struct(ROLLUP_FIELDS), length, nullCount: 0, children });
}

interface TextColumn {
  /** Rows without one have the empty text. */
  fill(value: string, row: number, end: number): void;
  data(type: Dictionary<Utf8, Int32>): Data;
}

function textColumn(length: number): TextColumn {
  const table = createTextTable();
  const known = new Map<string, number>();
  const codes = new Int32Array(length);
  const codeOf = (value: string): number => {
    const code = known.get(value) ?? table.codeOfText(value);
    known.set(value, code);
    return code;
  };
  return {
    fill: (value, row, end) => {
      codes.fill(codeOf(value), row, end);
    },
    data(type) {
      const dictionary = makeData({
        type: type.dictionary,
        length: table.size(),
        nullCount: 0,
        valueOffsets: table.offsets(),
        data: table.bytes(),
      });
      return makeData({ type, length, nullCount: 0, data: codes, dictionary: new Vector([dictionary]) });
    },
  };
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
