import { type AlertsPer, sensitivityOf } from '../../../shared/domain/evaluation/sensitivity.ts';
import { billhook } from './billhook.ts';
import type { Detector } from './pack.ts';
import { holtWinters } from './peers/holt-winters.ts';
import { asDetector } from './peers/peer.ts';
import { randomCutForest } from './peers/random-cut-forest.ts';
import { rollingZ } from './peers/rolling-z.ts';
import { seasonalMedian } from './peers/seasonal-median.ts';
import { staticRule } from './peers/static-rule.ts';

export const DETECTOR_NAMES = [
  'billhook',
  'static',
  'rolling z',
  'seasonal median',
  'holt-winters',
  'forest',
];

/** The product at a sensitivity, and the peers at the thresholds that their files state. */
export function detectors(alertsPer: AlertsPer): ReadonlyMap<string, Detector> {
  const peers = [staticRule, rollingZ, seasonalMedian, holtWinters, randomCutForest].map(asDetector);
  const all = [billhook(sensitivityOf(alertsPer)), ...peers];
  return new Map(all.map((detector, place) => [DETECTOR_NAMES[place]!, detector]));
}
