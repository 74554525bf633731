import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { DeepCheck, DeepOptions, DeepOutcome } from '../deep/deep-check.ts';
import type { Findings, Tally } from './hunt.ts';

/** Peak memory of one hunting process: Node with the reader twice, in the main thread and in the decoder. */
export const MEMORY_CEILING_MB = 512;
const PROCESSES = 2;

export interface FilesOutcome extends DeepOutcome {
  readonly tallies: Readonly<Record<string, Tally>>;
  readonly deaths: number;
  readonly peakMegabytes: number;
}

interface State {
  readonly tallies: Record<string, Tally>;
  readonly failures: string[];
  deaths: number;
  peakKilobytes: number;
}

/**
 * Each harmed file must be read as if it were whole, or be refused by name, before the deadline; where it reads
 * differently and nothing in its bytes can tell, an ingest that pinned the whole file must publish nothing. Runs in
 * processes of its own, so that a death is seen and counted.
 */
export const hostileFiles: Omit<DeepCheck, 'run'> & {
  run(options: DeepOptions): Promise<FilesOutcome>;
} = {
  what: 'mutated Parquet, CSV, CSV.gz and manifests',
  full: 200_000,
  async run({ count, seed, onProgress }) {
    const state: State = { tallies: {}, failures: [], deaths: 0, peakKilobytes: 0 };
    const done = new Array<number>(PROCESSES).fill(0);
    const share = Math.ceil(count / PROCESSES);
    await Promise.all(
      done.map(async (_, part) => {
        const [first, last] = [part * share, Math.min(count, (part + 1) * share)];
        for (let from = first; from < last; ) {
          from = await huntIn(seed, from, last, state, (next) => {
            done[part] = next - first;
            onProgress?.(done.reduce((sum, some) => sum + some, 0));
          });
        }
      }),
    );
    const sum = (outcome: keyof Tally) =>
      Object.values(state.tallies).reduce((total, tally) => total + tally[outcome], 0);
    const peakMegabytes = Math.round(state.peakKilobytes / 1024);
    if (peakMegabytes > MEMORY_CEILING_MB)
      state.failures.push(`${peakMegabytes} MB of memory (seed ${seed}), at most ${MEMORY_CEILING_MB}`);
    return {
      count,
      tallies: state.tallies,
      deaths: state.deaths,
      peakMegabytes,
      failures: state.failures,
      result:
        `${state.deaths} deaths, ${sum('refused')} refused by name, ${sum('same')} read as whole, ` +
        `${sum('different')} differ and are caught by the pin, ${peakMegabytes} MB`,
    };
  },
};

/** Hunts until the process ends; gives the case to go on with. */
function huntIn(
  seed: number,
  from: number,
  to: number,
  state: State,
  report: (next: number) => void,
): Promise<number> {
  return new Promise((resolve, reject) => {
    let next = from;
    const path = fileURLToPath(new URL('./hunt-process.ts', import.meta.url));
    // Under a test runner the flags of this process are not those of a plain one.
    const child = fork(path, [seed, from, to].map(String), { execArgv: [] });
    child.on('message', (findings: Findings & { readonly peakKilobytes: number }) => {
      next = findings.next;
      state.peakKilobytes = Math.max(state.peakKilobytes, findings.peakKilobytes);
      state.failures.push(...findings.failures);
      for (const [kind, tally] of Object.entries(findings.tallies)) addTally(state.tallies, kind, tally);
      report(next);
    });
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      if (next >= to) return resolve(to);
      state.deaths += 1;
      state.failures.push(`a process died of ${signal ?? code} soon after case ${next} (seed ${seed})`);
      // Past the one that killed it, as near as can be told.
      resolve(next + 1);
    });
  });
}

function addTally(tallies: Record<string, Tally>, kind: string, more: Tally): void {
  const known = tallies[kind];
  if (known === undefined) {
    tallies[kind] = { ...more };
    return;
  }
  for (const outcome of ['same', 'different', 'refused', 'broken', 'torn'] as const)
    known[outcome] += more[outcome];
  known.slowestMs = Math.max(known.slowestMs, more.slowestMs);
}
