import type { FilledColumn } from './cells.ts';
import type { Leaf } from './parquet-leaf.ts';
import type { GroupRows } from './parquet-rows.ts';

/**
 * Key and value leaves of `group (MAP) { repeated group key_value { key; value } }`. Empty maps are empty, not null:
 * one slot whose definition level says "a map, no entry".
 * https://github.com/apache/parquet-format/blob/master/LogicalTypes.md#maps
 */
export function mapLeaves(column: FilledColumn, group: GroupRows, optional: boolean): Leaf[] {
  const { cell } = column;
  const used = group.used();
  const rowSeries = group.series();
  const keys = createTexts();
  const values = createTexts();
  const entries = used.map(({ item }) => (cell.from === 'map' ? cell.entries(item) : []));
  const coded = entries.map((list) =>
    list.map(([key, value]) => [keys.code(key), values.code(value)] as const),
  );
  const slotsOf = coded.map((list) => Math.max(1, list.length));
  let slots = 0;
  for (const series of rowSeries) slots += slotsOf[series]!;

  const empty = optional ? 1 : 0;
  const repetition = new Int32Array(slots);
  const definition = new Int32Array(slots).fill(empty + 1);
  const keyCodes = new Int32Array(slots);
  const valueCodes = new Int32Array(slots);
  let slot = 0;
  let count = 0;
  for (const series of rowSeries) {
    const list = coded[series]!;
    if (list.length === 0) definition[slot] = empty;
    for (let index = 0; index < list.length; index += 1) {
      if (index > 0) repetition[slot + index] = 1;
      keyCodes[count] = list[index]![0];
      valueCodes[count] = list[index]![1];
      count += 1;
    }
    slot += slotsOf[series]!;
  }
  const base = { slots, rows: group.rows(), repetition: { max: 1, levels: repetition } };
  // The value is OPTIONAL inside an entry, which adds a level; it is never null.
  const valueDefinition = optional
    ? definition.map((level) => (level > empty ? level + 1 : level))
    : definition;
  const doubles = column.type === 'map of double';
  return [
    {
      ...base,
      path: [column.name, 'key_value', 'key'],
      type: 'BYTE_ARRAY',
      values: keys.values(keyCodes.subarray(0, count), `${column.name} key`),
      definition: { max: empty + 1, levels: definition },
    },
    {
      ...base,
      path: [column.name, 'key_value', 'value'],
      type: doubles ? 'DOUBLE' : 'BYTE_ARRAY',
      values: doubles
        ? { doubles: new Float64Array(0) }
        : values.values(valueCodes.subarray(0, count), `${column.name} value`),
      definition: { max: optional ? 3 : 1, levels: valueDefinition },
    },
  ];
}

function createTexts() {
  const dictionary: string[] = [];
  const seen = new Map<string, number>();
  return {
    code(text: string): number {
      let at = seen.get(text);
      if (at === undefined) {
        at = dictionary.push(text) - 1;
        seen.set(text, at);
      }
      return at;
    },
    values: (codes: Int32Array, signature: string) => ({ codes, dictionary, signature }),
  };
}
