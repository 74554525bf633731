import { describe, expect, it, test } from 'vitest';
import type { Cause, Pattern } from '../../../../shared/domain/evaluation/cause/facts.ts';
import type { LedgerEntry } from '../../../../shared/domain/ledger/entry.ts';
import { loopCase, loopCases } from '../../../builders/loop-cases.ts';
import { causeOfCase, type LoopCase } from '../../../builders/loops.ts';
import { scorePatterns } from '../../../builders/pattern-score.ts';

// The bench (test/bench/detection/signatures.ts) prints the same table for as many cases as one likes.
test('200 seeded cases: loops are recognised, and innocent days are not accused', () => {
  const scored = scorePatterns(loopCases(200, 5));
  const sum = (of: 'cases' | 'found' | 'wrong'): number =>
    scored.patterns.reduce((total, pattern) => total + pattern[of], 0);
  expect(sum('found') / sum('cases')).toBeGreaterThanOrEqual(0.93);
  expect(sum('found') / (sum('found') + sum('wrong'))).toBeGreaterThanOrEqual(0.93);
  // Sixteen cases each: two misses of one kind are an eighth.
  for (const { name, precision, recall } of scored.patterns) {
    expect({ name, found: recall >= 0.8 }).toEqual({ name, found: true });
    expect({ name, right: precision >= 0.8 }).toEqual({ name, right: true });
  }
  expect(scored.first / scored.guilty).toBeGreaterThanOrEqual(0.9);
  expect(scored.accused / scored.innocent).toBeLessThanOrEqual(0.05);
});

const patternOf = (name: string, seed: number): Pattern => causeOfCase(loopCase(name, seed)).patterns[0]!;

describe('a pattern', () => {
  it.each([
    ['cache break', 'input served from the cache'],
    ['snowball', 'tokens given for each one answered'],
    ['self-talk', 'output’s share of all tokens'],
    ['swarm', 'sessions a day'],
    ['flat line', 'night’s cost as a part of day’s'],
  ])('%s carries the numbers that triggered it and what speaks against it', (name, label) => {
    const pattern = patternOf(name, 3);
    expect(pattern.name).toBe(name);
    expect(pattern.facts[0]!.label).toBe(label);
    expect(pattern.facts.length).toBeGreaterThanOrEqual(2);
    for (const { was, now } of pattern.facts) expect(Number.isFinite(was) && Number.isFinite(now)).toBe(true);
    expect(pattern.against.length).toBeGreaterThanOrEqual(1);
    expect(pattern.against.every((clause) => clause !== '' && !clause.endsWith('.'))).toBe(true);
  });

  it('of a broken cache has the shares of before and after', () => {
    const [share] = patternOf('cache break', 3).facts;
    expect(share!.was).toBeGreaterThan(0.3);
    expect(share!.now).toBeLessThan(share!.was / 2);
  });

  it('of a model jump has the share that moved and both prices', () => {
    const [moved, price] = patternOf('model jump', 1).facts;
    expect([moved!.label, moved!.was]).toEqual(['tokens on the dearer model', 0]);
    expect(moved!.now).toBeGreaterThan(0.5);
    expect(price!.now).toBeGreaterThan(1.4 * price!.was);
  });
});

/** The same role with only its last `days` days before the start. */
const young = (loop: LoopCase, days: number): LoopCase => ({
  ...loop,
  entries: loop.entries.filter(({ day }) => day >= Math.floor(loop.startedAt / 24) - days),
});
const names = (cause: Cause): readonly string[] => cause.patterns.map(({ name }) => name);

describe('nothing is recognised', () => {
  const needsPast = ['cache break', 'self-talk', 'swarm', 'flat line'] as const;

  it.each(needsPast)('of a %s in the first days of a caller, as there is no usual', (name) => {
    const loop = loopCase(name, 3);
    expect(names(causeOfCase(loop))).toContain(name);
    expect(names(causeOfCase(young(loop, 2)))).not.toContain(name);
    expect(names(causeOfCase(young(loop, 0)))).not.toContain(name);
  });

  it('of hours where the export knows only days', () => {
    for (const name of ['snowball', 'flat line']) {
      const loop = loopCase(name, 3);
      expect(names(causeOfCase(loop, 24))).not.toContain(name);
    }
  });

  it('of sessions where several callers share in it', () => {
    const loop = loopCase('swarm', 3);
    const two = loop.entries.map(
      (entry): LedgerEntry => ({ ...entry, scope: { ...entry.scope, value: `role/${entry.day % 2}` } }),
    );
    expect(names(causeOfCase({ ...loop, entries: two }))).not.toContain('swarm');
  });
});

describe('what speaks against it', () => {
  it('is told of short ones and of those that keep office hours', () => {
    const cases = [1, 2, 3, 4, 5, 6].map((seed) => loopCase('cache break', seed));
    const told = cases.map((loop) => ({
      hours: loop.end - loop.startedAt,
      ...causeOfCase(loop).patterns[0]!,
    }));
    for (const { hours, against } of told) {
      expect(against.includes(`only ${hours} hours of it`)).toBe(hours < 12);
    }
    expect(told.some(({ against }) => against.includes('hourly cost still follows office hours'))).toBe(true);
  });

  it('is never office hours where a machine runs through the night', () => {
    for (const seed of [1, 2, 3]) {
      for (const { against } of causeOfCase(loopCase('flat line', seed)).patterns) {
        expect(against).not.toContain('hourly cost still follows office hours');
      }
    }
  });
});
