import { PutObjectCommand } from '@aws-sdk/client-s3';
import { builtFunctions } from '../../../infra/built.ts';
import { createDynamoAlertStore } from '../../../shared/adapters/aws/dynamodb-alert-store.ts';
import { createDynamoBudgetStore } from '../../../shared/adapters/aws/dynamodb-budget-store.ts';
import { createDynamoLedgerStore } from '../../../shared/adapters/aws/dynamodb-ledger-store.ts';
import { createDynamoPlanStore } from '../../../shared/adapters/aws/dynamodb-plan-store.ts';
import { createDynamoReportStore } from '../../../shared/adapters/aws/dynamodb-report-store.ts';
import type { Alert } from '../../../shared/domain/alert/alert.ts';
import { parsePico } from '../../../shared/domain/base/money.ts';
import type { Budget } from '../../../shared/domain/evaluation/budget/budget.ts';
import type { LedgerEntry } from '../../../shared/domain/ledger/entry.ts';
import { composeNotification } from '../../../shared/domain/notification/compose.ts';
import { readFunctionYml } from '../../../shared/embedded/function-yml.ts';
import { projectRoot } from '../../../shared/embedded/node-binary.ts';
import type { SlackStandInMessage } from '../../../shared/embedded/slack-store.ts';
import { type EmbeddedStack, startEmbeddedStack } from '../../../shared/embedded/stack.ts';
import { aCell, anEntry } from '../../builders/entry.ts';
import { anOutboxEntry } from '../../builders/outbox-entry.ts';
import { aLedgerPointer } from '../../builders/stored-ledger.ts';
import { anAlert, aTransition } from '../../builders/transition.ts';

export const EXPORT = 'company-cur';
const TEAM = anAlert().finding.scope.team;
const CHANNEL = '#support-ai';
const FUNCTIONS = ['notify', 'slack'];

const SETTINGS = `people:
  - { slack: U0ONCALL, name: Robin Vega, role: on-call, teams: [${TEAM}] }
  - { slack: U0FINANCE, name: Fenna Moor, role: finance }
  - { slack: U0OTHER, name: Ola Berg, role: owner, teams: [search] }
  - { slack: U0VIEWER, name: Vic Lund, role: viewer, teams: '*' }
`;

const BUDGET: Budget = {
  team: TEAM,
  currency: 'USD',
  amount: parsePico('11000'),
  thresholds: [80, 100],
  channel: CHANNEL,
  timeZone: 'Europe/Berlin',
};

/** The two functions that people and messages meet in, with one team's ledger and budget. */
export interface SlackApp {
  readonly stack: EmbeddedStack;
  readonly plans: ReturnType<typeof createDynamoPlanStore>;
  readonly budgets: ReturnType<typeof createDynamoBudgetStore>;
  readonly reports: ReturnType<typeof createDynamoReportStore>;
  /** Fires an alert, and resolves with its message when Slack has it. */
  fire(id: string): Promise<SlackStandInMessage>;
  /** The message of an alert as it is now. */
  message(id: string): SlackStandInMessage;
  alert(id: string): Promise<Alert | undefined>;
  stop(): Promise<void>;
}

export async function startSlackApp(): Promise<SlackApp> {
  await builtFunctions(FUNCTIONS);
  const stack = await startEmbeddedStack({
    exportName: EXPORT,
    slack: {
      people: ['U0ONCALL', 'U0FINANCE', 'U0OTHER', 'U0VIEWER', 'U0STRANGER'].map((id) => ({ id, name: id })),
      channels: [CHANNEL, '#ai-spend'],
      // A busy machine is no fault of the product; how long it took is measured apart.
      patienceMs: 20_000,
    },
    functions: (resources, environment) =>
      FUNCTIONS.map((name) =>
        readFunctionYml(name, {
          ...{ root: projectRoot, bundles: `${projectRoot}dist/`, stage: 'prod', clock: false },
          ...{ resources, environment },
        }),
      ),
  });
  const table = { client: stack.dynamodb, table: stack.table };
  const [alerts, ledger] = [createDynamoAlertStore(table), createDynamoLedgerStore(table)];
  const budgets = createDynamoBudgetStore(table);
  const Body = SETTINGS;
  await stack.s3.send(new PutObjectCommand({ Bucket: stack.workBucket, Key: 'config/billhook.yml', Body }));
  const entries = [
    spent('role/claims-agent@123456789012', '8800', TEAM),
    spent('role/faq@123456789012', '120.5', TEAM),
    spent('role/search-api@123456789012', '40', 'search'),
  ];
  const pointer = aLedgerPointer(18, entries);
  await ledger.writeEntries(pointer, entries);
  await ledger.publish(pointer, undefined);
  await budgets.replace([BUDGET], 0, 'test', 0);
  const message = (id: string): SlackStandInMessage => {
    const found = stack.slack.messages().filter(({ blocks }) => JSON.stringify(blocks).includes(id));
    if (found.length !== 1) throw new Error(`${found.length} messages of ${id}`);
    return found[0]!;
  };
  return {
    stack,
    plans: createDynamoPlanStore(table),
    budgets,
    reports: createDynamoReportStore(table),
    message,
    fire: async (id) => {
      const transition = aTransition({ after: anAlert({ id }) });
      const notification = composeNotification(transition, pointer);
      const channel = { kind: 'slack', address: CHANNEL } as const;
      await alerts.commit(transition, [anOutboxEntry(1, { alertId: id, channel, notification })], pointer);
      await stack.idle(20_000);
      return message(id);
    },
    alert: (id) => alerts.get(EXPORT, id),
    stop: stack.stop,
  };
}

const spent = (value: string, cost: string, team: string): LedgerEntry =>
  anEntry({ value, team, cells: [aCell({ cost: parsePico(cost), model: 'claude-opus-4.6' })] });
