import { DescribeExecutionCommand, type SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { LargeDeliveries, ReadingState } from '../../ports/large-deliveries.ts';
import { factsOf, failureOf } from './retry.ts';

export interface StepFunctionsOptions {
  readonly client: SFNClient;
  readonly stateMachineArn: string;
  /** Bucket and key of what the state machine goes through, by reading. */
  readonly filesOf: (reading: string) => { readonly bucket: string; readonly key: string };
}

/** Readings as executions of infra/large-deliveries.asl.json, by their names. */
export function createStepFunctions(options: StepFunctionsOptions): LargeDeliveries {
  const { client, stateMachineArn, filesOf } = options;
  const wanted = `state machine ${stateMachineArn}`;
  return {
    async state(reading) {
      const executionArn = `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${reading}`;
      try {
        const { status } = await client.send(new DescribeExecutionCommand({ executionArn }));
        return status === undefined ? undefined : (STATES[status] ?? 'failed');
      } catch (error) {
        if (factsOf(error).name === 'ExecutionDoesNotExist') return undefined;
        throw failureOf(error, wanted);
      }
    },
    async start(reading) {
      const input = JSON.stringify({ reading, files: filesOf(reading) });
      try {
        await client.send(new StartExecutionCommand({ stateMachineArn, name: reading, input }));
      } catch (error) {
        // Somebody was faster, and it has even ended meanwhile.
        if (factsOf(error).name !== 'ExecutionAlreadyExists') throw failureOf(error, wanted);
      }
    },
  };
}

/** All others have ended without success. One that waits to be redriven by hand is not running. */
const STATES: Readonly<Record<string, ReadingState>> = { RUNNING: 'running', SUCCEEDED: 'done' };
