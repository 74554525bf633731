// node infra/package.ts [osls flags]: artifacts, the console's pages and the template, equal bytes for equal commits.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleAll } from './bundle.ts';
import { buildConsole } from './console.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const OUT = '.serverless';
/** Both name the folder that the artifacts are uploaded to. */
const TIMED = ['cloudformation-template-update-stack.json', 'serverless-state.json'];
/** `serverless/billhook/prod/1795266246013-2026-11-21T13:04:06.013Z`: osls takes the time of packaging. */
const STAMP = /\b\d{13}-\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g;

/**
 * The text with the time of its commit in the place of the time of packaging: a deploy of the same commit changes
 * nothing, and later commits still come later, by which osls tells what is old.
 */
export const withCommitTime = (text: string, seconds: number): string =>
  text.replaceAll(STAMP, `${seconds * 1000}-${new Date(seconds * 1000).toISOString()}`);

/** `SOURCE_DATE_EPOCH` where somebody builds without git (https://reproducible-builds.org/specs/source-date-epoch/). */
function commitSeconds(): number {
  const given = process.env.SOURCE_DATE_EPOCH;
  const text = given ?? execFileSync('git', ['log', '-1', '--format=%ct'], { cwd: ROOT, encoding: 'utf8' });
  const seconds = Number(text.trim());
  if (!Number.isSafeInteger(seconds) || seconds <= 0) {
    throw new Error(`SOURCE_DATE_EPOCH must be whole seconds since 1970; found ${text.trim()}`);
  }
  return seconds;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const seconds = commitSeconds();
  for (const { name, zipBytes } of await bundleAll()) {
    process.stdout.write(`${name.padEnd(12)}${`${Math.round(zipBytes / 1024)} KB`.padStart(8)} zipped\n`);
  }
  const { files } = await buildConsole();
  const kb = Math.round(files.reduce((sum, { gzipBytes }) => sum + gzipBytes, 0) / 1024);
  process.stdout.write(`${'console'.padEnd(12)}${`${kb} KB`.padStart(8)} zipped\n`);
  const osls = join(ROOT, 'node_modules/osls/bin/serverless.js');
  const flags = ['package', '--package', OUT, ...process.argv.slice(2)];
  execFileSync(process.execPath, [osls, ...flags], { cwd: ROOT, stdio: 'inherit' });
  for (const name of TIMED) {
    const file = join(ROOT, OUT, name);
    writeFileSync(file, withCommitTime(readFileSync(file, 'utf8'), seconds));
  }
}
