import { describe, expect, it } from 'vitest';
import type { TokenKind } from '../../../../shared/domain/charge/charge.ts';
import type { ComparedCell } from '../../../../shared/domain/evaluation/cause/compared-cells.ts';
import { smallestSet } from '../../../../shared/domain/evaluation/cause/smallest-set.ts';

/** `principal model kind` with its cost above the usual. */
const cells = (rises: Readonly<Record<string, number>>): readonly ComparedCell[] =>
  Object.entries(rises).map(([name, rise]) => {
    const [principal = '', model = 'opus', kind = 'output'] = name.split(' ');
    const tokenKind = KINDS.find((each) => each === kind) ?? 'other';
    return {
      principal,
      model,
      tokenKind,
      cost: BigInt(1000 + rise),
      tokens: 1,
      usualCost: 1000n,
      usualTokens: 1,
    };
  });
const KINDS: readonly TokenKind[] = ['input', 'output', 'cache-read', 'cache-write'];
const told = (rises: Readonly<Record<string, number>>) => {
  const { level, parts, rest, less, lessTotal } = smallestSet(cells(rises));
  return {
    level,
    parts: parts.map(({ principal, model, tokenKind, percent }) =>
      [principal, model, tokenKind, percent].filter((part) => part !== undefined).join(' '),
    ),
    rest: [rest.count, Number(rest.rise), rest.percent],
    less: [...less.map(({ principal, rise }) => `${principal} ${rise}`), Number(lessTotal)],
  };
};

describe('the smallest set that explains a rise', () => {
  it.each([
    [
      'one token kind of one model',
      { 'a opus output': 90, 'a opus input': 5, 'b haiku output': 5 },
      'token-kind',
      ['a opus output 90'],
      [2, 10, 10],
    ],
    [
      'a model, where two kinds of it are needed',
      { 'a opus output': 50, 'a opus input': 45, 'b haiku output': 5 },
      'model',
      ['a opus 95'],
      [1, 5, 5],
    ],
    [
      'a principal, where two models of it are needed',
      { 'a opus': 50, 'a haiku': 45, b: 5 },
      'principal',
      ['a 95'],
      [1, 5, 5],
    ],
    [
      'three principals',
      { a: 30, b: 30, c: 30, d: 10 },
      'token-kind',
      ['a opus output 30', 'b opus output 30', 'c opus output 30'],
      [1, 10, 10],
    ],
    [
      'the team, where a fourth principal is needed',
      { a: 25, b: 25, c: 25, d: 25 },
      'team',
      [],
      [4, 100, 100],
    ],
    ['nobody, where nothing rose', { a: 0, b: -5 }, 'token-kind', [], [0, 0, 0]],
  ] as const)('is %s', (_, rises, level, parts, rest) => {
    expect(told(rises)).toMatchObject({ level, parts, rest });
  });

  it('carries four fifths, and just as much is enough', () => {
    expect(told({ a: 80, b: 20 }).parts).toEqual(['a opus output 80']);
    expect(told({ a: 79, b: 21 }).parts).toHaveLength(2);
  });

  it('keeps what fell apart, deepest first, and out of the shares', () => {
    const { parts, less } = told({ a: 900, b: 100, c: -30, d: -50, e: -20, f: -10 });
    expect(parts).toEqual(['a opus output 90']);
    expect(less).toEqual(['d -50', 'c -30', 'e -20', -110]);
  });

  it('has whole percents that sum to a hundred', () => {
    const { parts, rest } = told({ a: 1, b: 1, c: 1 });
    expect(parts).toEqual(['a opus output 34', 'b opus output 33', 'c opus output 33']);
    expect(rest).toEqual([0, 0, 0]);
  });
});
