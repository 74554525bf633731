import type { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { startQueueSource } from './event-source-queue.ts';
import { type RunningSchedule, startScheduleSource } from './event-source-schedule.ts';
import { startStreamSource } from './event-source-stream.ts';
import type { Fauxqs } from './fauxqs.ts';
import type { FunctionSpec } from './function-spec.ts';
import type { LambdaHost } from './lambda-host.ts';
import type { RunningSource } from './running-source.ts';

export interface SourcesOptions {
  readonly functions: readonly FunctionSpec[];
  readonly host: LambdaHost;
  readonly fauxqs: Fauxqs;
  readonly streams: DynamoDBStreamsClient;
  /** Stream ARN by table name. */
  readonly streamArns: Readonly<Record<string, string>>;
  readonly sendToQueue: (queueUrl: string, body: string) => Promise<void>;
  readonly streamPollMs: number;
  readonly retrySeconds: number;
  readonly onFault: (functionName: string, text: string) => void;
}

export interface StackSources {
  readonly polled: readonly RunningSource[];
  readonly schedules: readonly RunningSchedule[];
}

/** Starts every event source of every function. */
export function startSources(options: SourcesOptions): StackSources {
  const polled: RunningSource[] = [];
  const schedules: RunningSchedule[] = [];
  const { host, fauxqs } = options;
  for (const spec of options.functions)
    for (const source of spec.sources) {
      const functionName = spec.name;
      const invoke = (payload: string) => host.invoke(functionName, payload);
      const onFault = (text: string): void => options.onFault(functionName, text);
      const common = { functionName, invoke, onFault };
      if (source.kind === 'queue')
        polled.push(
          startQueueSource({
            ...common,
            source,
            sqs: fauxqs.sqs,
            messagesIn: fauxqs.messagesIn,
            pollers: spec.concurrency ?? 1,
            retrySeconds: options.retrySeconds,
          }),
        );
      if (source.kind === 'stream')
        polled.push(
          startStreamSource({
            ...common,
            source,
            streams: options.streams,
            streamArn: options.streamArns[source.table]!,
            sendToQueue: options.sendToQueue,
            pollMs: options.streamPollMs,
          }),
        );
      if (source.kind === 'schedule')
        schedules.push(
          startScheduleSource(
            source,
            functionName,
            (payload) => void host.invokeAsync(functionName, payload),
          ),
        );
    }
  return { polled, schedules };
}
