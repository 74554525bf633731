import { CommanderError } from 'commander';
import { EXIT, reportFailure } from './failure-output.ts';
import { type Io, processIo } from './io.ts';
import { createProgram } from './program.ts';

/** Runs one command line (without node and script) and resolves with the exit code; never throws. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  let exitCode: number = EXIT.fine;
  const program = createProgram(io, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return exitCode;
  } catch (error) {
    // Commander has printed its own usage message; help and version are not errors.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.fine : EXIT.badInput;
    return reportFailure(io, error, argv.includes('--json'));
  }
}

/** The command as a process: an exit code instead of process.exit, so that output is flushed. */
export async function runProcess(): Promise<void> {
  process.exitCode = await main(process.argv.slice(2), processIo());
}
