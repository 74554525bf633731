import type { BacktestJob } from '../../domain/alert/backtest/job.ts';
import type { BacktestJobs } from '../../ports/backtest-jobs.ts';
import { keyOf } from './tables.ts';

/** Forgets nothing: it lives as long as a test. */
export function createMemoryBacktestJobs(): BacktestJobs {
  const jobs = new Map<string, BacktestJob>();
  return {
    get: async (exportName, id) => jobs.get(keyOf(exportName, id)),
    async save(exportName, job, from) {
      const key = keyOf(exportName, job.id);
      if ((jobs.get(key)?.state ?? 'absent') !== from) return false;
      jobs.set(key, structuredClone(job));
      return true;
    },
  };
}
