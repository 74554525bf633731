import type { Contender } from './contenders.ts';
import type { Measured, Stopwatch } from './measure.ts';

export interface Plan {
  readonly contenders: readonly Contender[];
  readonly file: string;
  readonly runs: number;
  /** Runs in one process, of which each tells the median; undefined for whole processes. */
  readonly warmRuns: number | undefined;
  readonly programs: ReadonlyMap<string, string>;
}

export interface Results {
  /** Those that can read the file, in the order given. */
  readonly contenders: readonly Contender[];
  /** One entry a round, in order. */
  readonly runsOf: (contender: Contender) => readonly Measured[];
  /** A sentence for each that failed when it was first tried; it takes no further part. */
  readonly failures: readonly string[];
}

/** All of them in turn, round after round, so that a busy neighbour meets them all; the first round only warms the caches. */
export async function playRounds(
  { contenders, file, runs, warmRuns, programs }: Plan,
  stopwatch: Stopwatch,
  onRun: (round: number, contender: Contender) => void,
): Promise<Results> {
  const measure = (contender: Contender): Promise<Measured> =>
    stopwatch.measure({
      program: programs.get(contender.program)!,
      args: [file, ...contender.flags, ...(warmRuns === undefined ? [] : ['--warm', `${warmRuns}`])],
      env: contender.env,
      pinned: contender.threads === 1,
    });
  const failures: string[] = [];
  const results = new Map<Contender, Measured[]>();
  for (const contender of contenders) {
    onRun(0, contender);
    await measure(contender).then(
      () => results.set(contender, []),
      (error: Error) => failures.push(`${contender.name} failed: ${error.message}`),
    );
  }
  for (let round = 1; round <= runs; round += 1) {
    for (const [contender, measured] of results) {
      onRun(round, contender);
      measured.push(await measure(contender));
    }
  }
  return { contenders: [...results.keys()], runsOf: (contender) => results.get(contender) ?? [], failures };
}
