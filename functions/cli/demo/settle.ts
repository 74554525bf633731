import { setTimeout as pause } from 'node:timers/promises';
import { threadsOf } from '../../../shared/domain/alert/digest.ts';
import { bug, retryable } from '../../../shared/domain/base/failure.ts';
import { type Instant, isoInstant } from '../../../shared/domain/base/instant.ts';
import type { Pointer } from '../../../shared/domain/ledger/snapshot.ts';
import type { EmbeddedStack } from '../../../shared/embedded/stack.ts';
import type { Account } from '../../../shared/runtime/compose-account.ts';
import type { SyntheticDelivery } from '../../../shared/synthetic/write-delivery.ts';
import type { RequestLog } from './request-log.ts';

/** Where the story is played, and how its delays are told. */
export interface Stage {
  readonly stack: EmbeddedStack;
  readonly account: Account;
  readonly note: (text: string) => void;
  /** What the functions say they asked of AWS. */
  readonly requests: RequestLog;
}

const IDLE_MAX_MS = 60_000;
/** A delivery that is not published by then, without a function's death, never will be. */
const SWEEPS_MAX = 3;
/** Slack takes one message a second in a channel, and a delivery has a dozen. */
const SENDING_MAX_MS = 120_000;
const DUE_AHEAD_MS = 86_400_000;
const SEND_EVERY_MS = 1_000;

/**
 * Waits until a delivery is published, judged, and all its messages are sent. Where events of it were lost with a
 * process that died, the tasks that a deployed Billhook runs by the clock make up for them, at the story's time.
 * Throws Failure `bug` where it is not published or a function keeps failing over it, `retryable` where a message stays
 * unsent or the database has died.
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
  throw bug(`the delivery of ${delivery.period} did not come to its end:\n${lines.join('\n')}`);
}

/** What the clock's hourly look writes besides alerts, at the story's time; what it wrote before is not written again. */
export async function tellReports(stage: Stage, at: Instant): Promise<void> {
  await stage.stack.invoke('reconcile', { task: 'report', at: isoInstant(at) });
  await stage.stack.idle(IDLE_MAX_MS);
  await sendAll(stage);
}

async function sendAll({ stack, account, note }: Stage): Promise<void> {
  const deadline = performance.now() + SENDING_MAX_MS;
  for (;;) {
    const waiting = await account.outbox.due(Date.now() + DUE_AHEAD_MS, 1);
    if (waiting.length === 0) return;
    if (performance.now() > deadline) throw retryable('a message stays unsent', { found: waiting[0] ?? '' });
    note('sending what a sender died over …');
    await freeAbandoned({ stack, account });
    await stack.invoke('reconcile', { task: 'send' });
    await stack.idle(IDLE_MAX_MS);
    await pause(SEND_EVERY_MS);
  }
}

/**
 * In the cloud nobody knows whether a silent sender is dead, and its lease has to run out. Here nothing is under way
 * any more, and an earlier process took its Slack with it: whoever holds a message is dead. Its try stays counted, so
 * that the next one says that it may be a repeat.
 */
async function freeAbandoned({ stack, account }: Pick<Stage, 'stack' | 'account'>): Promise<void> {
  const threads = new Set((await account.alerts.recent(stack.exportName)).flatMap(threadsOf));
  for (const thread of threads) {
    for (const { id, state, lease } of await account.outbox.sentFor(thread)) {
      if (state !== 'pending' || lease === undefined) continue;
      await account.outbox.release(id, lease.token, Date.now(), false);
    }
  }
}
