import { CommanderError } from 'commander';
import { EXIT, reportFailure } from './failure-output.ts';
import { type Io, processIo } from './io.ts';
import { createProgram } from './program.ts';
import { usageFailure } from './usage-error.ts';

/** Runs one command line (without node and script) and resolves with the exit code; never throws. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  let exitCode: number = EXIT.fine;
  const json = wantsJson(argv);
  const program = createProgram({ io, json, exitWith: (code) => void (exitCode = code) });
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) return reportFailure(io, error, json);
    if (error.exitCode === 0) return EXIT.fine;
    // Commander has printed its own usage message, except where a program reads the answer.
    return json ? reportFailure(io, usageFailure(error), json) : EXIT.badInput;
  }
}

/** Known before the line is parsed, since the line itself may be what is wrong. */
const wantsJson = (argv: readonly string[]): boolean =>
  argv.some(
    (word, index) =>
      word === '--json' || word === '--format=json' || (word === 'json' && argv[index - 1] === '--format'),
  );

/** The command as a process: an exit code instead of process.exit, so that output is flushed. */
export async function runProcess(): Promise<void> {
  // Whoever reads us (`| head`) may stop reading.
  process.stdout.on('error', () => process.exit(EXIT.fine));
  process.exitCode = await main(process.argv.slice(2), processIo());
}
