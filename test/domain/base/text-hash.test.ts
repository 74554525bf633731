import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTextHash } from '../../../shared/domain/base/text-hash.ts';

const digestOf = (texts: readonly string[]): string => {
  const hash = createTextHash();
  for (const text of texts) hash.add(text);
  return hash.digest();
};

describe('the running hash of texts', () => {
  it('is the same on every machine', () => {
    expect(digestOf([])).toBe('811c9dc59e3779b9');
    expect(digestOf(['search', '#1'])).toBe('cc7d2071263af4f5');
  });

  it('keeps texts apart that are cut in other places', () => {
    expect(digestOf(['ab', 'c'])).not.toBe(digestOf(['a', 'bc']));
    expect(digestOf([''])).not.toBe(digestOf([]));
  });

  it('has no collision in a hundred thousand neighbours, in either half', () => {
    const digests = Array.from({ length: 100_000 }, (_, n) => digestOf([`claude-sonnet input 7 ${n} 1 1`]));
    expect(digests.filter((digest) => !/^[0-9a-f]{16}$/.test(digest))).toEqual([]);
    expect(new Set(digests).size).toBe(digests.length);
    for (const half of [0, 8]) {
      const distinct = new Set(digests.map((digest) => digest.slice(half, half + 8))).size;
      // By chance alone 32 bits give one or two pairs among so many.
      expect(distinct).toBeGreaterThan(digests.length - 12);
    }
  });

  it('changes with any text', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.array(fc.string()), (a, b) => {
        expect(digestOf(a) === digestOf(b)).toBe(JSON.stringify(a) === JSON.stringify(b));
      }),
    );
  });
});
