import type { Data, RecordBatch, Table, Utf8, Vector } from 'apache-arrow';
import type { TokenKind } from '../../../domain/charge/charge.ts';
import type { CubeSeries, DaySessions, SpendCube } from '../../../domain/view/spend-cube.ts';
import { storedCost } from '../../../domain/view/stored-cost.ts';
import { textsOf } from './text-table.ts';

/**
 * The rollup's columns as the cube's, without an object a cell: a tenth of the time that millions of them would take.
 * Undefined where the days of a series do not stand in their order, which only files of another program could have.
 */
export function cubeOf(table: Table): SpendCube | undefined {
  const textsIn = textsOnce();
  const batches = (table.batches as readonly RecordBatch[]).map((batch) => columnsOf(batch, textsIn));
  const series = createSeries();
  const seriesOf = batches.map((batch) => series.number(batch));
  const starts = startsOf(seriesOf, series.all.length);
  const count = starts.at(-1)!;
  const next = Int32Array.from(starts);
  const hours = new Int32Array(count);
  const cost = new Float64Array(count);
  const tokens = new Float64Array(count);
  const exact = new Map<number, bigint>();
  for (const [index, batch] of batches.entries()) {
    const own = seriesOf[index]!;
    for (let row = 0; row < batch.rows; row += 1) {
      if (own[row]! < 0) continue;
      const cell = next[own[row]!]!;
      next[own[row]!] = cell + 1;
      hours[cell] = batch.day[row]! * 24 + batch.hour[row]!;
      if (cell > starts[own[row]!]! && hours[cell]! < hours[cell - 1]!) return undefined;
      cost[cell] = storedCost(batch.cost[row]!, cell, exact);
      tokens[cell] = batch.tokens[row]!;
    }
  }
  return { series: series.all, starts, hours, cost, exact, tokens, sessions: sessionsIn(batches) };
}

type Columns = ReturnType<typeof columnsOf>;

/** Batches of one file have the same dictionaries, in which a name for each entry may be. */
function textsOnce(): (dictionary: Vector<Utf8>) => readonly string[] {
  const known = new Map<Vector<Utf8>, readonly string[]>();
  return (dictionary) => {
    const found =
      known.get(dictionary) ??
      dictionary.data.flatMap((part: Data<Utf8>) =>
        Array.from({ length: part.length }, (_, code) => textsOf(part)(code)),
      );
    known.set(dictionary, found);
    return found;
  };
}

function columnsOf(batch: RecordBatch, textsIn: ReturnType<typeof textsOnce>) {
  const values = (name: string) => batch.getChild(name)!.data[0]!.values;
  const coded = (name: string) => ({
    codes: values(name) as Int32Array,
    texts: textsIn(batch.getChild(name)!.data[0]!.dictionary!),
  });
  return {
    rows: batch.numRows,
    ...{ dimension: coded('dimension'), team: coded('team'), value: coded('value') },
    ...{ model: coded('model'), kind: coded('tokenKind'), sample: coded('sessions') },
    entry: values('entry') as Int32Array,
    day: values('day') as Int32Array,
    hour: values('hourOfDay') as Int8Array,
    sessionCount: values('sessionCount') as Int32Array,
    tokens: values('tokens') as Float64Array,
    cost: values('costPico') as BigInt64Array,
  };
}

/** Numbers series as they appear; rows of one entry have one scope, so that most are found without a text. */
function createSeries() {
  const all: CubeSeries[] = [];
  const scopes = new Map<string, Map<string, number>>();
  const scopeOf = (batch: Columns, row: number): Map<string, number> => {
    const [dimension, team] = [textAt(batch.dimension, row), textAt(batch.team, row)];
    // The lengths say where one ends: nothing else parts names of any kind so cheaply.
    const key = `${dimension.length} ${team.length} ${dimension}${team}${textAt(batch.value, row)}`;
    const known = scopes.get(key) ?? new Map<string, number>();
    scopes.set(key, known);
    return known;
  };
  const numberAt = (batch: Columns, row: number, scope: Map<string, number>): number => {
    const [model, kind] = [textAt(batch.model, row), textAt(batch.kind, row)];
    const key = `${kind} ${model}`;
    const known = scope.get(key);
    if (known !== undefined) return known;
    const [dimension, team] = [textAt(batch.dimension, row), textAt(batch.team, row)];
    const words = { dimension, team, value: textAt(batch.value, row), model };
    scope.set(key, all.push({ ...words, tokenKind: tokenKindOf(kind) }) - 1);
    return all.length - 1;
  };
  return {
    all,
    /** By row; -1 for the one row of an entry without cells. */
    number(batch: Columns): Int32Array {
      const numbers = new Int32Array(batch.rows);
      let [entry, model, kind, last] = [-1, -1, -1, -1];
      let scope = new Map<string, number>();
      for (let row = 0; row < batch.rows; row += 1) {
        const isSame =
          batch.entry[row] === entry && batch.model.codes[row] === model && batch.kind.codes[row] === kind;
        if (batch.entry[row] !== entry) scope = scopeOf(batch, row);
        if (!isSame) last = batch.hour[row]! < 0 ? -1 : numberAt(batch, row, scope);
        [entry, model, kind] = [batch.entry[row]!, batch.model.codes[row]!, batch.kind.codes[row]!];
        numbers[row] = last;
      }
      return numbers;
    },
  };
}

const textAt = ({ codes, texts }: Columns['team'], row: number): string => texts[codes[row]!]!;

const TOKEN_KINDS: readonly TokenKind[] = ['input', 'output', 'cache-read', 'cache-write', 'other'];

function tokenKindOf(text: string): TokenKind {
  const found = TOKEN_KINDS.find((kind) => kind === text);
  if (found === undefined) throw new TypeError(`token kind ${text}`);
  return found;
}

function startsOf(seriesOf: readonly Int32Array[], count: number): Int32Array {
  const starts = new Int32Array(count + 1);
  for (const numbers of seriesOf) for (const number of numbers) if (number >= 0) starts[number + 1]! += 1;
  for (let index = 1; index <= count; index += 1) starts[index]! += starts[index - 1]!;
  return starts;
}

/** Of the first row of each entry. */
function sessionsIn(batches: readonly Columns[]): readonly DaySessions[] {
  const found: DaySessions[] = [];
  const parsed = new Map<string, readonly string[]>();
  const namesOf = (text: string): readonly string[] => {
    const names = parsed.get(text) ?? (JSON.parse(text) as readonly string[]);
    parsed.set(text, names);
    return names;
  };
  for (const { rows, entry, day, team, value, sessionCount, sample } of batches) {
    for (let row = 0; row < rows; row += 1) {
      if (sessionCount[row] === 0 || entry[row] === entry[row - 1]) continue;
      found.push({
        ...{ team: team.texts[team.codes[row]!]!, principal: value.texts[value.codes[row]!]! },
        ...{ day: day[row]!, count: sessionCount[row]!, sample: namesOf(sample.texts[sample.codes[row]!]!) },
      });
    }
  }
  return found;
}
