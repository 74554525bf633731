import { expect, test } from 'vitest';
import { threeReaders } from './three-readers.ts';

test('an export is the same rollup, to the byte, as Parquet by two readers and as CSV', async () => {
  const { count, failures } = await threeReaders.run({ count: 60, seed: 20_261_118 });
  expect(failures).toEqual([]);
  expect(count).toBe(60);
});
