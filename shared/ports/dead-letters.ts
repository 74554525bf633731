import type { Notice } from '../domain/delivery/delivery.ts';

/** Queues that hold what failed for good. */
export interface DeadLetters {
  /** How many wait in each, as far as the queue knows: SQS counts approximately. */
  counts(): Promise<readonly { readonly queue: string; readonly count: number }[]>;
}

/** Where the notices of deliveries go that failed for good; sent on to the notice queue, each is tried again. */
export interface DeadNotices {
  put(notice: Notice): Promise<void>;
}
