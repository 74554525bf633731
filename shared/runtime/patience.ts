import { setTimeout as sleep } from 'node:timers/promises';
import type { NotifyResult } from '../flow/notify.ts';

/** Slack asks for a second between messages, sometimes for a few; longer waits are left to the schedule. */
const WAIT_MS_MAX = 5_000;
const TRIES_MAX = 3;
/** A little later than asked, so that the entry is surely due. */
const MARGIN_MS = 50;

/** Tries again within the invocation where the channel only asked for a short pause. */
export async function patiently(send: () => Promise<NotifyResult>): Promise<NotifyResult> {
  let result = await send();
  for (
    let tries = 1;
    tries < TRIES_MAX && result.outcome === 'later' && result.afterMs <= WAIT_MS_MAX;
    tries += 1
  ) {
    await sleep(result.afterMs + MARGIN_MS);
    result = await send();
  }
  return result;
}
