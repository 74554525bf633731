import { mkdirSync, readdirSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { bundleAll } from '../../../infra/bundle.ts';
import { misconfigured } from '../../../shared/domain/base/failure.ts';
import { DAY_MS, isoInstant, startOfHour } from '../../../shared/domain/base/instant.ts';
import { periodOf } from '../../../shared/domain/base/period.ts';
import { startEmbeddedStack } from '../../../shared/embedded/stack.ts';
import { composeAccount } from '../../../shared/runtime/compose-account.ts';
import { EXPORT_NAME, EXPORT_PREFIX } from '../../../shared/synthetic/company.ts';
import { demoDeliveries } from '../../../shared/synthetic/deliveries.ts';
import { createDemoScenario, type DemoScenario } from '../../../shared/synthetic/scenario.ts';
import type { SyntheticDelivery } from '../../../shared/synthetic/write-delivery.ts';
import type { CommandContext } from '../command-context.ts';
import { demoJson } from '../demo/demo-json.ts';
import { type Played, playDelivery } from '../demo/play.ts';
import { DEMO_SETTINGS, demoBudgets } from '../demo/settings.ts';
import { deliveryLine, demoIntro, demoSummary } from '../demo/summary.ts';
import { examples } from '../help.ts';
import { printJson } from '../io.ts';
import { LIVE_FILE, STORE_DEFAULT } from '../local-store.ts';
import { wholeNumber } from '../options.ts';
import { progressOn } from '../progress.ts';

interface DemoOptions {
  readonly once?: boolean;
  readonly port?: string;
  readonly lastDays?: string;
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
    .option('--json', 'machine-readable output; implies --once')
    .addHelpText('after', examples('demo', 'demo --once --last-days 3   ends by itself, sooner'))
    .action((options: DemoOptions) => demo(options, context));
}

/** Of the week that is told delivery by delivery. */
const STORY_DAYS = 8;

async function demo(options: DemoOptions, { io }: CommandContext): Promise<void> {
  const start = performance.now();
  const port = options.port === undefined ? undefined : wholeNumber('--port', options.port, 1, 65_535);
  const lastDays = wholeNumber('--last-days', options.lastDays ?? String(STORY_DAYS), 1, STORY_DAYS);
  const scenario = createDemoScenario();
  const say = options.json === true ? io.err : io.out;
  say(demoIntro(scenario, io));
  const progress = progressOn(io);
  progress.update('bundling the functions …');
  await bundleAll();
  progress.update('starting DynamoDB, S3, SNS, SQS, Lambda and Slack on this machine …');
  // Slack shows its messages in the story's time, a few minutes after the delivery that caused them.
  let storyTime = Date.now();
  const stack = await startStack(scenario, port, () => storyTime);
  try {
    const account = composeAccount({ s3: stack.s3, dynamodb: stack.dynamodb, table: stack.table });
    const settings = new TextEncoder().encode(DEMO_SETTINGS);
    await account.objects.write(stack.workBucket, 'config/billhook.yml', settings, 'application/yaml');
    await account.budgets.replace(demoBudgets(scenario.budgets), 0, 'the demo', storyTime);
    const played: Played[] = [];
    for (const delivery of toldDeliveries(scenario, lastDays)) {
      storyTime = delivery.executedAt + MINUTES_TO_SLACK * 60_000;
      progress.update(`delivery of ${isoInstant(delivery.executedAt).slice(0, 16)}Z on its way …`);
      const one = await playDelivery(stack, account, delivery);
      played.push(one);
      progress.done();
      say(deliveryLine(one, io));
    }
    const alerts = await account.alerts.recent(stack.exportName);
    const seconds = (performance.now() - start) / 1000;
    if (options.json === true) {
      const pointers = await account.ledger.pointers(stack.exportName);
      printJson(io, demoJson(played, pointers, alerts, seconds));
      return;
    }
    const budgets = (await account.budgets.read()).budgets;
    const keep = options.once !== true;
    say(demoSummary({ scenario, played, alerts, budgets, slack: stack.slack.messages(), seconds, keep }, io));
    if (keep) await keepUntilInterrupted(stack.slack.url, io.out, stack.endpoints.dynamodb);
  } finally {
    await stack.stop();
  }
}

async function startStack(scenario: DemoScenario, port: number | undefined, clock: () => number) {
  try {
    return await startEmbeddedStack({
      exportName: EXPORT_NAME,
      exportPrefix: EXPORT_PREFIX,
      slack: {
        clock,
        channels: [...new Set([...scenario.budgets.map((budget) => budget.channel), '#ai-spend'])],
        home: '#support-ai',
        ...(port === undefined ? {} : { port }),
      },
    });
  } catch (error) {
    const taken =
      error instanceof Error && 'code' in error && ['EADDRINUSE', 'EACCES'].includes(String(error.code));
    if (port === undefined || !taken) throw error;
    throw misconfigured('the port cannot be had', { expected: 'a free --port', found: String(port) }, error);
  }
}

/** The months before, whole, and the deliveries of the last days. */
function* toldDeliveries(scenario: DemoScenario, lastDays: number): Generator<SyntheticDelivery> {
  const from = startOfHour(scenario.to) - lastDays * DAY_MS;
  const told = periodOf(startOfHour(scenario.to) - 1);
  for (const delivery of demoDeliveries(scenario)) {
    if (delivery.period !== told || delivery.executedAt >= from) yield delivery;
  }
}

const MINUTES_TO_SLACK = 2;

/** While the page is up, `alerts` and `explain` read the running demo. */
async function keepUntilInterrupted(
  url: string,
  out: (text: string) => void,
  endpoint: string,
): Promise<void> {
  const live = join(STORE_DEFAULT, LIVE_FILE);
  mkdirSync(STORE_DEFAULT, { recursive: true });
  writeFileSync(live, `${JSON.stringify({ exportName: EXPORT_NAME, endpoint })}\n`);
  out(`\nSlack, as your teams would see it:  ${url}/\nCtrl-C ends everything.\n`);
  try {
    await new Promise<void>((resolve) => {
      process.once('SIGINT', () => resolve());
      process.once('SIGTERM', () => resolve());
    });
  } finally {
    rmSync(live, { force: true });
    if (readdirSync(STORE_DEFAULT).length === 0) rmdirSync(STORE_DEFAULT);
  }
}
