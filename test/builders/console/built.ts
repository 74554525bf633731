import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { buildConsole } from '../../../infra/console.ts';

const OUT = 'dist/console-tested';

let built: Promise<string> | undefined;

/** The console of the sources as they are now, built once for all tests that look at it. */
export function builtConsole(): Promise<string> {
  built ??= build();
  return built;
}

async function build(): Promise<string> {
  const sources = ['functions/console', 'shared/api'].flatMap(filesIn).sort();
  const hash = createHash('sha256');
  for (const path of sources) hash.update(path).update(readFileSync(path));
  const folder = `${OUT}-${hash.digest('hex').slice(0, 12)}`;
  if (existsSync(join(folder, 'index.html'))) return folder;
  for (const name of readdirSync('dist').filter((name) => /^console-tested-\w{12}$/.test(name))) {
    rmSync(join('dist', name), { recursive: true, force: true });
  }
  await buildConsole(folder);
  return folder;
}

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
