import { existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Progress } from '../../../functions/cli/progress.ts';
import { openDuck } from './export/duckdb.ts';
import { writeCsv, writeWithDuckDb } from './export/write-duckdb.ts';
import { writeWithParquetRs } from './export/write-parquet-rs.ts';
import { fileName, type TestFile } from './test-file.ts';

/** Outside of git; may be deleted at any time. */
export const DATA_FOLDER = fileURLToPath(new URL('.data/', import.meta.url));

/** The file's path; it is written unless it is there. */
export async function madeFile(file: TestFile, progress: Progress): Promise<string> {
  const path = join(DATA_FOLDER, fileName(file));
  if (existsSync(path)) return path;
  mkdirSync(DATA_FOLDER, { recursive: true });
  const start = performance.now();
  progress.update(`${fileName(file)}: writing ${file.rows.toLocaleString('en-US')} rows`);
  // Under another name until it is whole: a run that is broken off leaves nothing that looks like a file.
  await write(`${path}.making`, file, (rows) =>
    progress.update(
      `${fileName(file)}: ${rows.toLocaleString('en-US')} of ${file.rows.toLocaleString('en-US')} rows`,
    ),
  );
  renameSync(`${path}.making`, path);
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  progress.done(`${path}: ${(statSync(path).size / 1e6).toFixed(1)} MB in ${seconds} s`);
  return path;
}

async function write(path: string, file: TestFile, onRows: (rows: number) => void): Promise<void> {
  const { kind, rows, groupRows, dictionaries } = file;
  const duck = await openDuck(file);
  try {
    if (kind === 'csv') await writeCsv(path, rows, file, duck);
    else if (kind === 'duck') await writeWithDuckDb(path, { rows, groupRows }, file, duck);
    else await writeWithParquetRs(path, { rows, pages: kind, groupRows, dictionaries }, file, duck, onRows);
  } finally {
    duck.close();
  }
}
