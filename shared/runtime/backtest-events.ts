import { record } from './notice-events.ts';
import type { Observed } from './stack.ts';

/** What the API sends to the function that works backtests off: only who may invoke it directly can. */
export const askedOf = (id: string): unknown => ({ backtest: id });

/** Each event is one backtest, by its id. */
export const eachBacktest =
  (app: Observed, workOff: (id: string) => Promise<void>) =>
  async (event: unknown): Promise<{ readonly workedOff: number }> => {
    const id = record(event)?.backtest;
    if (typeof id === 'string') {
      await workOff(id);
      return { workedOff: 1 };
    }
    app.log.error('an event of unknown shape was left alone', { expected: 'the id of a backtest' });
    app.telemetry.count('MessagesRefused', 1);
    return { workedOff: 0 };
  };
