import { costBetween } from './grid.ts';
import { EXCESS_MIN, type Peer } from './peer.ts';

const DAY = 24;
const DAYS = 28;
const DAYS_MIN = 10;

/** How many standard deviations the last 24 hours lie above the mean of the 28 days before. */
export const rollingZ: Peer = {
  name: 'rolling z',
  thresholds: [3, 16],
  judge: () => (node, end) => {
    const days = Math.min(DAYS, Math.floor(end / DAY) - 1);
    if (days < DAYS_MIN) return undefined;
    const cost = costBetween(node, end - DAY, end);
    if (cost < EXCESS_MIN) return undefined;
    let [sum, squares] = [0, 0];
    for (let ago = 1; ago <= days; ago += 1) {
      const value = costBetween(node, end - (ago + 1) * DAY, end - ago * DAY);
      sum += value;
      squares += value * value;
    }
    const mean = sum / days;
    const deviation = Math.sqrt(Math.max(0, squares / days - mean * mean));
    // A flat past would make every cent infinite.
    return { score: (cost - mean) / Math.max(deviation, 0.1 * mean + 10), excess: cost - mean };
  },
};
