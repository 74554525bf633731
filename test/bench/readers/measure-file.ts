import { statSync } from 'node:fs';
import { cpus } from 'node:os';
import { basename } from 'node:path';
import type { Progress } from '../../../functions/cli/progress.ts';
import { disagreements } from './agree.ts';
import type { Contender } from './contenders.ts';
import { madeFile } from './make-file.ts';
import { createStopwatch } from './measure.ts';
import { builtPrograms } from './programs.ts';
import { playRounds, type Results } from './rounds.ts';
import type { TestFile } from './test-file.ts';

export interface FileMeasured {
  /** Name of the file. */
  readonly name: string;
  readonly fileBytes: number;
  readonly results: Results;
  /** As a reader gave it. */
  readonly answer: Readonly<Record<string, unknown>> | undefined;
  /** Sentences about readers that failed and answers that differ. */
  readonly wrong: readonly string[];
}

/** Makes the file if it is not there, and lets the contenders read it; `warmRuns` as in a plan of rounds. */
export async function measureFile(
  file: TestFile,
  contenders: readonly Contender[],
  { runs, warmRuns }: { readonly runs: number; readonly warmRuns: number | undefined },
  progress: Progress,
): Promise<FileMeasured> {
  const stopwatch = createStopwatch(cpus().length);
  const path = await madeFile(file, progress);
  const programs = await builtPrograms(contenders.map(({ program }) => program));
  const results = await playRounds(
    { contenders, file: path, runs, warmRuns, programs },
    stopwatch,
    (round, { name }) =>
      progress.update(
        `${basename(path)}, ${round === 0 ? 'warming up' : `round ${round} of ${runs}`}: ${name}`,
      ),
  );
  progress.done();
  const answers = results.contenders.map((each) => [each.name, results.runsOf(each).at(-1)!.answer] as const);
  const wrong = [...results.failures, ...disagreements(answers)];
  return { name: basename(path), fileBytes: statSync(path).size, results, answer: answers[0]?.[1], wrong };
}

/** What the figures hang on besides the code. */
export const machine = (): string => `Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model}`;
