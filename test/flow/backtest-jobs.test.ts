import { beforeEach, describe, expect, test } from 'vitest';
import type { BacktestJob } from '../../shared/domain/alert/backtest/job.ts';
import { outcomeOf } from '../../shared/domain/alert/backtest/outcome.ts';
import { MINUTE_MS } from '../../shared/domain/base/instant.ts';
import { EVALUATION_DEFAULTS } from '../../shared/domain/evaluation/defaults.ts';
import {
  askBacktest,
  dropBacktest,
  standingOf,
  workOffBacktest,
} from '../../shared/flow/budgets/backtest-jobs.ts';
import { tryBudget } from '../../shared/flow/budgets/try-budget.ts';
import { createApiWorld } from '../builders/api-world.ts';
import { aBudget } from '../builders/budget.ts';
import { EXPORT } from '../builders/flow-world.ts';
import { CLAIMS, tellTwoTeams } from '../builders/two-teams.ts';

const world = createApiWorld([]);
await tellTwoTeams(world, CLAIMS);
const { ports } = world;
const { jobs } = ports;
const settings = { exportName: EXPORT, defaults: EVALUATION_DEFAULTS };
/** Each look at the clock takes so long. */
let tickMs = 0;
let now = 0;
let calls: string[] = [];
const all = {
  ...ports,
  start: async (id: string) => void calls.push(id),
  clock: {
    token: () => ports.clock.token(),
    now: () => {
      now += tickMs;
      return now;
    },
  },
};
beforeEach(() => {
  [tickMs, calls] = [0, []];
});

const ask = (): Promise<BacktestJob> =>
  askBacktest(all, EXPORT, {
    asker: 'fenna',
    team: 'claims',
    days: 30,
    budget: aBudget({ team: 'claims', dollars: 200 }),
  });
const workOff = (id: string) => workOffBacktest(all, settings, id);
const look = ({ id }: BacktestJob, asker = 'fenna') => standingOf(all, EXPORT, { id, asker });

describe('a backtest that was asked for', () => {
  test('is what it would be at once, whoever works it off, and is worked off once', async () => {
    const job = await ask();
    expect(calls).toEqual([job.id]);
    expect(await look(job)).toEqual(job);
    await Promise.all([workOff(job.id), workOff(job.id)]);
    const { team, days, budget } = job;
    const direct = await tryBudget(ports, EXPORT, { team, days, budget: budget!, ...settings });
    expect(direct.same.length + direct.onlyReplayed.length).toBeGreaterThan(0);
    expect(await look(job)).toMatchObject({ state: 'done', outcome: outcomeOf(direct, team) });
    expect(await look(job, 'robin')).toBeUndefined();
  });

  test('says how far it is, and stops when nobody waits for it any more', async () => {
    const job = await ask();
    tickMs = 1_000;
    const seen: (BacktestJob | undefined)[] = [];
    const save = jobs.save;
    const watched = {
      ...jobs,
      save: async (...change: Parameters<typeof save>) => {
        seen.push(change[1]);
        if (change[1].done === 1) await dropBacktest(all, EXPORT, (await look(job))!);
        return save(...change);
      },
    };
    await workOffBacktest({ ...all, jobs: watched }, settings, job.id);
    expect(seen.map((each) => [each?.state, each?.done]).slice(0, 3)).toEqual([
      ['running', 0],
      ['running', 0],
      ['running', 1],
    ]);
    expect(await look(job)).toMatchObject({ state: 'dropped' });
  });

  test('ends by itself before its time does, and says how far it came', async () => {
    const job = await ask();
    tickMs = 6 * MINUTE_MS;
    await workOff(job.id);
    tickMs = 0;
    const { state, why } = (await look(job))!;
    expect([state, why]).toEqual([
      'failed',
      expect.stringMatching(/^It took too long: at delivery \d+ of \d+ /),
    ]);
  });

  test('what nobody took on, and what stopped without a word, has failed', async () => {
    const waiting = await ask();
    const running = await ask();
    await jobs.save(EXPORT, { ...running, state: 'running', done: 4, of: 9, changedAt: now }, 'waiting');
    expect([(await look(waiting))?.state, (await look(running))?.state]).toEqual(['waiting', 'running']);
    now += 4 * MINUTE_MS;
    expect((await look(running))?.why).toBe('It ended without a word at delivery 5 of 9. Ask again.');
    now += 7 * MINUTE_MS;
    expect((await look(waiting))?.state).toBe('failed');
    await workOff(waiting.id);
    expect((await jobs.get(EXPORT, waiting.id))?.state).toBe('waiting');
  });

  test('a fault is logged and told, and what it was is not', async () => {
    const job = await ask();
    const broken = { ...all, rollups: { read: () => Promise.reject(new Error('secret')) } };
    await expect(workOffBacktest(broken, settings, job.id)).rejects.toThrow('secret');
    expect((await look(job))?.why).toBe('Something went wrong here; it was logged. Ask again.');
  });
});
