import { expect, test } from 'vitest';
import { exportReadings } from './export-readings.ts';

test('an export is the same rollup, to the byte, by every reader and in both formats', async () => {
  const { count, failures } = await exportReadings.run({ count: 12, seed: 20_261_118 });
  expect(failures).toEqual([]);
  expect(count).toBe(12);
});
