/** What one deep check found. `failures` are sentences that name the seed and how to see it again; none: it held. */
export interface DeepOutcome {
  /** Cases that were really run. */
  readonly count: number;
  /** One line for the table, such as `0 wrong totals, 0 mixtures`. */
  readonly result: string;
  readonly failures: readonly string[];
}

export interface DeepOptions {
  readonly count: number;
  /** The same seed and count give the same cases. */
  readonly seed: number;
  /** Cases done so far; called a few times a second at most. */
  readonly onProgress?: (done: number) => void;
}

/** One promise, checked on many generated cases: the suite runs a slice of it, `npm run test:deep` the full figure. */
export interface DeepCheck {
  /** For the table, such as `mutated Parquet and CSV files`. */
  readonly what: string;
  /** Cases of the full run. */
  readonly full: number;
  run(options: DeepOptions): Promise<DeepOutcome>;
}
