import type { Instant } from '../domain/base/instant.ts';
import type { DropResult } from '../flow/drop-superseded.ts';
import type { ReconcileResult } from '../flow/reconcile.ts';
import type { ReportResult } from '../flow/report.ts';
import { record } from './notice-events.ts';
import type { Observed } from './stack.ts';

export type TaskResult = ReconcileResult & Partial<ReportResult> & Partial<DropResult>;

const TASKS = ['sweep', 'send', 'report', 'tidy'] as const;

export interface Task {
  readonly task: (typeof TASKS)[number];
  readonly at?: Instant;
}

/**
 * The schedule's input `{"task": "sweep"}`, `"send"`, `"report"` or `"tidy"`, in a replay with the time `at` which it is;
 * undefined for anything else.
 */
export const parseTask = (event: unknown): Task | undefined => {
  const { task: asked, at } = record(event) ?? {};
  const task = TASKS.find((each) => each === asked);
  if (task === undefined) return undefined;
  if (at === undefined) return { task };
  const instant = typeof at === 'string' ? Date.parse(at) : Number.NaN;
  return Number.isNaN(instant) ? undefined : { task, at: instant };
};

/** Runs the task that the event asks for and tells what came of it; other events are logged and left alone. */
export const eachTask =
  (app: Observed, work: (task: Task) => Promise<TaskResult>) =>
  async (event: unknown): Promise<TaskResult> => {
    const task = parseTask(event);
    if (task === undefined) {
      app.log.error('an event of unknown shape was left alone', {
        expected: TASKS.map((each) => `{"task": "${each}"}`).join(' or '),
      });
      app.telemetry.count('MessagesRefused', 1);
      return { announced: 0, sent: 0, waiting: 0 };
    }
    const result = await work(task);
    app.telemetry.event('reconciled', { task: task.task, ...result });
    app.telemetry.count('DeliveriesAnnounced', result.announced);
    app.telemetry.count('MessagesWaiting', result.waiting);
    return result;
  };
