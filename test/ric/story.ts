import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { openDemoStore } from '../../functions/cli/demo/demo-store.ts';
import { startStage } from '../../functions/cli/demo/start-stage.ts';
import { STORY_DAYS, tellStory } from '../../functions/cli/demo/story.ts';
import { functionNames } from '../../infra/bundle.ts';
import { projectRoot } from '../../shared/embedded/node-binary.ts';
import { createDemoScenario } from '../../shared/synthetic/scenario.ts';
import { type Traces, tracesIn } from './traces.ts';

export interface ToldStory {
  readonly traces: Traces;
  readonly deliveries: number;
  /** Invocations that ended in an error. */
  readonly faults: number;
  /** Of the functions as they were bundled for it: code that changes meanwhile is no difference of a runtime. */
  readonly bundles: string;
  /** Of the functions that were started at once, how many ran the given runtime and how many the host's own. */
  readonly processes: { readonly given: number; readonly own: number };
  readonly seconds: number;
}

/** Tells the demo's story to the bundles of the functions in a new folder, under this runtime or the host's own. */
export async function toldStory(
  dir: string,
  lastDays: number,
  runtime: string | undefined,
  note: (text: string) => void,
): Promise<ToldStory> {
  const begun = performance.now();
  const scenario = createDemoScenario();
  const store = openDemoStore(dir, lastDays, STORY_DAYS);
  let clock = 0;
  let told: Omit<ToldStory, 'traces' | 'seconds'>;
  try {
    const stage = await startStage({
      ...{ scenario, note, port: undefined, folder: dir, isOver: false, clock: () => clock },
      ...(runtime === undefined ? {} : { runtime }),
    });
    try {
      const bundles = bundlesNow();
      const pids = stage.stack.pids();
      const given = runtime === undefined ? 0 : processesOf(pids, runtime);
      const processes = { given, own: processesOf(pids, OWN_RUNTIME) };
      const onBegin = ({ executedAt }: { readonly executedAt: number }): void => {
        clock = executedAt;
      };
      const played = await tellStory({ stage, scenario, lastDays, store, onBegin, onTold: () => {} });
      told = { deliveries: played.length, faults: stage.stack.faults(), processes, bundles };
    } finally {
      await stage.stack.stop();
    }
  } finally {
    store.close();
  }
  return { ...told, traces: await tracesIn(dir), seconds: (performance.now() - begun) / 1000 };
}

const OWN_RUNTIME = `${projectRoot}shared/embedded/bootstrap.mjs`;

/** As Linux tells what each process runs: a runtime that was not used must not pass for one that was. */
const processesOf = (pids: readonly number[], runtime: string): number =>
  pids.filter((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(runtime)).length;

function bundlesNow(): string {
  const hash = createHash('sha256');
  for (const name of functionNames()) hash.update(readFileSync(`${projectRoot}dist/${name}.zip`));
  return hash.digest('hex');
}
