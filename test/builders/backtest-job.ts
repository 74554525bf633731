import type { BacktestJob } from '../../shared/domain/alert/backtest/job.ts';
import { parseInstant } from '../../shared/domain/base/instant.ts';

const NOON = parseInstant('2026-11-18T12:00:00Z');

/** Asked by Fenna at noon, and not begun yet. */
export const aBacktestJob = (changes: Partial<BacktestJob> = {}): BacktestJob => ({
  ...{ id: 'backtest-4f2a9c10', asker: 'fenna', team: 'search', days: 30 },
  ...{ askedAt: NOON, changedAt: NOON, state: 'waiting', round: 1, done: 0, of: 0 },
  ...changes,
});
