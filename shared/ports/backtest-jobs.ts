import type { BacktestJob, JobState } from '../domain/alert/backtest/job.ts';

/** Backtests that were asked for; each is kept for a day. */
export interface BacktestJobs {
  get(exportName: string, id: string): Promise<BacktestJob | undefined>;
  /**
   * Puts it there if what is stored under its id is in the state `from`, or is not there at all; else `false`, and
   * nothing was changed. A repeat after a lost answer is told that it was done.
   */
  save(exportName: string, job: BacktestJob, from: JobState | 'absent'): Promise<boolean>;
}
