import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { afterEach, expect, test } from 'vitest';
import { createStepFunctions } from '../../../shared/adapters/aws/step-functions.ts';
import type { InvokeResult } from '../../../shared/embedded/function-spec.ts';
import { localClient } from '../../../shared/embedded/local-account.ts';
import type { MachineDefinition } from '../../../shared/embedded/state-machine.ts';
import { type StepFunctions, startStepFunctions } from '../../../shared/embedded/step-functions.ts';

const ONE_TASK: MachineDefinition = {
  StartAt: 'Work',
  States: {
    Work: { Type: 'Task', Resource: 'arn:aws:lambda:us-east-1:000000000000:function:work', End: true },
  },
};

let server: StepFunctions;
let client: SFNClient;
afterEach(async () => {
  client.destroy();
  await server.close();
});

/** A state machine of one task, which ends when `answer` is called. */
async function started() {
  const faults: string[] = [];
  const events: unknown[] = [];
  let answer: (result: Partial<InvokeResult>) => void = () => {};
  server = await startStepFunctions({ name: 'Test', definition: ONE_TASK }, (text) => faults.push(text));
  server.connect({
    invoke: (name, payload) => {
      events.push([name, JSON.parse(payload)]);
      return new Promise((resolve) => {
        answer = (result) => resolve({ requestId: '1', payload: '{}', durationMs: 1, ...result });
      });
    },
    readJson: async () => [],
    retryMs: 0,
  });
  client = new SFNClient(localClient(server.endpoint));
  const filesOf = (reading: string) => ({ bucket: 'work', key: `${reading}/files.json` });
  const readings = createStepFunctions({ client, stateMachineArn: server.stateMachineArn, filesOf });
  return { readings, faults, events, filesOf, answer: (result: Partial<InvokeResult>) => answer(result) };
}

test('a reading is started once, and known by its name for as long as the service runs', async () => {
  const { readings, events, answer } = await started();
  expect(await readings.state('r-1')).toBeUndefined();
  await readings.start('r-1');
  await readings.start('r-1');
  expect(await readings.state('r-1')).toBe('running');
  expect(server.running()).toBe(1);
  await expect
    .poll(() => events)
    .toEqual([['work', { reading: 'r-1', files: { bucket: 'work', key: 'r-1/files.json' } }]]);
  answer({});
  await expect.poll(() => readings.state('r-1')).toBe('done');
  await readings.start('r-1');
  expect([events.length, server.running()]).toEqual([1, 0]);
});

test('one that fails says so, by the error of its function', async () => {
  const { readings, events, faults, answer } = await started();
  await readings.start('r-1');
  await expect.poll(() => events.length).toBe(1);
  answer({ functionError: 'Unhandled', payload: '{"errorType":"Failure.poison","errorMessage":"bad"}' });
  await expect.poll(() => readings.state('r-1')).toBe('failed');
  expect(faults.join()).toContain('r-1');
});

test('what AWS refuses is refused here: a name that cannot be, an input over 256 KB, another state machine', async () => {
  const { filesOf } = await started();
  const start = (input: object) =>
    client.send(
      new StartExecutionCommand({ stateMachineArn: server.stateMachineArn, name: 'r-1', ...input }),
    );
  await expect(start({ name: 'a b' })).rejects.toMatchObject({ name: 'InvalidName' });
  await expect(start({ input: JSON.stringify('x'.repeat(2 ** 18)) })).rejects.toMatchObject({
    name: 'InvalidExecutionInput',
  });
  const stateMachineArn = server.stateMachineArn.replace('Test', 'Other');
  await expect(createStepFunctions({ client, stateMachineArn, filesOf }).start('r')).rejects.toMatchObject({
    kind: 'misconfigured',
  });
});
