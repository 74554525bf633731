import { approximate } from '../base/money.ts';
import type { KindSplit } from '../evaluation/cause/facts.ts';
import { shareText, tokenWords } from './words.ts';

/** Parts smaller than this of both sums say nothing. */
const SHOWN_SHARE = 0.01;

/**
 * `output 91 % of the cost (usually 34 %), input 9 % (66 %)`. Undefined where one kind is all of both, or where nothing
 * was usual.
 */
export function splitText(split: readonly KindSplit[]): string | undefined {
  const [now, usual] = [sumOf(split, 'now'), sumOf(split, 'usual')];
  if (now <= 0 || usual <= 0) return undefined;
  const parts = split
    .map((kind) => ({
      word: tokenWords(kind.tokenKind),
      now: shareOf(kind.now, now),
      usual: shareOf(kind.usual, usual),
    }))
    .filter((kind) => kind.now >= SHOWN_SHARE || kind.usual >= SHOWN_SHARE);
  if (parts.length < 2) return undefined;
  return parts
    .map(
      (kind, index) =>
        `${kind.word} ${shareText(kind.now)}${index === 0 ? ' of the cost' : ''} (${index === 0 ? 'usually ' : ''}${shareText(kind.usual)})`,
    )
    .join(', ');
}

const sumOf = (split: readonly KindSplit[], side: 'now' | 'usual'): number =>
  approximate(split.reduce((sum, kind) => sum + kind[side], 0n));

/** Refunds of single hours may take a kind below nothing. */
const shareOf = (cost: bigint, whole: number): number => Math.min(Math.max(approximate(cost) / whole, 0), 1);
