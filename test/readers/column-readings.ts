import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { DeepCheck } from '../deep/deep-check.ts';
import { type ColumnEnd, fileColumns } from './file-columns.ts';

const FIXTURES = fileURLToPath(new URL('../fixtures/', import.meta.url));
/** Another folder of Parquet files, such as real exports. */
const FOLDER = process.env.PARQUET_FILES ?? FIXTURES;

/** Paths below the folder. */
export const parquetFiles = (folder = FOLDER): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.parquet'))
    .map((name) => `${folder}/${name}`)
    .sort();

/** Columns of a file and how they end; a file whose footer is refused has none. */
export async function columnsOfPath(path: string): Promise<readonly ColumnEnd[]> {
  try {
    return await fileColumns(path, new Uint8Array(readFileSync(path)));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return [{ column: 'the footer', end: 'refused', values: 0, why: error.message }];
  }
}

/** Every column of every Parquet file in a folder, by our readers of single columns and by hyparquet. */
export const columnReadings: DeepCheck = {
  what: `columns of the files in ${process.env.PARQUET_FILES ?? 'test/fixtures'} read as by hyparquet`,
  full: parquetFiles().length,
  async run({ count, onProgress }) {
    const failures: string[] = [];
    const ends: ColumnEnd[] = [];
    const paths = parquetFiles().slice(0, count);
    for (const [done, path] of paths.entries()) {
      for (const end of await columnsOfPath(path)) {
        ends.push(end);
        if (end.end === 'differs' || end.end === 'crashed')
          failures.push(`${path}, ${end.column} ${end.end}: ${end.why}`);
      }
      onProgress?.(done + 1);
    }
    const alike = ends.filter(({ end }) => end.startsWith('alike'));
    const values = alike.reduce((sum, end) => sum + end.values, 0).toLocaleString('en-US');
    const refused = ends.filter(({ end }) => end === 'refused').length;
    const result = `${alike.length} columns alike (${values} values), ${refused} refused, ${failures.length} wrong`;
    return { count: paths.length, result, failures };
  },
};
