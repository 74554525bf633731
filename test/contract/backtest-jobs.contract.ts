import { expect, test } from 'vitest';
import { aBacktestJob } from '../builders/backtest-job.ts';
import { aBudget } from '../builders/budget.ts';
import { HOSTILE_NAMES } from './hostile-names.ts';
import type { FreshStores } from './table-engines.ts';

export function backtestJobsContract(fresh: FreshStores): void {
  test('a backtest is read back as it was asked for, each export and id for itself', async () => {
    const { jobs } = await fresh();
    const asked = HOSTILE_NAMES.map((id) =>
      aBacktestJob({ id, budget: aBudget({ dollars: 7, channel: id }) }),
    );
    for (const job of asked) expect(await jobs.save('e', job, 'absent')).toBe(true);
    for (const job of asked) expect(await jobs.get('e', job.id)).toEqual(job);
    expect(await jobs.get('other', HOSTILE_NAMES[0]!)).toBeUndefined();
  });

  test('of all who take one on at the same time one does it, and what was dropped stays dropped', async () => {
    const { jobs } = await fresh();
    await jobs.save('e', aBacktestJob(), 'absent');
    expect(await jobs.save('e', aBacktestJob(), 'absent')).toBe(false);
    const running = aBacktestJob({ state: 'running' });
    const taken = await Promise.all(
      Array.from({ length: 5 }, (_, done) => jobs.save('e', { ...running, done }, 'waiting')),
    );
    expect(taken.filter(Boolean)).toHaveLength(1);
    expect(await jobs.save('e', aBacktestJob({ state: 'dropped' }), 'running')).toBe(true);
    expect(await jobs.save('e', aBacktestJob({ state: 'done' }), 'running')).toBe(false);
    expect((await jobs.get('e', running.id))?.state).toBe('dropped');
  });
}
