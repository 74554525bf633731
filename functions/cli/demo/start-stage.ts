import { builtConsole, builtFunctions } from '../../../infra/built.ts';
import { misconfigured, retryable } from '../../../shared/domain/base/failure.ts';
import type { Instant } from '../../../shared/domain/base/instant.ts';
import { type EmbeddedStack, startEmbeddedStack } from '../../../shared/embedded/stack.ts';
import { type Account, composeAccount } from '../../../shared/runtime/compose-account.ts';
import { EXPORT_NAME, EXPORT_PREFIX } from '../../../shared/synthetic/company.ts';
import type { DemoScenario } from '../../../shared/synthetic/scenario.ts';
import { createRequestLog, type RequestLog } from './request-log.ts';
import { DEMO_SETTINGS, demoBudgets } from './settings.ts';
import type { Stage } from './settle.ts';

export interface StageOptions {
  readonly scenario: DemoScenario;
  readonly note: (text: string) => void;
  /** Slack shows its messages in the story's time. */
  readonly clock: () => Instant;
  /** Of Slack's page; a free one where absent. */
  readonly port: number | undefined;
  /** Keeps the stack's state; in memory where absent. */
  readonly folder: string | undefined;
  /** A story that is over is only looked at. */
  readonly isOver: boolean;
  /** Another runtime of the functions than the Lambda host's own. */
  readonly runtime?: string;
}

/** An AWS account on this machine with Billhook deployed to it, its settings and its budgets. */
export async function startStage(options: StageOptions): Promise<Stage> {
  const { note, isOver } = options;
  note('bundling the functions and the console …');
  await bundle(isOver ? LOOKED_AT : undefined);
  note('starting DynamoDB, S3, SNS, SQS, Lambda and Slack on this machine …');
  const requests = createRequestLog();
  const stack = await startStack(options, requests);
  try {
    const account = composeAccount({ s3: stack.s3, dynamodb: stack.dynamodb, table: stack.table });
    if (!isOver) await configure(stack, account, options);
    return { stack, account, note, requests };
  } catch (error) {
    await stack.stop();
    throw error;
  }
}

/** A story that is over is only looked at: nothing else needs to run. */
const LOOKED_AT = ['api'] as const;

/** The bundler is a process of its own, which may be killed as any other. */
async function bundle(only: readonly string[] | undefined): Promise<void> {
  try {
    await Promise.all([builtFunctions(only), builtConsole()]);
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    throw retryable('functions and console could not be bundled', { found }, error);
  }
}

async function startStack(
  { scenario, clock, port, folder, isOver, runtime }: StageOptions,
  requests: RequestLog,
): Promise<EmbeddedStack> {
  try {
    return await startEmbeddedStack({
      exportName: EXPORT_NAME,
      exportPrefix: EXPORT_PREFIX,
      onLog: requests.onLog,
      ...(folder === undefined ? {} : { folder }),
      ...(runtime === undefined ? {} : { runtime }),
      ...(isOver ? { only: LOOKED_AT } : {}),
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

/** Whatever of it an earlier process has done already is left as it is. */
async function configure(stack: EmbeddedStack, account: Account, options: StageOptions): Promise<void> {
  const settings = new TextEncoder().encode(DEMO_SETTINGS);
  await account.objects.write(stack.workBucket, 'config/billhook.yml', settings, 'application/yaml');
  if ((await account.budgets.read()).version > 0) return;
  const budgets = demoBudgets(options.scenario.budgets);
  await account.budgets.replace(budgets, 0, 'the demo', options.clock());
}
