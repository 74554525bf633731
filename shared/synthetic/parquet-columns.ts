import { type Bill, type FilledColumn, intervalText, timeCodes } from './cells.ts';
import { type Leaf, type Levels, NO_LEVELS, type ParquetLook } from './parquet-leaf.ts';
import { mapLeaves } from './parquet-map.ts';
import type { GroupRows } from './parquet-rows.ts';

/** The leaves of one column: one, or key and value of a map. */
export function columnLeaves(column: FilledColumn, group: GroupRows, bill: Bill, look: ParquetLook): Leaf[] {
  const { cell, name } = column;
  const optional = look.columns === 'optional';
  if (column.type === 'map' || column.type === 'map of double') {
    return mapLeaves(column, group, optional);
  }
  const rows = group.rows();
  const base = { path: [name], slots: rows, rows, repetition: NO_LEVELS };
  const present: Levels = optional ? { max: 1, levels: 1 } : NO_LEVELS;
  if (cell.from === 'amount' || cell.from === 'cost' || cell.from === 'public-cost') {
    const doubles =
      cell.from === 'amount' ? group.amount() : cell.from === 'cost' ? group.cost() : group.publicCost();
    return [{ ...base, type: 'DOUBLE', values: { doubles }, definition: present }];
  }
  if (cell.from === 'instant' || cell.from === 'interval') {
    const { times } = timeCodes(bill.period);
    const texts = times.map((time) =>
      cell.from === 'interval'
        ? intervalText(time)
        : cell.at(time, bill) * (look.times === 'micros' ? 1000 : 1),
    );
    const type = cell.from === 'interval' ? 'BYTE_ARRAY' : look.times === 'int96' ? 'INT96' : 'INT64';
    return [coded({ ...base, type }, 'time', group.time(), texts, optional)];
  }
  const blank = !optional && column.blank === null ? (column.type === 'double' ? 0 : '') : column.blank;
  const type = column.type === 'double' ? 'DOUBLE' : 'BYTE_ARRAY';
  if (cell.from === 'nothing' || cell.from === 'map') return [constant({ ...base, type }, blank, optional)];
  const values = group.used().map(({ item }) => cell.text(item, bill) ?? blank);
  return [coded({ ...base, type }, 'series', group.series(), values, optional)];
}

type Shape = Pick<Leaf, 'path' | 'type' | 'slots' | 'rows' | 'repetition'>;

/** Most columns have nothing to say about any row: no row is looked at for them. */
function constant(shape: Shape, value: string | number | null, optional: boolean): Leaf {
  const values = value === null ? 0 : shape.rows;
  return {
    ...shape,
    values: {
      codes: new Int32Array(values),
      dictionary: value === null ? [] : [value],
      signature: `constant ${values}`,
    },
    definition: optional ? { max: 1, levels: value === null ? 0 : 1 } : NO_LEVELS,
  };
}

/** A leaf whose value depends on a small code of the row: only values that occur enter the dictionary. */
function coded(
  shape: Shape,
  source: 'series' | 'time',
  codes: Int32Array,
  values: readonly (string | number | null)[],
  optional: boolean,
): Leaf {
  const dictionary: (string | number)[] = [];
  const seen = new Map<string | number, number>();
  const target = new Int32Array(values.length).fill(UNSEEN);
  const out = new Int32Array(codes.length);
  let count = 0;
  let definition: Int32Array | undefined;
  for (let row = 0; row < codes.length; row += 1) {
    const code = codes[row]!;
    let at = target[code]!;
    if (at === UNSEEN) at = target[code] = positionOf(values[code] ?? null, dictionary, seen);
    if (at === NULL) {
      definition ??= new Int32Array(codes.length).fill(1);
      definition[row] = 0;
    } else {
      out[count] = at;
      count += 1;
    }
  }
  const levels = count === 0 ? 0 : (definition ?? 1);
  return {
    ...shape,
    values: { codes: out.subarray(0, count), dictionary, signature: `${source} ${target.join()}` },
    definition: optional ? { max: 1, levels } : NO_LEVELS,
  };
}

const UNSEEN = -2;
const NULL = -1;

function positionOf(
  value: string | number | null,
  dictionary: (string | number)[],
  seen: Map<string | number, number>,
): number {
  if (value === null) return NULL;
  let at = seen.get(value);
  if (at === undefined) {
    at = dictionary.push(value) - 1;
    seen.set(value, at);
  }
  return at;
}
