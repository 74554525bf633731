import { describe, expect, it, test } from 'vitest';
import { parsePico } from '../../../shared/domain/base/money.ts';
import type { Contribution } from '../../../shared/domain/evaluation/finding.ts';
import { principalParts, riseParts } from '../../../shared/domain/notification/contributors.ts';

const part = (principal: string, dollars: string, overrides: Partial<Contribution> = {}): Contribution => ({
  principal,
  model: 'nova',
  tokenKind: 'input',
  rise: parsePico(dollars),
  ...overrides,
});
const linesOf = (...parts: readonly Contribution[]) =>
  riseParts(parts, 'USD').map(({ label, value }) => `${label}: ${value}`);
const many = (count: number) => Array.from({ length: count }, (_, index) => part(`p${index}`, '1'));

describe('the parts of a rise', () => {
  it('have a sign where they rose and a share where they are a part of the whole', () => {
    expect(linesOf(part('a', '8'), part('b', '2'))).toEqual([
      'a · nova input: +$8.00 · 80 %',
      'b · nova input: +$2.00 · 20 %',
    ]);
    expect(linesOf(part('all', '8'), part('idle', '0'))).toEqual([
      'all · nova input: +$8.00 · 100 %',
      'idle · nova input: $0.00',
    ]);
    expect(linesOf(part('more', '8'), part('fell', '-2'))).toEqual([
      'more · nova input: +$8.00',
      'fell · nova input: -$2.00',
    ]);
    expect(linesOf(part('less', '-1'), part('least', '-3'))).toEqual([
      'less · nova input: -$1.00',
      'least · nova input: -$3.00',
    ]);
  });

  it('stand in one order, the dearest first and equal ones by name', () => {
    const sorted = ['b', 'a', 'c'].map((name) => `${name} · nova input: +$${name === 'b' ? '5.00' : '1.00'}`);
    const parts = [part('a', '1'), part('c', '1'), part('b', '5')];
    for (const some of [parts, parts.toReversed()]) {
      expect(linesOf(...some).map((line) => line.replace(/ · \d+ %$/, ''))).toEqual(sorted);
    }
  });

  it('show a sixth line where it is the last, and sum up only two or more', () => {
    const labels = (count: number) =>
      riseParts(many(count), 'USD').map(({ label }) => label.replace(/ ·.*/, ''));
    expect(labels(5)).toEqual(['p0', 'p1', 'p2', 'p3', 'p4']);
    expect(labels(6)).toEqual(['p0', 'p1', 'p2', 'p3', 'p4', 'p5']);
    expect(labels(7)).toEqual(['p0', 'p1', 'p2', 'p3', 'p4', '2 more']);
  });

  it('are named by kind alone where the model is not known', () => {
    expect(linesOf(part('a', '1', { model: '', tokenKind: 'cache-write' }))[0]).toMatch(
      /^a · cache writes: /,
    );
  });
});

test('an account tells two principals of one name apart, where they have one', () => {
  const [one, other] = ['role/etl@123456789012', 'role/etl@210987654321'];
  const shown = principalParts(
    [part(one!, '1'), part(other!, '2'), part(one!, '4'), part('none', '0.5'), part('role/etl', '0.1')],
    'USD',
    5,
  );
  expect(shown.map(({ label, value }) => `${label}: ${value}`)).toEqual([
    'role/etl (123456789012) · nova: $5.00 · 66 %',
    'role/etl (210987654321) · nova: $2.00 · 26 %',
    'calls without a caller · nova: $0.50 · 7 %',
    'role/etl · nova: $0.10 · 1 %',
  ]);
});
