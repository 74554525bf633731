import { existsSync, writeFileSync } from 'node:fs';
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { consoleFiles } from './console-files.ts';
import type { EmbeddedStack, EmbeddedStackOptions } from './embedded-stack.ts';
import { type HttpSource, type HttpTarget, startHttpSource } from './event-source-http.ts';
import { createFunctionLog, type FunctionLogBook } from './function-log.ts';
import type { FunctionSpec } from './function-spec.ts';
import { type LambdaHost, startLambdaHost } from './lambda-host.ts';
import { findNode, projectRoot } from './node-binary.ts';
import { type Reaper, startReaper } from './reaper.ts';
import { createShutdown, type Shutdown } from './shutdown.ts';
import { type Engines, startEngines } from './stack-engines.ts';
import { type StackEndpoints, type StackPlaces, stackEnvironment } from './stack-environment.ts';
import { keptPort, type StackFolder, stackFolder, WORK_BUCKET } from './stack-folder.ts';
import { stackFunctions } from './stack-functions.ts';
import { waitUntilIdle } from './stack-idle.ts';
import { createResources, followManifestRule, type StackResources } from './stack-resources.ts';
import { type StackSources, startSources } from './stack-sources.ts';

export type { EmbeddedStack, EmbeddedStackOptions } from './embedded-stack.ts';

const TABLE = 'billhook';
const EXPORT_BUCKET = 'acme-billing-exports';
/** Of functions/slack/function.yml. */
const SLACK_PATH = '/slack';
const SLACK_PARAMETER = '/billhook/local/slack';
/** Lambda itself looks four times a second, and waits minutes before it retries; a laptop's user waits for neither. */
const STREAM_POLL_MS = 100;
const RETRY_SECONDS = 1;
const READING_RETRY_MS = 50;

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
  const places = {
    table: TABLE,
    exportBucket: EXPORT_BUCKET,
    workBucket: WORK_BUCKET,
    exportName,
    exportPrefix,
  };
  const log = createFunctionLog(options.onLog);
  const reaper = startReaper();
  shutdown.add(reaper.stop);
  const folder = options.folder === undefined ? undefined : stackFolder(options.folder);
  const reopened = folder !== undefined && existsSync(folder.tables);
  const engines = await startEngines(
    {
      slackParameter: SLACK_PARAMETER,
      onBridgeEvent: (event, sendToQueue) => followManifestRule(event, exportName, sendToQueue),
      onFault: (text) => log.fault('s3', text),
      ...(folder === undefined ? {} : { folder }),
      ...(options.slack === undefined ? {} : { slack: options.slack }),
      ...(options.webhookChannels === undefined ? {} : { webhookChannels: options.webhookChannels }),
      ...(options.secret === undefined ? {} : { secret: options.secret }),
    },
    shutdown,
    reaper,
  );
  const resources = await createResources(engines, { root: projectRoot, trigger, ...places });
  const endpoints = endpointsOf(engines);
  const http = await startHttp(options, folder, shutdown);
  const environment = {
    ...stackEnvironment(placesOf(places, engines, resources, options.consoleUrl ?? http.endpoint), endpoints),
    ...options.environment,
  };
  const work = await startWork({
    ...{ options, engines, resources, environment, log, reaper, shutdown, reopened, http },
  });
  return {
    ...places,
    endpoints: { ...endpoints, lambda: work.host.endpoint, http: http.endpoint },
    s3: engines.s3,
    dynamodb: engines.dynamodb,
    fauxqs: engines.fauxqs,
    slack: engines.slack,
    queueUrl: resources.noticeQueueUrl,
    deadLetterQueueUrls: resources.deadLetterQueueUrls,
    topicArn: resources.topicArn,
    alertQueueUrl: resources.alertQueueUrl,
    environment,
    invoke: (functionName, event) => work.host.invoke(functionName, JSON.stringify(event)),
    idle: (timeoutMs) => waitUntilIdle({ ...engines, ...work }, timeoutMs),
    faults: work.faults,
    pids: () => pidsOf(reaper, engines, work.host),
    recentLogs: log.recent,
    stop: shutdown.run,
  };
}

interface Deployment {
  readonly options: EmbeddedStackOptions;
  readonly engines: Engines;
  readonly resources: StackResources;
  readonly environment: Readonly<Record<string, string>>;
  readonly log: FunctionLogBook;
  readonly reaper: Reaper;
  readonly shutdown: Shutdown;
  /** Whether an earlier stack has left its table. */
  readonly reopened: boolean;
  readonly http: HttpSource;
}

async function startHttp(
  { bundles = `${projectRoot}dist/` }: EmbeddedStackOptions,
  folder: StackFolder | undefined,
  shutdown: Shutdown,
): Promise<HttpSource> {
  const port = folder === undefined ? undefined : keptPort(folder);
  const pages = consoleFiles(`${bundles}console`);
  const http = await startHttpSource({ pages, ...(port === undefined ? {} : { port }) });
  shutdown.add(http.close);
  if (folder !== undefined) writeFileSync(folder.port, new URL(http.endpoint).port);
  return http;
}

/** Loads the functions, and only then lets events reach them. */
async function startWork(deployment: Deployment) {
  const { options, engines, resources, log, reaper, shutdown, reopened, http } = deployment;
  const declared = stackFunctions(options, resources, deployment.environment);
  const functions = reopened ? declared.map(fromNowOn) : declared;
  let faults = 0;
  const host = await startLambdaHost({
    functions,
    reaper,
    ...(options.runtime === undefined ? {} : { runtime: options.runtime }),
    onLog: log.add,
    onInvoke: (invoked) => {
      if (invoked.functionError !== undefined) faults += 1;
      options.onInvoke?.(invoked);
    },
  });
  shutdown.add(host.stop);
  engines.stepFunctions.connect({
    invoke: host.invoke,
    readJson: (bucket, key) => readJson(engines.s3, bucket, key),
    retryMs: READING_RETRY_MS,
  });
  // What others invoke, such as the readers of a large delivery, is started when there is need.
  await host.warm(({ sources }) => sources.length > 0);
  const sources = startSources({
    functions,
    host,
    fauxqs: engines.fauxqs,
    streams: engines.streams,
    streamArns: { [TABLE]: resources.streamArn },
    sendToQueue: engines.sendToQueue,
    streamPollMs: STREAM_POLL_MS,
    retrySeconds: RETRY_SECONDS,
    onFault: log.fault,
  });
  shutdown.add(() => stopWork(sources, host));
  const routes = routesOf(functions);
  http.connect({ targets: routes, invoke: host.invoke });
  if (routes.some(({ path }) => path === SLACK_PATH)) engines.slack.connect(`${http.endpoint}${SLACK_PATH}`);
  // Once each has looked, it misses no change that is made from here on.
  if (reopened) await Promise.all(sources.polled.map((source) => source.drained()));
  return { host, sources: sources.polled, faults: () => faults };
}

const routesOf = (functions: readonly FunctionSpec[]): readonly HttpTarget[] =>
  functions.flatMap(({ name, sources }) =>
    sources.flatMap((source) => (source.kind === 'http' ? [{ ...source, functionName: name }] : [])),
  );

const readJson = async (s3: S3Client, Bucket: string, Key: string): Promise<unknown> => {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
  return JSON.parse((await Body?.transformToString()) ?? '');
};

/** How far a function had come in a stream died with the stack before: it goes on with what changes now. */
const fromNowOn = (spec: FunctionSpec): FunctionSpec => ({
  ...spec,
  sources: spec.sources.map((source) =>
    source.kind === 'stream' ? { ...source, startAt: 'LATEST' as const } : source,
  ),
});

const endpointsOf = (engines: Engines): StackEndpoints => ({
  s3: engines.door.endpoint,
  dynamodb: engines.dynamodbEndpoint,
  sns: engines.fauxqs.endpoint,
  sqs: engines.fauxqs.endpoint,
  ssm: engines.ssmEndpoint,
  stepFunctions: engines.stepFunctions.endpoint,
});

const placesOf = (
  places: Pick<StackPlaces, 'table' | 'exportBucket' | 'workBucket' | 'exportName' | 'exportPrefix'>,
  engines: Engines,
  resources: StackResources,
  consoleUrl = '',
): StackPlaces => ({
  ...places,
  queueUrl: resources.noticeQueueUrl,
  stateMachineArn: engines.stepFunctions.stateMachineArn,
  topicArn: resources.topicArn,
  slackParameter: SLACK_PARAMETER,
  slackApiUrl: engines.slack.apiUrl,
  consoleUrl,
});

const pidsOf = (reaper: Reaper, engines: Engines, host: LambdaHost): readonly number[] =>
  [reaper.pid, engines.dynamodbPid, ...host.pids()].filter((pid) => pid !== undefined);

/** A source waits for its batch in hand, which ends when the host ends: so all are asked before any is awaited. */
async function stopWork(sources: StackSources, host: LambdaHost): Promise<void> {
  for (const schedule of sources.schedules) schedule.stop();
  const stopping = sources.polled.map((source) => source.stop());
  await host.stop();
  await Promise.all(stopping);
}
