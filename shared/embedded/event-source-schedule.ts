import { randomUUID } from 'node:crypto';
import type { ScheduleSource } from './function-spec.ts';
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
  stop(): void;
}

/** Ticks by the wall clock where the source says how often. `tick` takes the event: an asynchronous invocation. */
export function startScheduleSource(
  source: ScheduleSource,
  functionName: string,
  tick: (payload: string) => void,
): RunningSchedule {
  const payload = (): string => JSON.stringify(source.input ?? scheduledEvent(new Date(), functionName));
  const timer = source.everyMs === undefined ? undefined : setInterval(() => tick(payload()), source.everyMs);
  // A clock alone does not keep a program alive.
  timer?.unref();
  return { stop: () => clearInterval(timer) };
}
