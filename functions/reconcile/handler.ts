import { dropSuperseded } from '../../shared/flow/drop-superseded.ts';
import type { LastJudged } from '../../shared/flow/judge-news.ts';
import { reconcile } from '../../shared/flow/reconcile.ts';
import { report } from '../../shared/flow/report.ts';
import { composeReconcile } from '../../shared/runtime/compose/reconcile.ts';
import { eachTask, type Task, type TaskResult } from '../../shared/runtime/schedule-events.ts';
import { stack } from '../../shared/runtime/stack.ts';

const app = composeReconcile();
/** For as long as the process lives: hours, as a task comes every few minutes. */
const last: LastJudged = {};
const NOTHING = { announced: 0, sent: 0, waiting: 0 };

async function work({ task, ...time }: Task): Promise<TaskResult> {
  const settings = { ...(await app.settings()), ...time };
  if (task === 'tidy') return { ...NOTHING, ...(await dropSuperseded(app.ports, settings.exportName)) };
  if (task === 'report') return { ...NOTHING, ...(await report(app.ports, settings)) };
  return reconcile(app.ports, { ...settings, task }, last);
}

/**
 * Clock: hourly a sweep for what events missed, hourly reports and a look at Billhook's own health, every few minutes the
 * messages that are due; daily what nobody can ask for any more is deleted.
 */
export const handler = stack(app, eachTask(app, work));
