// node test/bench/job/run.ts [--help]: the whole job of the ingest function, from a manifest to a published ledger.
import { spawn } from 'node:child_process';
import { once as happened } from 'node:events';
import { loadavg } from 'node:os';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Io, processIo } from '../../../functions/cli/io.ts';
import { benchCommand } from '../readers/bench-command.ts';
import type { BenchAccount } from './account.ts';
import type { JobOrder, JobReport } from './place.ts';
import { jobTable } from './table.ts';

const USAGE = `node test/bench/job/run.ts [flags]: files are made when they are not there
  --rows 1000000       of all files together
  --files 1            each with rows of its own, of one month of one company
  --times 1            each file so many times, as chunks of their own: more rows of the same principals
  --principals 2000
  --kind v1            v1, v2, duck: as in test/bench/readers/make.ts
  --changed 2000       rows that the refresh brings in addition
  --store s3           the embedded S3 over HTTP; or files: a folder
  --memory 1769        megabytes of the function; half of it is what Node takes as its heap at most
  --json               besides, what the jobs told
`;

const FLAGS = {
  rows: { type: 'string', default: '1000000' },
  files: { type: 'string', default: '1' },
  times: { type: 'string', default: '1' },
  principals: { type: 'string', default: '2000' },
  kind: { type: 'string', default: 'v1' },
  changed: { type: 'string', default: '2000' },
  store: { type: 'string', default: 's3' },
  memory: { type: 'string', default: '1769' },
  json: { type: 'boolean' },
} as const;

/** No file of a first delivery has these rows. */
const FIRST_CHANGED_ROW = 1_000_000_000;

async function main(io: Io): Promise<readonly string[]> {
  const { values } = parseArgs({ options: FLAGS });
  const rows = wholeNumber(values.rows);
  const files = wholeNumber(values.files);
  const times = wholeNumber(values.times);
  const memory = wholeNumber(values.memory);
  const { store } = values;
  if (store !== 's3' && store !== 'files') throw new Error('--store is s3 or files');
  const { bytesOf, openAccount } = await import('./account.ts');
  const { kind, principals } = values;
  const made = (count: number, firstRow: number): Promise<string> =>
    madeFile({ kind, principals, rows: `${count}`, 'first-row': `${firstRow}` });
  const once: string[] = [];
  const each = Math.round(rows / files / times);
  for (let file = 0; file < files; file += 1) once.push(await made(each, file * each));
  const data = Array.from({ length: times }, () => once).flat();
  const changes = await made(wholeNumber(values.changed), FIRST_CHANGED_ROW);
  const account = await openAccount(store);
  try {
    const first = await delivered(account, data, memory);
    io.out(`${jobTable('first delivery', first, bytesOf(data))}\n\n`);
    const refresh = await delivered(account, [changes], memory);
    io.out(`${jobTable('refresh', refresh, bytesOf([...data, changes]))}\n\n`);
    io.out(`Load of the machine: ${loadavg()[0]!.toFixed(1)}.\n`);
    if (values.json === true) io.out(`${JSON.stringify({ first, refresh })}\n`);
  } finally {
    await account.close();
  }
  return [];
}

async function delivered(
  account: BenchAccount,
  files: readonly string[],
  memory: number,
): Promise<JobReport> {
  return job({ ...account.place, manifest: await account.deliver(files) }, memory);
}

/** A fresh process, as a function that starts cold. Throws where it ends without a report. */
async function job(order: JobOrder, memory: number): Promise<JobReport> {
  const heap = `--max-old-space-size=${Math.round(memory / 2)}`;
  return JSON.parse(await said('job.ts', [heap], [JSON.stringify(order)]));
}

/** Path of the file, which is written unless it is there. By the program: what it needs is installed apart. */
async function madeFile(wishes: Readonly<Record<string, string>>): Promise<string> {
  const flags = Object.entries(wishes).flatMap(([name, value]) => [`--${name}`, value]);
  return (await said('../readers/make.ts', [], flags)).trim();
}

async function said(module: string, node: readonly string[], given: readonly string[]): Promise<string> {
  const program = fileURLToPath(new URL(module, import.meta.url));
  const child = spawn(process.execPath, [...node, program, ...given], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [output, [code, signal]] = await Promise.all([text(child.stdout), happened(child, 'close')]);
  if (code !== 0) throw new Error(`${module} ended with ${code ?? signal}`);
  return output;
}

function wholeNumber(given: string): number {
  const count = Number(given);
  if (Number.isInteger(count) && count > 0) return count;
  throw new Error(`${given} is no whole number from 1 on`);
}

await benchCommand(processIo(), USAGE, main);
