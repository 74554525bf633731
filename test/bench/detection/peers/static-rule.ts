import { costBetween } from './grid.ts';
import type { Peer } from './peer.ts';

const DAY = 24;
const DAYS = 14;
const DAYS_MIN = 3;
const COST_MIN = 100;

/** What billing consoles offer: 24 h cost of at least $100 and 40 % above the mean day of the two weeks before. */
export const staticRule: Peer = {
  name: 'fixed rule',
  // As a factor of the mean. No factor makes it quiet: quiet hours and month ends are beyond any.
  thresholds: [1.4],
  judge: () => (node, end) => {
    const days = Math.min(DAYS, Math.floor((end - DAY - Math.min(node.first, end)) / DAY));
    const cost = costBetween(node, end - DAY, end);
    if (cost < COST_MIN || end < (DAYS_MIN + 1) * DAY) return undefined;
    const mean = days < 1 ? 0 : costBetween(node, end - (days + 1) * DAY, end - DAY) / days;
    return { score: mean > 0 ? cost / mean : Number.MAX_VALUE, excess: cost };
  },
};
