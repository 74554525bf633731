import type { LastJudged } from '../../shared/flow/judge-news.ts';
import { reconcile } from '../../shared/flow/reconcile.ts';
import { report } from '../../shared/flow/report.ts';
import { composeReconcile } from '../../shared/runtime/compose/reconcile.ts';
import { eachTask, type Task, type TaskResult } from '../../shared/runtime/schedule-events.ts';
import { stack } from '../../shared/runtime/stack.ts';

const app = composeReconcile();
/** For as long as the process lives: hours, as a task comes every few minutes. */
const last: LastJudged = {};

async function work({ task, ...time }: Task): Promise<TaskResult> {
  const settings = { ...(await app.settings()), ...time };
  return task === 'report'
    ? { announced: 0, sent: 0, waiting: 0, ...(await report(app.ports, settings)) }
    : reconcile(app.ports, { ...settings, task }, last);
}

/**
 * Clock: hourly a sweep for what events missed, hourly reports and a look at Billhook's own health, every few minutes the
 * messages that are due.
 */
export const handler = stack(app, eachTask(app, work));
