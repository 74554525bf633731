/** State of a reading: of a name that was never started there is none. */
export type ReadingState = 'running' | 'done' | 'failed';

/** Who has the files of a large delivery read side by side, and then published. */
export interface LargeDeliveries {
  state(reading: string): Promise<ReadingState | undefined>;
  /** Starts it once: a name that is known already starts nothing. Its plan must have been written. */
  start(reading: string): Promise<void>;
}
