import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { S3Client } from '@aws-sdk/client-s3';
import type { Fauxqs } from './fauxqs.ts';
import type { FunctionLog, FunctionSpec, InvokeResult } from './function-spec.ts';
import type { LocalResources } from './function-yml.ts';
import type { Invoked } from './lambda-host.ts';
import type { SlackServer, SlackServerOptions } from './slack-server.ts';
import type { StackEndpoints } from './stack-environment.ts';

export interface EmbeddedStackOptions {
  readonly exportName?: string;
  readonly exportPrefix?: string;
  /** `eventbridge` is how the cloud is set up; `notification` puts the bucket's own notification into the queue. */
  readonly trigger?: 'eventbridge' | 'notification';
  /** Sizes of the functions come from `infra/stages/<stage>.yml`. */
  readonly stage?: string;
  /** Folder of the functions' bundles, with a slash at its end; `dist/` of the checkout where absent. */
  readonly bundles?: string;
  /**
   * Folder that keeps table, objects and Slack's messages, for the next stack that is given it: they survive the death
   * of every process at any moment, though not the loss of power. Messages in queues and changes not yet taken from
   * the table's stream are lost with the process, as events can be; `invoke` the sweep to make up for them. Without a
   * folder all of it lies in memory.
   */
  readonly folder?: string;
  readonly slack?: SlackServerOptions;
  /** Channels reached by incoming webhook; without them the bot token is used. */
  readonly webhookChannels?: readonly string[];
  /** Where messages link to; the stack's own console where absent. */
  readonly consoleUrl?: string;
  /** More fields of the secret that names channels, such as `{ pagerduty: { … } }`. */
  readonly secret?: Readonly<Record<string, unknown>>;
  /** More processes of one function than this are not started, whatever its function.yml reserves. */
  readonly concurrencyMax?: number;
  /** Of the functions of `functions/` only these; all where absent. */
  readonly only?: readonly string[];
  /** The functions' processes run this instead of the Lambda host's own runtime, such as AWS's. */
  readonly runtime?: string;
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
  /** `http`: the HTTP API with the routes of all functions, and the console's pages beside them. */
  readonly endpoints: StackEndpoints & { readonly lambda: string; readonly http: string };
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
  /**
   * Resolves when nothing is under way; throws Failure `retryable` naming what still is after `timeoutMs`, or at once
   * when the database was killed.
   */
  idle(timeoutMs: number): Promise<void>;
  /** Invocations so far that ended in an error: their events may have been lost. */
  faults(): number;
  /** Ids of the processes of this stack. */
  pids(): readonly number[];
  /** The newest lines of functions and host, oldest first. */
  recentLogs(): readonly FunctionLog[];
  stop(): Promise<void>;
}
