import type { Dice } from '../builders/dice.ts';
import { csvBytes } from './csv-bytes.ts';
import type { ExportLayout } from './draw-layout.ts';
import { type RawRow, WORDS } from './raw-row.ts';
import type { StoredFile } from './reading.ts';
import { rustBytes } from './rust-bytes.ts';
import { syntheticCsv, syntheticParquet } from './synthetic-bytes.ts';
import { tableBytes } from './table-bytes.ts';

export function parquetFile(rows: readonly RawRow[], { parquet, rewritten }: ExportLayout): StoredFile {
  const bytes = parquet.writer === 'table' ? tableBytes(rows, parquet) : syntheticParquet(rows, parquet.look);
  return { format: 'parquet', bytes: rewritten === undefined ? bytes : rustBytes(bytes, rewritten) };
}

export function csvFile(rows: readonly RawRow[], { parquet, csv }: ExportLayout, dice: Dice): StoredFile {
  if (parquet.writer === 'synthetic') return { format: 'csv', bytes: syntheticCsv(rows) };
  const words = WORDS.filter((word) => parquet.words.includes(word));
  return { format: csv.gzip ? 'csv.gz' : 'csv', bytes: csvBytes({ words, rows }, csv, dice) };
}

/** Consecutive parts of nearly equal size; of few rows some are empty. */
export const split = (rows: readonly RawRow[], parts: number): readonly (readonly RawRow[])[] =>
  Array.from({ length: parts }, (_, part) =>
    rows.slice(Math.floor((part * rows.length) / parts), Math.floor(((part + 1) * rows.length) / parts)),
  );
