import { sendMessage } from '../../shared/flow/notify.ts';
import { eachChange } from '../../shared/runtime/batch.ts';
import { insertedMessage } from '../../shared/runtime/change-events.ts';
import { composeNotify } from '../../shared/runtime/compose/notify.ts';
import { patiently } from '../../shared/runtime/patience.ts';
import { stack } from '../../shared/runtime/stack.ts';

const app = composeNotify();

/** Table stream, new outbox entries only: each is sent at once; what a channel puts off for long waits for reconcile. */
export const handler = stack(
  app,
  eachChange(app, insertedMessage, (outboxId) => patiently(() => sendMessage(app.ports, outboxId))),
);
