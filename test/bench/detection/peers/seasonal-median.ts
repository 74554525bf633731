import { costBetween, type Node } from './grid.ts';
import { EXCESS_MIN, type Peer } from './peer.ts';

const DAY = 24;
const WEEK = 168;
const WEEKS = 6;
const WEEKS_MIN = 3;
/** Makes the median absolute deviation of a normal sample its standard deviation. */
const TO_SIGMA = 1.4826;

/**
 * Expected is the median of the same hour of the week over six weeks; the sum of the last 24 hours is compared with the
 * median absolute deviation of the same sum in those weeks.
 */
export const seasonalMedian: Peer = {
  name: 'seasonal median',
  thresholds: [4, 40],
  judge: () => (node, end) => {
    const weeks = Math.min(WEEKS, Math.floor((end - DAY) / WEEK));
    if (weeks < WEEKS_MIN) return undefined;
    // Nothing above the usual can exceed the whole.
    if (costBetween(node, end - DAY, end) < EXCESS_MIN) return undefined;
    const usual = Array.from({ length: DAY }, (_, age) => usualAt(node, end - DAY + age, weeks));
    const off = (ago: number): number =>
      usual.reduce((sum, value, age) => sum + node.cost[end - DAY + age - ago * WEEK]! - value, 0);
    const deviations = Array.from({ length: weeks }, (_, week) => Math.abs(off(week + 1)));
    const expected = usual.reduce((sum, value) => sum + value, 0);
    const excess = off(0);
    return { score: excess / Math.max(TO_SIGMA * median(deviations), 0.1 * expected + 10), excess };
  },
};

const usualAt = ({ cost }: Node, at: number, weeks: number): number =>
  median(Array.from({ length: weeks }, (_, week) => cost[at - (week + 1) * WEEK]!));

function median(values: number[]): number {
  values.sort((a, b) => a - b);
  const middle = values.length / 2;
  return (values[Math.ceil(middle - 0.5)]! + values[Math.floor(middle)]!) / 2;
}
