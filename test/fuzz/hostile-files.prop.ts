import { expect, test } from 'vitest';
import { hostileFiles } from './hostile-files.ts';

test('harmed files are read as whole, refused by name, or caught by the pin; no process dies of them', async () => {
  const outcome = await hostileFiles.run({ count: 500, seed: 1 });
  expect(outcome.failures).toEqual([]);
  expect(outcome.count).toBe(500);
  const sum = (of: 'refused' | 'same' | 'torn') =>
    Object.values(outcome.tallies).reduce((total, tally) => total + tally[of], 0);
  expect(sum('refused')).toBeGreaterThan(230);
  expect(sum('same')).toBeGreaterThan(15);
  expect(sum('torn')).toBeGreaterThan(15);
});
