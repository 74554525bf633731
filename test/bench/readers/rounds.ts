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

/** By contender's name; one entry a round, in order. */
export type Results = ReadonlyMap<string, readonly Measured[]>;

/** All of them in turn, round after round, so that a busy neighbour meets them all; the first round only warms the caches. */
export async function playRounds(
  { contenders, file, runs, warmRuns, programs }: Plan,
  stopwatch: Stopwatch,
  onRun: (round: number, contender: Contender) => void,
): Promise<Results> {
  const results = new Map<string, Measured[]>(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round <= runs; round += 1) {
    for (const contender of contenders) {
      onRun(round, contender);
      const measured = await stopwatch.measure({
        program: programs.get(contender.program)!,
        args: [file, ...contender.flags, ...(warmRuns === undefined ? [] : ['--warm', `${warmRuns}`])],
        env: contender.env,
        pinned: contender.threads === 1,
      });
      if (round > 0) results.get(contender.name)!.push(measured);
    }
  }
  return results;
}
