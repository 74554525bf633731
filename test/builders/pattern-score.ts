import type { PatternName } from '../../shared/domain/evaluation/cause/facts.ts';
import { causeOfCase, type LoopCase } from './loops.ts';

export const PATTERN_NAMES: readonly PatternName[] = [
  'cache break',
  'model jump',
  'snowball',
  'self-talk',
  'swarm',
  'flat line',
];

export interface PatternScore {
  readonly name: PatternName;
  readonly cases: number;
  readonly found: number;
  /** Cases in which it was named though it is not true of them. */
  readonly wrong: number;
  readonly precision: number;
  readonly recall: number;
}

export interface Scored {
  readonly patterns: readonly PatternScore[];
  /** Innocent cases, and how many of them were given any pattern, or a likely one. */
  readonly innocent: number;
  readonly accused: number;
  readonly accusedAsLikely: number;
  /** Cases with a pattern whose true one stood first. */
  readonly first: number;
  readonly guilty: number;
  readonly misses: readonly string[];
}

/** Scores by case: a pattern that is true beside the one meant counts neither way. */
export function scorePatterns(cases: readonly LoopCase[]): Scored {
  const judged = cases.map((each, index) => {
    const { patterns } = causeOfCase(each);
    return { ...each, index, patterns, names: patterns.map(({ name }) => name) };
  });
  const patterns = PATTERN_NAMES.map((name): PatternScore => {
    const own = judged.filter(({ truth }) => truth === name);
    const found = own.filter(({ names }) => names.includes(name)).length;
    const wrong = judged.filter(
      ({ truth, also, names }) => truth !== name && !also.includes(name) && names.includes(name),
    ).length;
    const precision = found + wrong === 0 ? 1 : found / (found + wrong);
    return { name, cases: own.length, found, wrong, precision, recall: found / own.length };
  });
  const innocent = judged.filter(({ truth }) => truth === undefined);
  const guilty = judged.filter(({ truth }) => truth !== undefined);
  return {
    patterns,
    innocent: innocent.length,
    accused: innocent.filter(({ names }) => names.length > 0).length,
    accusedAsLikely: innocent.filter((each) =>
      each.patterns.some(({ confidence }) => confidence === 'likely'),
    ).length,
    first: guilty.filter(({ names, truth }) => names[0] === truth).length,
    guilty: guilty.length,
    misses: judged
      .filter(({ truth, also, names }) =>
        truth === undefined
          ? names.length > 0
          : !names.includes(truth) || names.some((name) => name !== truth && !also.includes(name)),
      )
      .map(
        ({ index, name, names, end, startedAt }) =>
          `${index} ${name} (${end - startedAt} h): ${names.join(', ') || 'nothing'}`,
      ),
  };
}
