import type { ServerResponse } from 'node:http';
import { LOCAL_ACCOUNT, LOCAL_REGION } from './local-account.ts';
import { type DeployedMachine, type MachineSurroundings, runMachine } from './state-machine.ts';
import { listenLocally, readBody } from './wire.ts';

export interface StepFunctions {
  readonly endpoint: string;
  readonly stateMachineArn: string;
  /** Executions may begin: the functions are there. */
  connect(surroundings: MachineSurroundings): void;
  /** Executions under way. */
  running(): number;
  close(): Promise<void>;
}

interface Execution {
  readonly name: string;
  readonly input: string;
  readonly startDate: number;
  status: 'RUNNING' | 'SUCCEEDED' | 'FAILED';
  cause?: string;
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html: the input of an execution, and its name. */
const INPUT_BYTES_MAX = 256 * 1024;
const NAME = /^[^\s<>{}[\]?*"#%\\^|~`$&,;:/]{1,80}$/;
const REQUEST_BYTES_MAX = 1024 * 1024;

/** StartExecution and DescribeExecution of one state machine (JSON 1.0 protocol); how far executions came dies with it. */
export async function startStepFunctions(
  machine: DeployedMachine,
  onFault: (text: string) => void,
): Promise<StepFunctions> {
  const executions = new Map<string, Execution>();
  const place = `arn:aws:states:${LOCAL_REGION}:${LOCAL_ACCOUNT}`;
  const stateMachineArn = `${place}:stateMachine:${machine.name}`;
  const arnOf = (name: string): string => `${place}:execution:${machine.name}:${name}`;
  let surroundings: MachineSurroundings | undefined;

  const begin = (execution: Execution): void => {
    executions.set(execution.name, execution);
    const { name, input } = execution;
    Promise.resolve()
      .then(() => {
        if (surroundings === undefined) throw new Error('no function is there yet');
        return runMachine(machine.definition, JSON.parse(input), surroundings);
      })
      .then(
        () => {
          execution.status = 'SUCCEEDED';
        },
        (error: unknown) => {
          execution.status = 'FAILED';
          execution.cause = String(error);
          onFault(`execution ${name}: ${String(error)}`);
        },
      );
  };

  const started = (asked: Asked): Answer => {
    const { name = '', input = '{}' } = asked;
    if (asked.stateMachineArn !== stateMachineArn) return refusal('StateMachineDoesNotExist');
    if (!NAME.test(name)) return refusal('InvalidName');
    if (Buffer.byteLength(input) > INPUT_BYTES_MAX) return refusal('InvalidExecutionInput');
    const known = executions.get(name);
    if (known !== undefined && (known.status !== 'RUNNING' || known.input !== input))
      return refusal('ExecutionAlreadyExists');
    const execution = known ?? { name, input, startDate: Date.now() / 1000, status: 'RUNNING' };
    if (known === undefined) begin(execution);
    return [200, { executionArn: arnOf(name), startDate: execution.startDate }];
  };

  const described = ({ executionArn }: Asked): Answer => {
    const found = [...executions.values()].find(({ name }) => arnOf(name) === executionArn);
    if (found === undefined) return refusal('ExecutionDoesNotExist');
    return [200, { ...found, executionArn, stateMachineArn }];
  };

  const server = await listenLocally(async (incoming, reply) => {
    const asked = parse(await readBody(incoming, REQUEST_BYTES_MAX).catch(() => undefined));
    switch (incoming.headers['x-amz-target']) {
      case 'AWSStepFunctions.StartExecution':
        return answer(reply, started(asked));
      case 'AWSStepFunctions.DescribeExecution':
        return answer(reply, described(asked));
      default:
        return answer(reply, refusal('UnknownOperationException'));
    }
  });
  return {
    endpoint: server.endpoint,
    stateMachineArn,
    connect(ready) {
      surroundings = ready;
    },
    running: () => [...executions.values()].filter(({ status }) => status === 'RUNNING').length,
    close: server.close,
  };
}

interface Asked {
  readonly stateMachineArn?: string;
  readonly name?: string;
  readonly input?: string;
  readonly executionArn?: string;
}

type Answer = readonly [status: number, body: object];

const refusal = (type: string): Answer => [400, { __type: type, message: type }];

function parse(body: Buffer | undefined): Asked {
  try {
    return JSON.parse(body?.toString() ?? '') as Asked;
  } catch {
    return {};
  }
}

const answer = (reply: ServerResponse, [status, body]: Answer): void =>
  void reply.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body));
