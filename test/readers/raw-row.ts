import { CUR, type CurWord } from '../../shared/adapters/cur/columns.ts';

/** Key and value as they stand in the file; a value may be null and a key may come twice. */
export type RawMap = readonly (readonly [key: string, value: string | null])[];

/** A cell as a file holds it: texts, money as decimal text, amounts as doubles, times as ms since 1970. */
export type RawValue = string | number | RawMap | null;

export type RawRow = Readonly<Record<CurWord, RawValue>>;

/** Rows of one data file, and the columns that it has. */
export interface RawFile {
  readonly words: readonly CurWord[];
  readonly rows: readonly RawRow[];
}

export const WORDS = Object.keys(CUR) as readonly CurWord[];

/** A map as JSON text; keys that come twice stay so. */
export const mapJson = (entries: RawMap): string =>
  `{${entries.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`).join(',')}}`;
