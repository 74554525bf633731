import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FunctionLog } from '../../../shared/embedded/function-spec.ts';
import {
  type DeadEvent,
  type Invoked,
  type LambdaHost,
  startLambdaHost,
} from '../../../shared/embedded/lambda-host.ts';
import { localClient } from '../../../shared/embedded/local-account.ts';
import { isRunning, toyFunction } from './toy-function.ts';

let host: LambdaHost;
let lambda: LambdaClient;
const logs: FunctionLog[] = [];
const dead: DeadEvent[] = [];
const invoked: Invoked[] = [];

beforeAll(async () => {
  process.env.AWS_PROFILE = 'a-profile-of-the-developer';
  host = await startLambdaHost({
    functions: [
      toyFunction({ environment: { BILLHOOK_TABLE: 'ledger' } }),
      toyFunction({ name: 'small', memoryMb: 128 }),
      toyFunction({ name: 'hasty', timeoutSeconds: 0.8 }),
      toyFunction({ name: 'pair', concurrency: 2 }),
      toyFunction({ bundle: 'broken' }),
      toyFunction({ bundle: 'callback' }),
    ],
    asyncRetryMs: [10, 20],
    onLog: (log) => logs.push(log),
    onInvoke: (result) => invoked.push(result),
    onDeadEvent: async (event) => void dead.push(event),
  });
  lambda = new LambdaClient(localClient(host.endpoint));
});
afterAll(async () => {
  lambda.destroy();
  await host.stop();
});

async function call(
  FunctionName: string,
  event: object,
  InvocationType: 'RequestResponse' | 'Event' | 'DryRun',
) {
  const answer = await lambda.send(
    new InvokeCommand({ FunctionName, InvocationType, Payload: Buffer.from(JSON.stringify(event)) }),
  );
  const text = answer.Payload == null ? '' : Buffer.from(answer.Payload).toString();
  return {
    status: answer.StatusCode,
    error: answer.FunctionError,
    body: text === '' ? undefined : JSON.parse(text),
  };
}
const invoke = (name: string, event: object) => call(name, event, 'RequestResponse');

test('the SDK invokes a function, cold the first time and warm the next', async () => {
  const first = await invoke('toy', { n: 1 });
  const second = await invoke('arn:aws:lambda:us-east-1:000000000000:function:toy', { n: 2 });
  expect(first).toMatchObject({ status: 200, error: undefined, body: { event: { n: 1 }, calls: 1 } });
  expect(second.body).toMatchObject({ event: { n: 2 }, calls: 2, pid: first.body.pid });
  const [cold, warm] = invoked.filter((result) => result.functionName === 'toy');
  expect([cold?.initMs, warm?.initMs]).toEqual([expect.any(Number), undefined]);
});

test("a function sees Lambda's environment, its own settings, and nothing of the developer's", async () => {
  const { body } = await invoke('toy', { environment: true });
  expect(body.environment).toMatchObject({
    AWS_REGION: 'us-east-1',
    AWS_LAMBDA_FUNCTION_NAME: 'toy',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
    BILLHOOK_TABLE: 'ledger',
    _HANDLER: 'toy.handler',
  });
  expect(body.environment).not.toHaveProperty('AWS_PROFILE');
  expect(body.remainingMs).toBeGreaterThan(0);
  expect(body.remainingMs).toBeLessThanOrEqual(2_000);
});

test('an error of the handler comes back as Unhandled and the process lives on', async () => {
  const { body: before } = await invoke('toy', {});
  const failed = await invoke('toy', { fail: 'no such export' });
  expect(failed).toMatchObject({
    status: 200,
    error: 'Unhandled',
    body: { errorType: 'TypeError', errorMessage: 'no such export', trace: expect.any(Array) },
  });
  expect((await invoke('toy', {})).body.pid).toBe(before.pid);
});

test.each([{ wait: 5_000 }, { spin: true }])(
  'a function that takes too long is killed: %o',
  async (event) => {
    const { body: before } = await invoke('hasty', {});
    const slow = await invoke('hasty', event);
    expect(slow).toMatchObject({ error: 'Unhandled', body: { errorType: 'Sandbox.Timedout' } });
    expect(slow.body.errorMessage).toContain('Task timed out after 0.80 seconds');
    const { body: after } = await invoke('hasty', {});
    expect(after.pid).not.toBe(before.pid);
    expect(isRunning(before.pid)).toBe(false);
  },
);

test('a function that holds more memory than it has is killed, Buffers included', async () => {
  const { body: before } = await invoke('small', { hold: 20 });
  expect(before.event).toEqual({ hold: 20 });
  const greedy = await invoke('small', { hold: 400 });
  expect(greedy).toMatchObject({ error: 'Unhandled', body: { errorType: 'Runtime.OutOfMemory' } });
  expect((await invoke('small', {})).body.pid).not.toBe(before.pid);
  const used = invoked
    .filter((result) => result.functionName === 'small')
    .map((result) => result.memoryBytesMax!);
  expect(used[1]).toBeGreaterThan(128 * 1024 * 1024);
});

test.each([
  [{ exit: 3 }, { errorType: 'Runtime.ExitError', errorMessage: expect.stringContaining('exit status 3') }],
  [{ loose: 'a promise nobody waits for' }, { errorType: 'Runtime.ExitError' }],
  [{ answers: 'a bigint' }, { errorType: 'Runtime.JSONStringifyError' }],
  [{ answerBytes: 6 * 1024 * 1024 + 101 }, { errorType: 'Function.ResponseSizeTooLarge' }],
])('a function that ends badly is answered for: %o', async (event, body) => {
  expect(await invoke('toy', event)).toMatchObject({ error: 'Unhandled', body });
  expect((await invoke('toy', {})).error).toBeUndefined();
});

test('an answer of six megabytes still passes', async () => {
  expect((await invoke('toy', { answerBytes: 6 * 1024 * 1024 })).error).toBeUndefined();
});

test.each([
  [
    'broken',
    {
      errorType: 'Runtime.UserCodeSyntaxError',
      errorMessage: 'SyntaxError: this bundle cannot be loaded',
    },
  ],
  ['callback', { errorType: 'Runtime.CallbackHandlerDeprecated' }],
])('a bundle that Lambda would not start is refused here too: %s', async (name, body) => {
  expect(await invoke(name, {})).toMatchObject({ error: 'Unhandled', body });
});

test('two invocations share two processes, and a third waits', async () => {
  const answers = await Promise.all([1, 2, 3].map(() => invoke('pair', { wait: 150 })));
  expect(new Set(answers.map(({ body }) => body.pid)).size).toBe(2);
  expect(answers.every(({ error }) => error === undefined)).toBe(true);
});

test('an asynchronous event is tried three times and then given to the dead', async () => {
  const tries = () => invoked.filter((result) => result.payload.includes('never works')).length;
  expect(await call('toy', { fail: 'never works' }, 'Event')).toMatchObject({ status: 202 });
  await expect.poll(() => dead, { timeout: 5_000 }).toHaveLength(1);
  expect(dead[0]).toMatchObject({ functionName: 'toy', errorMessage: 'never works' });
  expect([tries(), host.inFlight()]).toEqual([3, 0]);
});

test('lines of a function and the report of each invocation are kept for the caller, not printed', async () => {
  await invoke('toy', { say: 'a line\nof the handler' });
  await expect
    .poll(() => logs.map((log) => log.line))
    .toContainEqual(expect.stringMatching(/^\S+Z\t[0-9a-f-]{36}\tINFO\ta line\rof the handler$/));
  const reports = logs.filter((log) => log.stream === 'platform' && log.line.startsWith('REPORT'));
  expect(reports.at(-1)?.line).toMatch(
    /^REPORT RequestId: \S+\tDuration: [\d.]+ ms\tBilled Duration: \d+ ms\tMemory Size: 256 MB\tMax Memory Used: \d+ MB/,
  );
});

test('an unknown function, a dry run and a request that is no JSON are answered as Lambda does', async () => {
  await expect(invoke('nobody', {})).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  expect(await call('toy', {}, 'DryRun')).toMatchObject({ status: 204 });
  const broken = lambda.send(new InvokeCommand({ FunctionName: 'toy', Payload: Buffer.from('{') }));
  await expect(broken).rejects.toMatchObject({ name: 'InvalidRequestContentException' });
});
