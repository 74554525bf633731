import { setTimeout as pause } from 'node:timers/promises';
import { bug, retryable } from '../../../shared/domain/base/failure.ts';
import { isoInstant } from '../../../shared/domain/base/instant.ts';
import type { Pointer } from '../../../shared/domain/ledger/snapshot.ts';
import type { EmbeddedStack } from '../../../shared/embedded/stack.ts';
import type { Account } from '../../../shared/runtime/compose-account.ts';
import type { SyntheticDelivery } from '../../../shared/synthetic/write-delivery.ts';

/** Where the story is played, and how its delays are told. */
export interface Stage {
  readonly stack: EmbeddedStack;
  readonly account: Account;
  readonly note: (text: string) => void;
}

const IDLE_MAX_MS = 60_000;
/** A delivery that is not published by then never will be. */
const SWEEPS_MAX = 3;
/** A message that a dead sender held is free after a minute, and longer lies none: see shared/flow/notify.ts. */
const SENDING_MAX_MS = 150_000;
const DUE_AHEAD_MS = 86_400_000;
const SEND_EVERY_MS = 1_000;

/**
 * Waits until a delivery is published, judged, and all its messages are sent. Where events of it were lost with a
 * process that died, the tasks that a deployed Billhook runs by the clock make up for them, at the story's time.
 * Throws Failure `bug` where it is not published, `retryable` where a message stays unsent or the stack has died.
 */
export async function settle(
  stage: Stage,
  delivery: SyntheticDelivery,
  lost: { readonly events: boolean; readonly faultsBefore: number },
): Promise<Pointer> {
  const { stack, account } = stage;
  const at = isoInstant(delivery.executedAt);
  let faults = lost.faultsBefore;
  let sweep = lost.events;
  for (let sweeps = 0; sweeps <= SWEEPS_MAX; sweeps += 1) {
    if (sweep) await stack.invoke('reconcile', { task: 'sweep', at });
    await stack.idle(IDLE_MAX_MS);
    const pointer = await account.ledger.pointer(stack.exportName, delivery.period);
    const isPublished = pointer?.executionId === delivery.executionId;
    if (isPublished && faults === stack.faults()) {
      await sendAll(stage);
      return pointer;
    }
    faults = stack.faults();
    sweep = true;
  }
  const lines = stack
    .recentLogs()
    .slice(-8)
    .map((log) => `${log.functionName}: ${log.line}`);
  throw bug(`the delivery of ${delivery.period} was not published:\n${lines.join('\n')}`);
}

async function sendAll({ stack, account, note }: Stage): Promise<void> {
  const deadline = performance.now() + SENDING_MAX_MS;
  for (;;) {
    const waiting = await account.outbox.due(Date.now() + DUE_AHEAD_MS, 1);
    if (waiting.length === 0) return;
    if (performance.now() > deadline) throw retryable('a message stays unsent', { found: waiting[0] ?? '' });
    note('a sender died over a message: the next one waits until its minute is over …');
    await pause(SEND_EVERY_MS);
    await stack.invoke('reconcile', { task: 'send' });
    await stack.idle(IDLE_MAX_MS);
  }
}
