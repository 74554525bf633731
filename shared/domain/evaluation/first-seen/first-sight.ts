import type { Hour } from '../../base/instant.ts';
import type { CostNode } from '../series/cost-tree.ts';
import type { JudgedTime } from '../series/judged-time.ts';
import { costBetween, firstCost } from '../series/series.ts';
import type { Learning } from './facts.ts';

/** Something unseen for so many days is new when it comes back: people and prices have changed meanwhile. */
export const UNSEEN_DAYS = 30;
/** Without so many days of data before it nothing is new, so that a fresh install calls nobody new. */
const KNOWN_DAYS = 14;
/** New for a week; then it is usual, or others' business. */
export const LEARNING_DAYS = 7;

/** First hour that may be called new today. */
export const newSince = ({ dataEnd }: Pick<JudgedTime, 'dataEnd'>): Hour => dataEnd - LEARNING_DAYS * 24;

/**
 * The hour of the last week in which a node was first seen: with no cost in the 30 days before, or in all there are, at
 * least 14, counted from `knownFrom`, the first hour of its ledger. Undefined where it is not new.
 */
export function firstSight(
  { series }: Pick<CostNode, 'series'>,
  time: Pick<JudgedTime, 'dataEnd'>,
  knownFrom: Hour,
): Hour | undefined {
  const first = firstCost(series, newSince(time));
  if (first === undefined || first >= time.dataEnd || first - knownFrom < KNOWN_DAYS * 24) return undefined;
  const earlier = firstCost(series, Math.max(knownFrom, first - UNSEEN_DAYS * 24));
  return earlier === first ? first : undefined;
}

/** The dearest 24 hours since the first; more data can only make them dearer, so what is told once stays told. */
export function dearestDay(
  { series }: Pick<CostNode, 'series'>,
  first: Hour,
  { dataEnd, step }: Pick<JudgedTime, 'dataEnd' | 'step'>,
): { readonly from: Hour; readonly to: Hour } {
  let [best, most] = [first + step, Number.NEGATIVE_INFINITY];
  for (let to = first + step; to <= dataEnd; to += step) {
    const cost = costBetween(series, to - 24, to);
    if (cost > most) [best, most] = [to, cost];
  }
  return { from: best - 24, to: best };
}

export const learningAt = (
  first: Hour,
  { dataEnd }: Pick<JudgedTime, 'dataEnd'>,
  days = LEARNING_DAYS,
): Learning => ({
  day: Math.min(days, Math.floor(Math.max(0, dataEnd - 1 - first) / 24) + 1),
  of: days,
});
