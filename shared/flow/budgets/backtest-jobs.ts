import { type BacktestJob, isOver, jobAt, outOfTime } from '../../domain/alert/backtest/job.ts';
import { outcomeOf } from '../../domain/alert/backtest/outcome.ts';
import { misconfigured } from '../../domain/base/failure.ts';
import { type Instant, MINUTE_MS } from '../../domain/base/instant.ts';
import type { Budget } from '../../domain/evaluation/budget/budget.ts';
import type { EvaluationDefaults } from '../../domain/evaluation/defaults.ts';
import type { BacktestJobs } from '../../ports/backtest-jobs.ts';
import type { Clock } from '../../ports/clock.ts';
import type { BacktestPorts } from '../backtest.ts';
import { drawnId } from '../declared.ts';
import { tryBudget } from './try-budget.ts';

export interface JobPorts {
  readonly jobs: BacktestJobs;
  readonly clock: Clock;
}

export interface AskedBacktest {
  readonly asker: string;
  readonly team: string;
  readonly days: number;
  readonly budget?: Budget;
}

/** Leaves it to `start`, which must not wait for it. */
export async function askBacktest(
  { jobs, clock, start }: JobPorts & { readonly start: (id: string) => Promise<void> },
  exportName: string,
  asked: AskedBacktest,
): Promise<BacktestJob> {
  const askedAt = clock.now();
  const nothing = { state: 'waiting', round: 1, done: 0, of: 0 } as const;
  const job: BacktestJob = {
    id: drawnId('backtest', clock),
    ...{ ...asked, askedAt, ...nothing, changedAt: askedAt },
  };
  await jobs.save(exportName, job, 'absent');
  await start(job.id);
  return job;
}

/** As it stands now; undefined where there is none, or where somebody else asked for it. */
export async function standingOf(
  { jobs, clock }: JobPorts,
  exportName: string,
  { id, asker }: { readonly id: string; readonly asker: string },
): Promise<BacktestJob | undefined> {
  const job = await jobs.get(exportName, id);
  return job?.asker === asker ? jobAt(job, clock.now()) : undefined;
}

/** Nobody waits for it any more: what works on it stops at its next delivery. What is over stays as it is. */
export async function dropBacktest({ jobs }: JobPorts, exportName: string, job: BacktestJob): Promise<void> {
  if (isOver(job)) return;
  const dropped = { ...job, state: 'dropped' as const };
  if (await jobs.save(exportName, dropped, job.state)) return;
  // It was taken on in between.
  if (job.state === 'waiting') await jobs.save(exportName, dropped, 'running');
}

/**
 * Works one off, once: whoever comes second finds it taken. A stop of its own kind is written down and not thrown, for
 * a repeat would end the same way.
 */
export async function workOffBacktest(
  ports: BacktestPorts & JobPorts,
  settings: { readonly exportName: string; readonly defaults: EvaluationDefaults },
  id: string,
): Promise<void> {
  const { jobs, clock } = ports;
  const { exportName, defaults } = settings;
  const job = await jobs.get(exportName, id);
  const now = clock.now();
  if (job?.state !== 'waiting' || isOver(jobAt(job, now))) return;
  const begun = { ...job, state: 'running' as const, changedAt: now };
  if (!(await jobs.save(exportName, begun, 'waiting'))) return;
  const watch = watchJob(ports, exportName, begun);
  try {
    const { team } = job;
    const result = await tryBudget(ports, exportName, { ...job, defaults, onProgress: watch.note });
    await watch.end({ state: 'done', outcome: outcomeOf(result, team) });
  } catch (error) {
    await watch.end({ state: 'failed', why: watch.stopped() ?? FAULT });
    if (watch.stopped() === undefined) throw error;
  }
}

const FAULT = 'Something went wrong here; it was logged. Ask again.';
/** Who waits looks every second or two. */
const TELL_EVERY_MS = MINUTE_MS / 60;

/** Tells how far it is while it works, and stops it where nobody waits any more or the time is up. */
function watchJob({ jobs, clock }: JobPorts, exportName: string, begun: BacktestJob) {
  let job = begun;
  let told: Instant = begun.changedAt;
  let telling = Promise.resolve();
  let stop: string | undefined;
  const tell = async (): Promise<void> => {
    if (!(await jobs.save(exportName, job, 'running'))) stop = 'Nobody waits for it any more.';
  };
  return {
    note: (done: number, of: number): void => {
      const now = clock.now();
      const round = done < job.done ? job.round + 1 : job.round;
      job = { ...job, round, done, of, changedAt: now };
      stop ??= outOfTime(job, begun.changedAt, now);
      if (stop !== undefined) throw misconfigured(stop);
      if (now - told < TELL_EVERY_MS) return;
      told = now;
      // What it could not tell now it tells with the next delivery.
      telling = telling.then(tell).catch(() => {});
    },
    stopped: () => stop,
    end: async (last: Partial<BacktestJob>): Promise<void> => {
      await telling;
      await jobs.save(exportName, { ...job, ...last, changedAt: clock.now() }, 'running');
    },
  };
}
