import { existsSync, readdirSync } from 'node:fs';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { S3Client } from '@aws-sdk/client-s3';
import type { Fauxqs } from './fauxqs.ts';
import type { FunctionLog, FunctionSpec, InvokeResult } from './function-spec.ts';
import { type LocalResources, readFunctionYml } from './function-yml.ts';
import { type Invoked, startLambdaHost } from './lambda-host.ts';
import { findNode, projectRoot } from './node-binary.ts';
import { startReaper } from './reaper.ts';
import { createShutdown, type Shutdown } from './shutdown.ts';
import type { SlackServer, SlackServerOptions } from './slack-server.ts';
import { startEngines } from './stack-engines.ts';
import { type StackEndpoints, stackEnvironment } from './stack-environment.ts';
import { waitUntilIdle } from './stack-idle.ts';
import { createResources, followManifestRule } from './stack-resources.ts';
import { startSources } from './stack-sources.ts';

export interface EmbeddedStackOptions {
  readonly exportName?: string;
  readonly exportPrefix?: string;
  /** `eventbridge` is how the cloud is set up; `notification` puts the bucket's own notification into the queue. */
  readonly trigger?: 'eventbridge' | 'notification';
  /** Sizes of the functions come from `infra/stages/<stage>.yml`. */
  readonly stage?: string;
  /** Folder of the functions' bundles, with a slash at its end; `dist/` of the checkout where absent. */
  readonly bundles?: string;
  /** SQLite file that keeps the table; without it the table lives in memory. */
  readonly dbPath?: string;
  readonly slack?: SlackServerOptions;
  /** Channels reached by incoming webhook; without them the bot token is used. */
  readonly webhookChannels?: readonly string[];
  readonly consoleUrl?: string;
  /** More processes of one function than this are not started, whatever its function.yml reserves. */
  readonly concurrencyMax?: number;
  /** Schedules tick by the wall clock; else only by `invoke`. */
  readonly clock?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
  /** Other functions than those of `functions/`, for tests. */
  readonly functions?: (
    resources: LocalResources,
    environment: Readonly<Record<string, string>>,
  ) => readonly FunctionSpec[];
  readonly onInvoke?: (invoked: Invoked) => void;
  readonly onLog?: (log: FunctionLog) => void;
}

export interface EmbeddedStack {
  readonly endpoints: StackEndpoints & { readonly lambda: string };
  readonly s3: S3Client;
  readonly dynamodb: DynamoDBClient;
  readonly fauxqs: Fauxqs;
  readonly slack: SlackServer;
  readonly table: string;
  readonly exportBucket: string;
  readonly exportName: string;
  readonly exportPrefix: string;
  readonly workBucket: string;
  /** Notices of deliveries wait here. */
  readonly queueUrl: string;
  readonly deadLetterQueueUrls: readonly string[];
  readonly topicArn: string;
  /** A queue subscribed to the topic: what machines would get. */
  readonly alertQueueUrl: string;
  /** The functions' environment: adapters outside of the functions work with it too. */
  readonly environment: Readonly<Record<string, string>>;
  /** Invokes a function and waits, such as `invoke('reconcile', { task: 'sweep' })`. */
  invoke(functionName: string, event: unknown): Promise<InvokeResult>;
  /** Resolves when nothing is under way; throws Failure `retryable` naming what still is after `timeoutMs`. */
  idle(timeoutMs: number): Promise<void>;
  /** Ids of the processes of this stack. */
  pids(): readonly number[];
  /** The newest lines of functions and host, oldest first. */
  recentLogs(): readonly FunctionLog[];
  stop(): Promise<void>;
}

const TABLE = 'billhook';
const EXPORT_BUCKET = 'acme-billing-exports';
const WORK_BUCKET = 'acme-billhook-work';
const SLACK_PARAMETER = '/billhook/local/slack';
/** Lambda itself looks four times a second, and waits minutes before it retries; a laptop's user waits for neither. */
const STREAM_POLL_MS = 40;
const RETRY_SECONDS = 1;
const LOGS_KEPT = 500;

/**
 * A small AWS on this machine with Billhook deployed to it. Everything listens on 127.0.0.1 on ports chosen now, and
 * ends with this process, however it ends. Throws Failure `misconfigured` naming what this platform lacks.
 */
export async function startEmbeddedStack(options: EmbeddedStackOptions = {}): Promise<EmbeddedStack> {
  findNode();
  const shutdown = createShutdown();
  try {
    return await start(options, shutdown);
  } catch (error) {
    await shutdown.run();
    throw error;
  }
}

async function start(options: EmbeddedStackOptions, shutdown: Shutdown): Promise<EmbeddedStack> {
  const { exportName = 'billhook-cur', exportPrefix = 'cur', trigger = 'eventbridge' } = options;
  const logs: FunctionLog[] = [];
  const log = (entry: FunctionLog): void => {
    if (logs.push(entry) > LOGS_KEPT) logs.shift();
    options.onLog?.(entry);
  };
  const fault = (functionName: string, line: string): void => log({ functionName, stream: 'platform', line });
  const reaper = startReaper();
  shutdown.add(reaper.stop);
  const engines = await startEngines(
    {
      ...options,
      slackParameter: SLACK_PARAMETER,
      onBridgeEvent: (event, sendToQueue) => followManifestRule(event, exportName, sendToQueue),
      onFault: (text) => fault('s3', text),
    },
    shutdown,
    reaper,
  );
  const places = {
    table: TABLE,
    exportBucket: EXPORT_BUCKET,
    workBucket: WORK_BUCKET,
    exportName,
    exportPrefix,
  };
  const resources = await createResources(engines, { root: projectRoot, trigger, ...places });
  const endpoints: StackEndpoints = {
    s3: engines.door.endpoint,
    dynamodb: engines.dynamodbEndpoint,
    sns: engines.fauxqs.endpoint,
    sqs: engines.fauxqs.endpoint,
    ssm: engines.ssmEndpoint,
  };
  const environment = {
    ...stackEnvironment(
      {
        ...places,
        queueUrl: resources.noticeQueueUrl,
        topicArn: resources.topicArn,
        slackParameter: SLACK_PARAMETER,
        slackApiUrl: engines.slack.apiUrl,
        consoleUrl: options.consoleUrl ?? '',
      },
      endpoints,
    ),
    ...options.environment,
  };
  const functions = functionsOf(options, resources, environment);
  const host = await startLambdaHost({
    functions,
    reaper,
    onLog: log,
    ...(options.onInvoke === undefined ? {} : { onInvoke: options.onInvoke }),
  });
  shutdown.add(host.stop);
  await host.warm();
  const sources = startSources({
    functions,
    host,
    fauxqs: engines.fauxqs,
    streams: engines.streams,
    streamArns: { [TABLE]: resources.streamArn },
    sendToQueue: engines.sendToQueue,
    streamPollMs: STREAM_POLL_MS,
    retrySeconds: RETRY_SECONDS,
    onFault: fault,
  });
  // Sources wait for the batch in hand, which ends when the host ends: so both are asked to stop before either is awaited.
  shutdown.add(async () => {
    for (const schedule of sources.schedules) schedule.stop();
    const stopping = sources.polled.map((source) => source.stop());
    await host.stop();
    await Promise.all(stopping);
  });
  return {
    ...places,
    endpoints: { ...endpoints, lambda: host.endpoint },
    s3: engines.s3,
    dynamodb: engines.dynamodb,
    fauxqs: engines.fauxqs,
    slack: engines.slack,
    queueUrl: resources.noticeQueueUrl,
    deadLetterQueueUrls: resources.deadLetterQueueUrls,
    topicArn: resources.topicArn,
    alertQueueUrl: resources.alertQueueUrl,
    environment,
    invoke: (functionName, event) => host.invoke(functionName, JSON.stringify(event)),
    idle: (timeoutMs) => waitUntilIdle({ door: engines.door, host, sources: sources.polled }, timeoutMs),
    pids: () => [reaper.pid, engines.dynamodbPid, ...host.pids()].filter((pid) => pid !== undefined),
    recentLogs: () => [...logs],
    stop: shutdown.run,
  };
}

function functionsOf(
  options: EmbeddedStackOptions,
  resources: LocalResources,
  environment: Readonly<Record<string, string>>,
): readonly FunctionSpec[] {
  const { stage = 'prod', clock = false, concurrencyMax = 1, bundles = `${projectRoot}dist/` } = options;
  const specs =
    options.functions?.(resources, environment) ??
    declaredFunctions().map((name) =>
      readFunctionYml(name, { root: projectRoot, bundles, stage, clock, resources, environment }),
    );
  return specs.map((spec) => ({ ...spec, concurrency: Math.min(spec.concurrency ?? 1, concurrencyMax) }));
}

const declaredFunctions = (): readonly string[] =>
  readdirSync(`${projectRoot}functions`)
    .filter((name) => existsSync(`${projectRoot}functions/${name}/function.yml`))
    .sort();
