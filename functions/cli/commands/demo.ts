import type { Command } from 'commander';
import { createDemoScenario } from '../../../shared/synthetic/scenario.ts';
import type { CommandContext } from '../command-context.ts';
import { demoJson } from '../demo/demo-json.ts';
import { type DemoStore, openDemoStore } from '../demo/demo-store.ts';
import type { Stage } from '../demo/settle.ts';
import { startStage } from '../demo/start-stage.ts';
import { deliveredBefore, STORY_DAYS, tellStory, toldBefore } from '../demo/story.ts';
import { continueLine, deliveryLine, demoIntro, demoSummary } from '../demo/summary.ts';
import { examples } from '../help.ts';
import { type Io, printJson } from '../io.ts';
import { markLive } from '../live-store.ts';
import { STORE_DEFAULT } from '../local-store.ts';
import { wholeNumber } from '../options.ts';
import { progressOn } from '../progress.ts';

interface DemoOptions {
  readonly once?: boolean;
  readonly port?: string;
  readonly lastDays?: string;
  readonly store?: string;
  readonly json?: boolean;
}

export function addDemoCommand(program: Command, context: CommandContext): void {
  program
    .command('demo', { isDefault: false })
    .description(
      'a synthetic company through the embedded pipeline; then its Slack on a local page (npm start)',
    )
    .option('--once', 'end when the story is told instead of keeping the page up')
    .option('--port <n>', 'port of the page (default: a free one)')
    .option('--last-days <n>', `a shorter story: after the history only the last n days, 1 to ${STORY_DAYS}`)
    .option(
      '--store <dir>',
      'keep everything in this folder: killed at any moment, the story goes on from there',
    )
    .option('--json', 'machine-readable output; implies --once')
    .addHelpText(
      'after',
      examples(
        'demo --once --last-days 3   ends by itself, sooner',
        'demo --store acme           again after kill -9: goes on; at its end: shows the page at once',
      ),
    )
    .action((options: DemoOptions) => demo(options, context));
}

async function demo(options: DemoOptions, { io }: CommandContext): Promise<void> {
  const port = options.port === undefined ? undefined : wholeNumber('--port', options.port, 1, 65_535);
  const asked =
    options.lastDays === undefined ? undefined : wholeNumber('--last-days', options.lastDays, 1, STORY_DAYS);
  const store = options.store === undefined ? undefined : openDemoStore(options.store, asked, STORY_DAYS);
  try {
    const lastDays = store?.lastDays ?? asked ?? STORY_DAYS;
    await show({ io, port, lastDays, store, json: options.json === true, keep: options.once !== true });
  } finally {
    store?.close();
  }
}

interface Showing {
  readonly io: Io;
  readonly port: number | undefined;
  readonly lastDays: number;
  readonly store: DemoStore | undefined;
  readonly json: boolean;
  /** Keeps the page up in the end. */
  readonly keep: boolean;
}

async function show({ io, port, lastDays, store, json, keep }: Showing): Promise<void> {
  const start = performance.now();
  const scenario = createDemoScenario();
  const before = toldBefore(store, scenario, lastDays);
  const say = json ? io.err : io.out;
  say(demoIntro(scenario, io));
  const progress = progressOn(io);
  // Slack shows its messages a few minutes after the delivery that caused them.
  let storyTime = Date.now();
  const clock = () => storyTime;
  const { isOver } = before;
  const stage = await startStage({
    scenario,
    note: progress.update,
    clock,
    port,
    folder: store?.dir,
    isOver,
  });
  const unmark = store === undefined ? () => {} : goLive(store.dir, stage);
  try {
    const there = await deliveredBefore(stage, scenario, lastDays, before.past.length);
    progress.done();
    if (there > 0) say(continueLine(there, before.of, isOver));
    const played = await tellStory({
      ...{ stage, scenario, lastDays, store },
      onBegin: (delivery) => {
        storyTime = delivery.executedAt + MINUTES_TO_SLACK * 60_000;
      },
      onTold: (one) => {
        progress.done();
        say(deliveryLine(one, io));
      },
    });
    const { stack, account } = stage;
    const alerts = await account.alerts.recent(stack.exportName);
    const seconds = (performance.now() - start) / 1000;
    if (json) {
      const pointers = await account.ledger.pointers(stack.exportName);
      return printJson(io, demoJson({ played, pointers, alerts, seconds, there }));
    }
    const { budgets } = await account.budgets.read();
    const where = store?.dir ?? (keep ? STORE_DEFAULT : undefined);
    say(
      demoSummary({ scenario, played, alerts, budgets, slack: stack.slack.messages(), seconds, where }, io),
    );
    if (keep) await keepUntilInterrupted(stage, io, store);
  } finally {
    unmark();
    await stage.stack.stop();
  }
}

const MINUTES_TO_SLACK = 2;

/** From now on `alerts` and `explain` read the running demo. */
const goLive = (dir: string, { stack }: Stage): (() => void) =>
  markLive(dir, {
    exportName: stack.exportName,
    endpoint: stack.endpoints.dynamodb,
    objects: stack.endpoints.s3,
  });

async function keepUntilInterrupted(stage: Stage, io: Io, store: DemoStore | undefined): Promise<void> {
  const unmark = store === undefined ? goLive(STORE_DEFAULT, stage) : () => {};
  const end = store === undefined ? 'ends everything' : `ends it; --store ${store.dir} shows it again`;
  const { slack, endpoints } = stage.stack;
  io.out(`\nSlack, as your teams would see it:  ${slack.url}/\n`);
  io.out(`The console, for whoever pays:      ${endpoints.http}/\nCtrl-C ${end}.\n`);
  try {
    await new Promise<void>((resolve) => {
      process.once('SIGINT', () => resolve());
      process.once('SIGTERM', () => resolve());
    });
  } finally {
    unmark();
  }
}
