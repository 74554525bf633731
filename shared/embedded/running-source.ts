/** An event source that is being polled. */
export interface RunningSource {
  /** For messages: `queue notices -> ingest`. */
  readonly label: string;
  /** True when nothing is waiting at the source and no batch of it is in hand. */
  drained(): Promise<boolean>;
  /** Resolves when the batch in hand is done; takes no more. */
  stop(): Promise<void>;
}
