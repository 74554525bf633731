import { type Instant, MINUTE_MS } from '../../base/instant.ts';
import type { Budget } from '../../evaluation/budget/budget.ts';
import type { BacktestOutcome } from './outcome.ts';

/** A backtest that somebody asked for, and how far it is. */
export interface BacktestJob {
  readonly id: string;
  /** Id of the person: nobody else reads it. */
  readonly asker: string;
  readonly team: string;
  readonly days: number;
  /** In the place of what is agreed; the agreed one where absent. */
  readonly budget?: Budget;
  readonly askedAt: Instant;
  readonly state: JobState;
  /** Replays until now: a second one looks between two floors for the lowest quiet one. */
  readonly round: number;
  /** Deliveries of this round that were judged, and how many it has. */
  readonly done: number;
  readonly of: number;
  /** When it was last heard of. */
  readonly changedAt: Instant;
  /** Of one that is done. */
  readonly outcome?: BacktestOutcome;
  /** One sentence, of one that failed. */
  readonly why?: string;
}

/** `dropped`: nobody waits for it any more. */
export type JobState = 'waiting' | 'running' | 'done' | 'failed' | 'dropped';

/** Nobody looks at a form for longer. */
export const JOB_WAITS_MS = 10 * MINUTE_MS;
/** One delivery of a large company takes seconds. */
const SILENT_MS = 3 * MINUTE_MS;
/** Lambda ends a function after 15 minutes; this leaves time to say so. */
const WORKS_MS = 13 * MINUTE_MS;

export const isOver = ({ state }: Pick<BacktestJob, 'state'>): boolean =>
  state !== 'waiting' && state !== 'running';

/** As it stands now: one that nobody took on, or that stopped without a word, has failed. */
export function jobAt(job: BacktestJob, now: Instant): BacktestJob {
  if (job.state === 'waiting' && now - job.askedAt > JOB_WAITS_MS)
    return { ...job, state: 'failed', why: 'Nothing had time for it within ten minutes. Ask again.' };
  if (job.state === 'running' && now - job.changedAt > SILENT_MS)
    return { ...job, state: 'failed', why: `It ended without a word ${reached(job)}. Ask again.` };
  return job;
}

/** Why it may not go on; undefined while it may. */
export const outOfTime = (job: BacktestJob, begunAt: Instant, now: Instant): string | undefined =>
  now - begunAt <= WORKS_MS
    ? undefined
    : `It took too long: ${reached(job)} after 13 minutes. Ask for fewer days, or use npx billhook backtest.`;

const reached = ({ done, of }: BacktestJob): string => `at delivery ${done + 1} of ${of}`;
