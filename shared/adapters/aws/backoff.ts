import { setTimeout as pause } from 'node:timers/promises';
import { retryable } from '../../domain/base/failure.ts';

const ROUNDS_MAX = 10;
const FIRST_PAUSE_MS = 25;
const PAUSE_MS_MAX = 1_600;

/**
 * DynamoDB's batch calls are not atomic: each answer names what was left undone. Repeats that part with growing,
 * jittered pauses (about five seconds in all) until all is done.
 * Throws Failure `retryable` where the store keeps refusing, so nothing half-written is ever taken for whole.
 */
export async function unprocessedLoop<T>(
  items: readonly T[],
  resource: string,
  attempt: (items: readonly T[]) => Promise<readonly T[]>,
): Promise<void> {
  let left = items;
  for (let round = 0; left.length > 0; round += 1) {
    if (round === ROUNDS_MAX) {
      throw retryable(`${resource} is too busy`, {
        expected: `${items.length} items done`,
        found: `${left.length} left undone after ${ROUNDS_MAX} attempts`,
      });
    }
    if (round > 0) await pause(pauseMs(round));
    left = await attempt(left);
  }
}

const pauseMs = (round: number): number =>
  Math.min(PAUSE_MS_MAX, FIRST_PAUSE_MS * 2 ** (round - 1)) * (0.5 + Math.random() / 2);
