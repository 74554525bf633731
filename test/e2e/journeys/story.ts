import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { builtFunctions } from '../../../infra/built.ts';
import { HOUR_MS, type Hour, hourOf, isoHour, parseInstant } from '../../../shared/domain/base/instant.ts';
import { type BillingPeriod, periodHours } from '../../../shared/domain/base/period.ts';
import type { Budget } from '../../../shared/domain/evaluation/budget/budget.ts';
import { readFunctionYml } from '../../../shared/embedded/function-yml.ts';
import { projectRoot } from '../../../shared/embedded/node-binary.ts';
import type { SlackPerson } from '../../../shared/embedded/slack-people.ts';
import { type EmbeddedStack, startEmbeddedStack } from '../../../shared/embedded/stack.ts';
import { type Account, composeAccount } from '../../../shared/runtime/compose-account.ts';
import type { CurRow } from '../../builders/cur-file.ts';
import { aSpend, deliveryFiles } from '../../builders/export-files.ts';
import { EXPORT, PREFIX } from '../../builders/flow-world.ts';
import { type Pager, startPager } from './pager.ts';
import { followClock, STORY_CLOCK, STORY_PAGER, setClock } from './story-clock.ts';

/** What is spent in an hour: by role and team the dollars, and whatever else its rows say. */
export type Spending = (hour: Hour) => readonly HourOfRole[];

interface HourOfRole {
  /** '' for a caller without a tag. */
  readonly team: string;
  readonly role: string;
  /** At most four decimals. */
  readonly dollars: number;
  readonly row?: CurRow;
}

interface StoryOptions {
  /** `billhook.yml`, beside the people. */
  readonly settings: string;
  readonly budgets: readonly Budget[];
  readonly people: readonly SlackPerson[];
  readonly channels: readonly string[];
  /** Folder of the built console: it is served with its API, as `npm start` does. */
  readonly pages?: string;
}

/** Billhook on this machine, its functions as they are deployed, at a time that the story sets. */
export interface Story {
  readonly stack: EmbeddedStack;
  readonly account: Account;
  readonly pager: Pager;
  /** It is then, for everybody. */
  at(when: string): void;
  /** A delivery of the month so far, as far as the bill has come eight hours before, and all that it leads to. */
  deliver(period: BillingPeriod, when: string, spending: Spending): Promise<void>;
  /** The hourly look of the clock at reports and health, now. */
  report(): Promise<void>;
  rest(): Promise<void>;
  end(): Promise<void>;
}

const FUNCTIONS = ['evaluate', 'ingest', 'notify', 'reconcile', 'slack'];
/** What its pages ask. */
const OF_THE_CONSOLE = ['api', 'backtest'];
const REST_MS = 30_000;
/** Usage is billed about so much later. */
const BILLED_AFTER_MS = 8 * HOUR_MS;

export async function beginStory({
  settings,
  budgets,
  people,
  channels,
  pages,
}: StoryOptions): Promise<Story> {
  const folder = mkdtempSync(join(tmpdir(), 'billhook-story-'));
  const clock = join(folder, 'ahead');
  setClock(clock, Date.now());
  followClock(clock);
  const pager = await startPager();
  const functions = pages === undefined ? FUNCTIONS : [...FUNCTIONS, ...OF_THE_CONSOLE];
  for (const { name, module } of await builtFunctions(functions))
    symlinkSync(dirname(module), join(folder, name));
  const bundles = `${folder}/`;
  if (pages !== undefined) symlinkSync(resolve(pages), join(folder, 'console'));
  const stack = await startEmbeddedStack({
    exportName: EXPORT,
    exportPrefix: PREFIX,
    bundles,
    // A busy machine is no fault of the product.
    slack: { people, channels, patienceMs: REST_MS },
    secret: { pagerduty: { oncall: 'p'.repeat(32) } },
    environment: {
      NODE_OPTIONS: `--import=${new URL('in-story-time.ts', import.meta.url)} --disable-warning=ExperimentalWarning`,
      [STORY_CLOCK]: clock,
      [STORY_PAGER]: pager.url,
    },
    functions: (resources, environment) =>
      functions.map((name) =>
        readFunctionYml(name, {
          ...{ root: projectRoot, bundles, stage: 'prod', clock: false },
          ...{ resources, environment },
        }),
      ),
  });
  const account = composeAccount({ s3: stack.s3, dynamodb: stack.dynamodb, table: stack.table });
  await account.objects.write(
    stack.workBucket,
    'config/billhook.yml',
    Buffer.from(settings),
    'application/yaml',
  );
  if (budgets.length > 0) await account.budgets.replace(budgets, 0, 'finance', 0);
  const rest = () => stack.idle(REST_MS);
  return {
    stack,
    account,
    pager,
    rest,
    at: (when) => setClock(clock, parseInstant(when)),
    deliver: async (period, when, spending) => {
      setClock(clock, parseInstant(when) + MINUTE_MS);
      const { keys, files, manifest } = deliveryFiles({
        ...{ period, executedAt: when, bucket: stack.exportBucket },
        executionId: `execution-${period}-${when.slice(5, 13)}`,
        chunks: [billed(period, when, spending)],
      });
      const put = (key: string, bytes: Uint8Array) =>
        account.objects.write(stack.exportBucket, key, bytes, 'application/octet-stream');
      for (const [index, key] of keys.data.entries()) await put(key, files[index]!);
      for (const key of keys.manifests) await put(key, manifest);
      await rest();
    },
    report: async () => {
      const { functionError, payload } = await stack.invoke('reconcile', { task: 'report' });
      if (functionError !== undefined) throw new Error(payload);
      await rest();
    },
    end: async () => {
      await stack.stop();
      await pager.close();
      rmSync(folder, { recursive: true });
    },
  };
}

const MINUTE_MS = 60_000;
/** Always the same price: what rises is the volume. */
const THOUSAND_TOKENS_A_DOLLAR = 40;

/** The rows of a delivery. */
export function billed(period: BillingPeriod, when: string, spending: Spending): readonly CurRow[] {
  const { from, to } = periodHours(period);
  const end = Math.min(to, hourOf(parseInstant(when) - BILLED_AFTER_MS) + 1);
  return Array.from({ length: end - from }, (_, index) => from + index).flatMap((hour) =>
    spending(hour).map(({ team, role, dollars, row }) =>
      aSpend(team, dollars.toFixed(4), {
        hour: isoHour(hour).slice(0, 13),
        usageAmount: dollars * THOUSAND_TOKENS_A_DOLLAR,
        iamPrincipal: `arn:aws:sts::123456789012:assumed-role/${role}/session-1`,
        ...(team === '' ? { tags: {} } : {}),
        ...row,
      }),
    ),
  );
}
