import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { bundleAll } from '../../../infra/bundle.ts';
import { startEmbeddedStack } from '../../../shared/embedded/stack.ts';
import { composeAccount } from '../../../shared/runtime/compose-account.ts';
import { EXPORT_NAME, EXPORT_PREFIX } from '../../../shared/synthetic/company.ts';
import { demoDeliveries } from '../../../shared/synthetic/deliveries.ts';
import { createDemoScenario } from '../../../shared/synthetic/scenario.ts';
import { type Played, playDelivery } from '../demo/play.ts';
import { DEMO_SETTINGS, demoBudgets } from '../demo/settings.ts';
import { deliveryLine, demoIntro, demoSummary } from '../demo/summary.ts';
import { printJson } from '../io.ts';
import { LIVE_FILE, STORE_DEFAULT } from '../local-store.ts';
import type { CommandContext } from '../program.ts';
import { progressOn } from '../progress.ts';
import { alertJson, periodJson } from '../run-json.ts';

interface DemoOptions {
  readonly once?: boolean;
  readonly port?: string;
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
    .option('--json', 'machine-readable output; implies --once')
    .action((options: DemoOptions) => demo(options, context));
}

async function demo(options: DemoOptions, { io }: CommandContext): Promise<void> {
  const start = performance.now();
  const scenario = createDemoScenario();
  const say = options.json === true ? io.err : io.out;
  say(demoIntro(scenario, io));
  const progress = progressOn(io);
  progress.update('bundling the functions …');
  await bundleAll();
  progress.update('starting DynamoDB, S3, SNS, SQS, Lambda and Slack on this machine …');
  // Slack shows its messages in the story's time, a few minutes after the delivery that caused them.
  let storyTime = Date.now();
  const stack = await startEmbeddedStack({
    exportName: EXPORT_NAME,
    exportPrefix: EXPORT_PREFIX,
    slack: {
      clock: () => storyTime,
      channels: [...new Set([...scenario.budgets.map((budget) => budget.channel), '#ai-spend'])],
      home: '#support-ai',
      ...(options.port === undefined ? {} : { port: Number(options.port) }),
    },
  });
  try {
    const account = composeAccount({ s3: stack.s3, dynamodb: stack.dynamodb, table: stack.table });
    const settings = new TextEncoder().encode(DEMO_SETTINGS);
    await account.objects.write(stack.workBucket, 'config/billhook.yml', settings, 'application/yaml');
    await account.budgets.replace(demoBudgets(scenario.budgets), 0, 'the demo', storyTime);
    const played: Played[] = [];
    for (const delivery of demoDeliveries(scenario)) {
      storyTime = delivery.executedAt + MINUTES_TO_SLACK * 60_000;
      progress.update(
        `delivery of ${new Date(delivery.executedAt).toISOString().slice(0, 16)}Z on its way …`,
      );
      const one = await playDelivery(stack, account, delivery);
      played.push(one);
      progress.done();
      say(deliveryLine(one, io));
    }
    const alerts = await account.alerts.recent(stack.exportName);
    const seconds = (performance.now() - start) / 1000;
    if (options.json === true) {
      const pointers = await account.ledger.pointers(stack.exportName);
      const posted = played.reduce((sum, one) => sum + one.posted, 0);
      const edited = played.reduce((sum, one) => sum + one.edited, 0);
      printJson(io, {
        periods: pointers.map(periodJson),
        alerts: alerts.map(alertJson),
        messages: { posted, edited, withdrawn: 0 },
        seconds: Math.round(seconds * 10) / 10,
      });
      return;
    }
    const budgets = (await account.budgets.read()).budgets;
    say(demoSummary({ scenario, played, alerts, budgets, slack: stack.slack.messages(), seconds }, io));
    if (options.once === true) return;
    await keepUntilInterrupted(stack.slack.url, io.out, stack.endpoints.dynamodb);
  } finally {
    await stack.stop();
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
    if (existsSync(live)) rmSync(live);
  }
}
