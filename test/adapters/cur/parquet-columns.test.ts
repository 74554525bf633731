import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { columnsOfPath, parquetFiles } from '../../readers/column-readings.ts';

// Single columns as hyparquet reads them: by both kinds of kernels, all rows and a selection of them.

const below = (folder: string) =>
  parquetFiles(fileURLToPath(new URL(`../../fixtures/${folder}`, import.meta.url)));
const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

describe('each column of a file', () => {
  it.each(below('cur').map((path) => [nameOf(path), path]))(
    'of exports is read alike: %s',
    async (_name, path) => {
      const ends = await columnsOfPath(path);
      const read = ends.filter(({ end }) => end === 'alike');
      expect(read.length).toBeGreaterThan(10);
      // Other columns than texts, numbers, times and maps of texts are not read.
      expect(ends.filter(({ end }) => end !== 'alike' && end !== 'no type of an export')).toEqual([]);
      expect(read.every(({ values }) => values > 0)).toBe(true);
    },
  );

  it.each(below('parquet-testing').map((path) => [nameOf(path), path]))(
    'of broken files is read alike or refused: %s',
    async (_name, path) => {
      const ends = await columnsOfPath(path);
      expect(ends.length).toBeGreaterThan(0);
      expect(ends.filter(({ end }) => end === 'differs' || end === 'crashed')).toEqual([]);
    },
  );
});
