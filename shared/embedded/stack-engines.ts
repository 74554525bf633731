import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { S3Client } from '@aws-sdk/client-s3';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { quiet } from '../adapters/aws/quiet.ts';
import type { RunningServer } from './child-server.ts';
import { startDynoxide } from './dynoxide.ts';
import { type Fauxqs, startFauxqs } from './fauxqs.ts';
import { LOCAL_ACCOUNT, localClient, queueNameOf } from './local-account.ts';
import { makeMemoryFolder } from './memory-folder.ts';
import { projectRoot } from './node-binary.ts';
import type { Reaper } from './reaper.ts';
import { type S3Backend, startS3Files } from './s3-files-server.ts';
import { type S3FrontDoor, startS3FrontDoor } from './s3-front-door.ts';
import type { Shutdown } from './shutdown.ts';
import { type SlackServer, type SlackServerOptions, startSlackServer } from './slack-server.ts';
import { startSsm } from './ssm.ts';
import type { StackFolder } from './stack-folder.ts';
import { readLargeDeliveriesYml } from './state-machine.ts';
import { type StepFunctions, startStepFunctions } from './step-functions.ts';
import { indexStreamRecords } from './stream-index.ts';

export interface EnginesOptions {
  readonly folder?: StackFolder;
  readonly slack?: SlackServerOptions;
  readonly webhookChannels?: readonly string[];
  readonly secret?: Readonly<Record<string, unknown>>;
  /** Name of the SSM parameter that holds the way into the Slack stand-in. */
  readonly slackParameter: string;
  /** Decides, as an EventBridge rule does, where an event of S3 goes. */
  readonly onBridgeEvent: (event: string, sendToQueue: SendToQueue) => Promise<void>;
  readonly onFault: (text: string) => void;
}

/** Puts a message into a queue given by name, ARN or URL; rejects where there is no such queue. */
export type SendToQueue = (queue: string, body: string) => Promise<void>;

export interface Engines {
  readonly dynamodbEndpoint: string;
  readonly dynamodbPid: number | undefined;
  /** False once the database has ended without being asked to. */
  tablesAlive(): boolean;
  createBucket(name: string): Promise<void>;
  readonly ssmEndpoint: string;
  readonly stepFunctions: StepFunctions;
  readonly fauxqs: Fauxqs;
  readonly door: S3FrontDoor;
  readonly slack: SlackServer;
  readonly dynamodb: DynamoDBClient;
  readonly streams: DynamoDBStreamsClient;
  readonly s3: S3Client;
  readonly sendToQueue: SendToQueue;
}

/** Starts the servers of the stack, each on a free port of 127.0.0.1. What has started is in `shutdown` at once. */
export async function startEngines(
  options: EnginesOptions,
  shutdown: Shutdown,
  reaper: Reaper,
): Promise<Engines> {
  const started = await Promise.allSettled([
    startTables(options.folder?.tables, shutdown, reaper),
    startFauxqs().then((server) => stopping(server, shutdown)),
    startSlackServer(slackOptions(options)).then((server) => stopping(server, shutdown)),
  ]);
  const [dynoxide, fauxqs, slack] = [startedOf(started[0]), startedOf(started[1]), startedOf(started[2])];
  const ssm = await startSsm({ [options.slackParameter]: slackSecret(slack, options) });
  shutdown.add(ssm.close);
  const stepFunctions = await startStepFunctions(readLargeDeliveriesYml(projectRoot), options.onFault);
  shutdown.add(stepFunctions.close);
  const sendToQueue: SendToQueue = async (queue, MessageBody) => {
    const QueueUrl = `${fauxqs.endpoint}/${LOCAL_ACCOUNT}/${queueNameOf(queue)}`;
    await fauxqs.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
  };
  const objects: S3Backend =
    options.folder === undefined ? fauxqs : stopping(await startS3Files(options.folder.objects), shutdown);
  const door = await startS3FrontDoor({
    engine: objects.endpoint,
    sendToQueue,
    sendToEventBridge: (event) => options.onBridgeEvent(event, sendToQueue),
    onLog: options.onFault,
  });
  stopping(door, shutdown);
  const dynamodb = quiet(new DynamoDBClient(localClient(dynoxide.endpoint)));
  const streams = quiet(new DynamoDBStreamsClient(localClient(dynoxide.endpoint)));
  const s3 = new S3Client({ ...localClient(door.endpoint), forcePathStyle: true });
  for (const client of [dynamodb, streams, s3]) shutdown.add(() => client.destroy());
  return {
    dynamodbEndpoint: dynoxide.endpoint,
    dynamodbPid: dynoxide.pid,
    tablesAlive: dynoxide.alive,
    createBucket: objects.createBucket,
    ssmEndpoint: ssm.endpoint,
    stepFunctions,
    fauxqs,
    door,
    slack,
    dynamodb,
    streams,
    s3,
    sendToQueue,
  };
}

/** Without a path of its own the database lies in memory, where there is room for it as a file: see stream-index.ts. */
async function startTables(
  dbPath: string | undefined,
  shutdown: Shutdown,
  reaper: Reaper,
): Promise<RunningServer> {
  const folder = dbPath === undefined ? makeMemoryFolder() : undefined;
  if (folder !== undefined) {
    reaper.clear(folder.path);
    shutdown.add(folder.remove);
  }
  const path = dbPath ?? (folder === undefined ? undefined : `${folder.path}/tables.db`);
  const server = await startDynoxide(path === undefined ? {} : { dbPath: path });
  const { pid } = server;
  if (pid !== undefined) reaper.watch(pid);
  shutdown.add(async () => {
    await server.stop();
    if (pid !== undefined) reaper.release(pid);
  });
  if (path !== undefined) indexStreamRecords(path);
  return server;
}

function stopping<T extends { stop(): Promise<void> }>(server: T, shutdown: Shutdown): T {
  shutdown.add(() => server.stop());
  return server;
}

function startedOf<T>(result: PromiseSettledResult<T>): T {
  if (result.status === 'rejected') throw result.reason;
  return result.value;
}

const slackOptions = ({ slack, folder }: EnginesOptions): SlackServerOptions => ({
  ...slack,
  ...(folder === undefined ? {} : { journal: folder.slack }),
});

const slackSecret = (slack: SlackServer, { webhookChannels, secret }: EnginesOptions): string =>
  JSON.stringify({
    ...secret,
    ...(webhookChannels === undefined
      ? { botToken: slack.token, signingSecret: slack.signingSecret }
      : { webhooks: Object.fromEntries(webhookChannels.map((name) => [name, slack.webhookUrl(name)])) }),
  });
