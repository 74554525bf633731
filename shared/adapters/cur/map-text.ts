import { type Failure, poison } from '../../domain/base/failure.ts';

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

export const notAMap = (file: string, row: number, column: string, text: string): Failure =>
  poison('the map column does not hold a map', {
    file,
    row,
    column,
    expected: 'a JSON object of texts',
    found: JSON.stringify(text.slice(0, 100)),
  });
