import type { ReplayedMonth } from '../report/threshold-replay.ts';
import { dayText } from './words.ts';

/** `2026-09: 80 % on 24 Sep, 100 % on 29 Sep`, `2026-10: nothing`; months by semicolons. */
export const replayText = (months: readonly ReplayedMonth[]): string =>
  months.length === 0
    ? 'no whole month is known yet'
    : months
        .map(({ period, crossed }) => {
          const told = crossed.map(({ threshold, at }) => `${threshold} % on ${dayText(at)}`);
          return `${period}: ${told.length === 0 ? 'nothing' : told.join(', ')}`;
        })
        .join('; ');

/** A replay of the bill says less than one of the deliveries, and says so. */
export const REPLAY_NOTE =
  'Replayed on the bill as it is known now; npx billhook backtest replays the deliveries as they came.';
