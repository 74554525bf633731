import { randomUUID } from 'node:crypto';
import type { InvokeResult, ScheduleSource } from './function-spec.ts';
import { LOCAL_ACCOUNT, LOCAL_REGION } from './local-account.ts';

/** What EventBridge sends on a tick that has no input of its own. */
export const scheduledEvent = (at: Date, functionName: string) => ({
  version: '0',
  id: randomUUID(),
  'detail-type': 'Scheduled Event',
  source: 'aws.scheduler',
  account: LOCAL_ACCOUNT,
  time: at.toISOString().replace(/\.\d+Z$/, 'Z'),
  region: LOCAL_REGION,
  resources: [`arn:aws:scheduler:${LOCAL_REGION}:${LOCAL_ACCOUNT}:schedule/default/${functionName}`],
  detail: '{}',
});

export interface RunningSchedule {
  /** Ticks now and waits for the function, whatever the clock says. */
  tick(): Promise<InvokeResult>;
  stop(): void;
}

export interface ScheduleSourceOptions {
  readonly source: ScheduleSource;
  readonly functionName: string;
  readonly invoke: (payload: string) => Promise<InvokeResult>;
  /** A clock's own ticks are asynchronous invocations: they are tried three times. */
  readonly invokeAsync: (payload: string) => void;
}

export function startScheduleSource(options: ScheduleSourceOptions): RunningSchedule {
  const { source, functionName } = options;
  const payload = (): string => JSON.stringify(source.input ?? scheduledEvent(new Date(), functionName));
  const timer =
    source.everyMs === undefined
      ? undefined
      : setInterval(() => options.invokeAsync(payload()), source.everyMs);
  // A clock alone does not keep a program alive.
  timer?.unref();
  return { tick: () => options.invoke(payload()), stop: () => clearInterval(timer) };
}
