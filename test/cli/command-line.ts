import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { main } from '../../functions/cli/main.ts';

export interface Ended {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

/** A command line in this process, as somebody without a terminal would see it. */
export async function billhook(...argv: readonly string[]): Promise<Ended> {
  let out = '';
  let err = '';
  const exitCode = await main(argv, {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    isTerminal: false,
    styled: false,
    width: 10_000,
    env: {},
  });
  return { exitCode, out, err };
}

export type Files = Readonly<Record<string, string | Uint8Array>>;

/** An empty folder that is the working directory until `leave`. */
export function enterFolder(): { readonly put: (files: Files) => void; readonly leave: () => void } {
  const before = process.cwd();
  const folder = mkdtempSync(join(tmpdir(), 'billhook-cli-'));
  process.chdir(folder);
  return {
    put: (files) => {
      for (const [name, content] of Object.entries(files)) {
        mkdirSync(dirname(name), { recursive: true });
        if (name.endsWith('/')) mkdirSync(name, { recursive: true });
        else writeFileSync(name, content);
      }
    },
    leave: () => {
      process.chdir(before);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
