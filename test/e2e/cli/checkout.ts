import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const ROOT = new URL('../../..', import.meta.url).pathname;

export interface Ended {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

/** A program in a process of its own, in `folder`, with nothing of a terminal. */
export const runProgram = (
  file: string,
  argv: readonly string[],
  options: { readonly folder: string; readonly env?: NodeJS.ProcessEnv; readonly withinMs?: number },
): Promise<Ended> =>
  new Promise((resolve) => {
    const limits = { timeout: options.withinMs ?? 60_000, maxBuffer: 64 * 1024 * 1024 };
    const place = { cwd: options.folder, env: options.env ?? process.env };
    execFile(file, argv, { ...limits, ...place }, (error, out, err) => {
      const code = error === null ? 0 : (error.code ?? error.signal);
      resolve({ exitCode: typeof code === 'number' ? code : Number.NaN, out, err });
    });
  });

export const SCRIPT = join(ROOT, 'functions/cli/billhook.mjs');

/** The command line as users start it, in a folder of its own. */
export function aShell() {
  const folder = mkdtempSync(join(tmpdir(), 'billhook-e2e-'));
  const billhook = (line: string): Promise<Ended> =>
    runProgram(process.execPath, [SCRIPT, ...line.split(' ')], { folder });
  return {
    folder,
    billhook,
    /** What `line --json` prints. */
    json: async <T>(line: string): Promise<T> => {
      const { exitCode, out, err } = await billhook(`${line} --json`);
      if (exitCode > 1) throw new Error(`billhook ${line} ended with ${exitCode}: ${err}${out}`);
      return JSON.parse(out) as T;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
