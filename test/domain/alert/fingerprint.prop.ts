import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Alert } from '../../../shared/domain/alert/alert.ts';
import { fingerprintOf } from '../../../shared/domain/alert/fingerprint.ts';

const names = fc.oneof(
  fc.integer({ min: 0, max: 999 }).map((n) => `team-${n}`),
  fc.tuple(fc.nat(999), fc.nat(9)).map(([n, account]) => `role/agent-${n}@12345678901${account}`),
  fc.string({ maxLength: 8 }),
  fc.string({ unit: 'binary', maxLength: 4 }),
);
const labels = fc.dictionary(fc.constantFrom('rule', 'team', 'principal', 'period', '__proto__x'), names, {
  minKeys: 1,
});

it('no two of ten thousand label sets, which are fifty million pairs, share a fingerprint', () => {
  const seen = new Map<string, string>();
  const clashes: string[][] = [];
  for (const some of fc.sample(labels, { numRuns: 10_000, seed: 3 })) {
    const words = JSON.stringify(Object.entries(some).sort());
    const print = fingerprintOf(some satisfies Alert['labels']);
    const other = seen.get(print) ?? words;
    if (other !== words) clashes.push([words, other]);
    seen.set(print, words);
  }
  expect(clashes).toEqual([]);
  expect(seen.size).toBeGreaterThan(9_500);
});
