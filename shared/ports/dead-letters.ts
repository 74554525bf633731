/** Queues that hold what failed for good. */
export interface DeadLetters {
  /** How many wait in each, as far as the queue knows: SQS counts approximately. */
  counts(): Promise<readonly { readonly queue: string; readonly count: number }[]>;
}
