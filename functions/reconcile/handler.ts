import { reconcile } from '../../shared/flow/reconcile.ts';
import { composeReconcile } from '../../shared/runtime/compose/reconcile.ts';
import { eachTask } from '../../shared/runtime/schedule-events.ts';
import { stack } from '../../shared/runtime/stack.ts';

const app = composeReconcile();

/** Clock: hourly a sweep for what events missed, every few minutes the messages that are due. */
export const handler = stack(
  app,
  eachTask(app, async (task) => reconcile(app.ports, { ...(await app.settings()), ...task })),
);
