import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unit } from '../../../shared/synthetic/random.ts';
import type { DeepCheck, DeepOptions, DeepOutcome } from '../../deep/deep-check.ts';
import { type KeptDemo, readKept, unmarkedRepeats } from './kept-demo.ts';
import { type EndedDemo, type RunningDemo, startDemo } from './running-demo.ts';
import { survivorsOf } from './session.ts';

/** A story told without a disturbance: what every other must be in the end. */
export interface Undisturbed {
  readonly kept: KeptDemo;
  readonly ms: number;
  readonly tableBytes: number;
}

/** The story that was told to its end in a store. */
export const undisturbedIn = async (dir: string, ms: number): Promise<Undisturbed> => ({
  kept: await readKept(dir),
  ms,
  tableBytes: bytesOf(join(dir, 'ledger.db')),
});

/** kill -9 of the demo, of one of its processes or of all of them, again and again until its story is told. */
export const killedDemo: DeepCheck = {
  what: 'kill -9 of the embedded stack in a demo with --store',
  full: 40,
  run: async (options) => {
    const folder = mkdtempSync(join(tmpdir(), 'billhook-killed-'));
    const ended = await startDemo(folder, 'undisturbed').ended;
    if (ended.exitCode !== 0) throw new Error(`the undisturbed demo ended with ${ended.err}${ended.out}`);
    const undisturbed = await undisturbedIn(join(folder, 'undisturbed'), ended.ms);
    const outcome = await killAndCompare(folder, undisturbed, options);
    // A wrong story's store is what to look at: here the same seed need not hit the same microsecond again.
    if (outcome.failures.length === 0) rmSync(folder, { recursive: true, force: true });
    return outcome;
  },
};

const KILLS_A_STORY_MAX = 3;

/** `count` kills in stories of one to three of them; stores are made in `folder`, and stay there where they are wrong. */
export async function killAndCompare(
  folder: string,
  undisturbed: Undisturbed,
  { count, seed, onProgress }: DeepOptions,
): Promise<DeepOutcome> {
  const failures: string[] = [];
  let kills = 0;
  let stories = 0;
  let repeats = 0;
  while (kills < count) {
    const draw = createDraws(seed, stories);
    const dir = join(folder, `story-${stories}`);
    const wanted = Math.min(count - kills, 1 + Math.floor(draw() * KILLS_A_STORY_MAX));
    const told = await tellAndKill({ folder, dir, wanted, draw, undisturbed });
    kills += told.kills.length;
    stories += 1;
    onProgress?.(kills);
    const kept = told.faults.length === 0 ? await readKept(dir) : undefined;
    const faults = kept === undefined ? told.faults : differences(kept, undisturbed.kept);
    const what = `seed ${seed}, story ${stories - 1} (${dir}): killed ${told.kills.join(', then ')}`;
    failures.push(...faults.map((fault) => `${what}: ${fault}`));
    if (kept !== undefined && faults.length === 0) {
      repeats += postsOf(kept) - postsOf(undisturbed.kept);
      rmSync(dir, { recursive: true, force: true });
    }
    // Nothing was hit in a whole story: the machine is faster than it was.
    if (told.kills.length === 0 && stories > 2 * count) break;
  }
  const result = `${stories} stories, ${failures.length} differences, ${repeats} marked repeats`;
  return { count: kills, result, failures };
}

type Draw = () => number;

/** Draws of one story: the same for the same seed. */
function createDraws(seed: number, story: number): Draw {
  let number = 0;
  return () => unit(seed, story, number++);
}

interface Telling {
  readonly folder: string;
  readonly dir: string;
  readonly wanted: number;
  readonly draw: Draw;
  readonly undisturbed: Undisturbed;
}

const RUNS_MAX = 12;

async function tellAndKill(telling: Telling) {
  const kills: string[] = [];
  const faults: string[] = [];
  const sessions: number[] = [];
  for (let run = 0; run < RUNS_MAX; run += 1) {
    const demo = startDemo(telling.folder, telling.dir);
    sessions.push(demo.pid);
    const ended = await (kills.length < telling.wanted ? killAtOnePoint(demo, telling, kills) : demo.ended);
    if (ended.exitCode === 0) break;
    // Killed, or told why it cannot go on: 2. Anything else is a fault of ours.
    if (ended.exitCode !== undefined && ended.exitCode !== 2)
      faults.push(`ended with ${ended.exitCode}: ${ended.err.slice(-500)}${ended.out.slice(-500)}`);
    if (run === RUNS_MAX - 1 || (ended.exitCode === 2 && kills.length === 0))
      faults.push(`did not come to its end: ${ended.err.slice(-500)}${ended.out.slice(-500)}`);
    if (faults.length > 0) break;
  }
  for (const session of sessions)
    for (const { command } of await survivorsOf(session)) faults.push(`left behind: ${command}`);
  return { kills, faults };
}

/** Waits for the drawn moment, kills, and waits for the end; nothing is killed where the story is over before. */
async function killAtOnePoint(demo: RunningDemo, telling: Telling, kills: string[]): Promise<EndedDemo> {
  const { draw } = telling;
  const moment = momentOf(telling);
  const kind = draw();
  const whom = kind < 0.45 ? 'everything' : kind < 0.65 ? 'parent' : ({ child: draw() } as const);
  let over = false;
  const ended = demo.ended.then((end) => {
    over = true;
    return end;
  });
  const start = performance.now();
  const isDue = (): boolean => moment.isDue(performance.now() - start);
  while (!over && !isDue()) await new Promise((resolve) => setTimeout(resolve, 2));
  if (moment.delayMs > 0 && !over) await new Promise((resolve) => setTimeout(resolve, moment.delayMs));
  if (!over) kills.push(`${demo.kill(whom)} ${moment.what}`);
  return ended;
}

interface Moment {
  readonly what: string;
  isDue(ms: number): boolean;
  readonly delayMs: number;
}

const DELAY_MS_MAX = 400;

/**
 * When Slack has taken so many changes, when so many objects are in the buckets, when the tables have grown so far, or
 * after a part of the usual time: time alone would seldom hit the milliseconds in which a message is sent.
 */
function momentOf({ dir, draw, undisturbed }: Telling): Moment {
  const kind = draw();
  const share = draw();
  const delayMs = Math.floor(draw() ** 3 * DELAY_MS_MAX);
  const { kept } = undisturbed;
  const counted = (what: string, has: () => number, all: number): Moment | undefined => {
    const now = has();
    if (now >= all) return undefined;
    const wanted = now + 1 + Math.floor(share * (all - now));
    return { what: `${delayMs} ms after ${what} ${wanted}`, isDue: () => has() >= wanted, delayMs };
  };
  const changes = () => linesOf(join(dir, 'slack.jsonl'));
  const objects = () => filesIn(join(dir, 'objects'));
  const tables = () => bytesOf(join(dir, 'ledger.db'));
  const byCount =
    kind < 0.3
      ? counted('change of Slack', changes, kept.slack.length)
      : kind < 0.55
        ? counted('object', objects, kept.objects.length)
        : kind < 0.85
          ? counted('byte of the tables', tables, undisturbed.tableBytes)
          : undefined;
  const afterMs = share * undisturbed.ms;
  return byCount ?? { what: `after ${Math.round(afterMs)} ms`, isDue: (ms) => ms >= afterMs, delayMs: 0 };
}

export function linesOf(path: string): number {
  try {
    return readFileSync(path).filter((byte) => byte === 0x0a).length;
  } catch {
    return 0;
  }
}

function filesIn(path: string): number {
  try {
    return readdirSync(path).reduce((sum, bucket) => sum + readdirSync(join(path, bucket)).length, 0);
  } catch {
    return 0;
  }
}

function bytesOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

const postsOf = ({ slack }: KeptDemo): number => slack.filter((change) => change.kind === 'post').length;

/** What each channel shows of each alert in the end, however many messages it took. */
const shownIn = ({ told }: KeptDemo): readonly string[] => [
  ...new Set(told.map(({ alertId, address, shown }) => `${alertId} in ${address}: ${shown}`)),
];

/** What a killed story has otherwise than an undisturbed one, in sentences. */
function differences(kept: KeptDemo, wanted: KeptDemo): readonly string[] {
  const lists = Object.entries({
    ledger: [kept.ledger, wanted.ledger],
    alerts: [kept.alerts, wanted.alerts],
    objects: [kept.objects, wanted.objects],
    channels: [shownIn(kept), shownIn(wanted)],
  } as const).flatMap(([name, [is, should]]) => {
    const missing = should.filter((text) => !is.includes(text));
    const surplus = is.filter((text) => !should.includes(text));
    if (missing.length + surplus.length === 0 && is.length === should.length) return [];
    const first = [missing[0], surplus[0]].map((text) => text?.slice(0, 300)).join(' | ');
    return [`${name}: ${missing.length} missing, ${surplus.length} others: ${first}`];
  });
  const unsent = kept.told.filter(({ state, shown }) => state !== 'sent' || shown === undefined);
  return [
    ...lists,
    ...unsent.map(({ id, state }) => `message ${id} is ${state}, or not in Slack`),
    ...unmarkedRepeats(kept.slack).map((what) => `unmarked repeat: ${what}`),
  ];
}
