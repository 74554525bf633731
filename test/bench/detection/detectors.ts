import { type AlertsPer, sensitivityOf } from '../../../shared/domain/evaluation/sensitivity.ts';
import { billhook } from './billhook.ts';
import type { Detector } from './pack.ts';
import { holtWinters } from './peers/holt-winters.ts';
import { asDetector } from './peers/peer.ts';
import { randomCutForest } from './peers/random-cut-forest.ts';
import { rollingZ } from './peers/rolling-z.ts';
import { seasonalMedian } from './peers/seasonal-median.ts';
import { staticRule } from './peers/static-rule.ts';

const PEERS = [staticRule, rollingZ, seasonalMedian, holtWinters, randomCutForest];

export const DETECTOR_NAMES: readonly string[] = ['billhook', ...PEERS.map(({ name }) => name)];

/**
 * The product at a sensitivity, or at its floors and another score limit; a peer at each of its thresholds; none for a
 * name that is not known.
 */
export function detectorsOf(
  name: string,
  alertsPer: AlertsPer,
  scoreLimit: number = sensitivityOf(alertsPer).scoreLimit,
): readonly (readonly [string, Detector])[] {
  if (name === 'billhook') {
    const own = sensitivityOf(alertsPer);
    const label = scoreLimit === own.scoreLimit ? alertsPer : `${alertsPer}, score ${scoreLimit}`;
    return [[`billhook, ${label}`, billhook({ ...own, scoreLimit })]];
  }
  return PEERS.filter((peer) => peer.name === name).flatMap((peer) =>
    peer.thresholds.map((threshold) => [`${name} ${threshold}`, asDetector(peer, threshold)] as const),
  );
}
