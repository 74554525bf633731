import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Io } from '../../../functions/cli/io.ts';

/** Help, what is not installed, and mistakes of the person, alike for every command; exit code 1 if answers differ. */
export async function benchCommand(
  io: Io,
  usage: string,
  main: (io: Io) => Promise<readonly string[]>,
): Promise<void> {
  if (process.argv.includes('--help')) return io.out(usage);
  if (!existsSync(fileURLToPath(new URL('node_modules', import.meta.url)))) {
    io.err('the other readers are not installed: npm ci --prefix test/bench/readers\n');
    process.exitCode = 2;
    return;
  }
  try {
    const wrong = await main(io);
    for (const sentence of wrong) io.err(`${sentence}\n`);
    if (wrong.length > 0) process.exitCode = 1;
  } catch (error) {
    io.err(`${error instanceof Error ? error.message : error}\n(--help tells of all flags)\n`);
    process.exitCode = 2;
  }
}

/** Rounds that are counted. */
export function runsOf(text: string | undefined): number {
  const runs = Number(text ?? 7);
  if (!Number.isInteger(runs) || runs < 1) throw new Error('--runs is a whole number from 1 on');
  return runs;
}
