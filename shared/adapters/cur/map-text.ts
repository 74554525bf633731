import { type Failure, poison } from '../../domain/base/failure.ts';
import { byText } from '../../domain/base/order.ts';
import { createTextTable, type TextTable } from './text-table.ts';

/**
 * A map column as JSON text, the way CSV exports carry it. Blank, `{}` and `null` are the empty map; numbers and
 * booleans become text and null becomes ''. Undefined for anything else. Keys are data: `__proto__` is one like others.
 */
export function parseMapText(text: string): ReadonlyMap<string, string> | undefined {
  if (text === '' || text === '{}') return EMPTY_MAP;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (value === null) return EMPTY_MAP;
  if (typeof value !== 'object' || Array.isArray(value)) return undefined;
  const map = new Map<string, string>();
  // JSON.parse makes own properties of every key, so Object.entries sees `__proto__` and nothing inherited.
  for (const [key, entry] of Object.entries(value)) {
    if (typeof entry === 'object' && entry !== null) return undefined;
    map.set(wellFormed(key), entry === null ? '' : wellFormed(String(entry)));
  }
  return map;
}

/** An escape can spell half of a character, which no store can write as UTF-8. */
const wellFormed = (text: string): string => text.toWellFormed();

export const EMPTY_MAP: ReadonlyMap<string, string> = new Map();

/** JSON text with sorted keys, '' for the empty map: equal maps are equal texts. A key that repeats keeps its last value. */
export function mapText(map: ReadonlyMap<string, string>): string {
  if (map.size === 0) return '';
  const entries = [...map].sort(([a], [b]) => byText(a, b));
  return `{${entries.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`).join(',')}}`;
}

/** Values of one key of a column of map texts: each distinct text is parsed once. `refuse` throws for the first bad row. */
export function pickFromMapTexts(
  column: { readonly codes: Int32Array; readonly table: TextTable },
  key: string,
  refuse: (row: number, text: string) => never,
): { readonly codes: Int32Array; readonly table: TextTable } {
  const table = createTextTable();
  const picked = new Int32Array(column.table.size()).fill(-1);
  const codes = column.codes.map((code, row) => {
    if (picked[code] === -1) {
      const text = column.table.textOf(code);
      const map = parseMapText(text) ?? refuse(row, text);
      picked[code] = table.codeOfText(map.get(key) ?? '');
    }
    return picked[code]!;
  });
  return { codes, table };
}

export const notAMap = (file: string, row: number, column: string, text: string): Failure =>
  poison('the map column does not hold a map', {
    file,
    row,
    column,
    expected: 'a JSON object of texts',
    found: JSON.stringify(text.slice(0, 100)),
  });
