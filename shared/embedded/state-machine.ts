import { readFileSync } from 'node:fs';
import type { StateMachineDefinition } from 'aws-local-stepfunctions';
import type { InvokeResult } from './function-spec.ts';
import { readYaml } from './function-yml.ts';
import { functionArnOf } from './local-account.ts';

/** A state machine of infra/, as it is deployed. */
export interface DeployedMachine {
  readonly name: string;
  readonly definition: MachineDefinition;
}

export interface MachineDefinition {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
}

interface State {
  readonly Type: string;
  readonly Resource?: string;
  readonly Retry?: readonly unknown[];
  readonly Catch?: readonly Catcher[];
  readonly ItemReader?: { readonly Parameters: Readonly<Record<string, string>> };
  readonly ItemProcessor?: MachineDefinition;
  readonly [key: string]: unknown;
}

interface Catcher {
  readonly ErrorEquals: readonly string[];
  readonly Next: string;
  readonly ResultPath?: string;
}

export interface MachineSurroundings {
  readonly invoke: (functionName: string, payload: string) => Promise<InvokeResult>;
  readonly readJson: (bucket: string, key: string) => Promise<unknown>;
  /** Between tries, in place of the definition's intervals: a laptop's user does not wait for minutes. */
  readonly retryMs: number;
}

const FILE = 'infra/large-deliveries.yml';
const MACHINE = 'LargeDeliveries';

/** The definition that `infra/large-deliveries.yml` names, with its substitutions. `root` has a slash at its end. */
export function readLargeDeliveriesYml(root: string): DeployedMachine {
  const { Resources } = readYaml(root, FILE) as {
    Resources: Record<string, { Properties: Record<string, unknown> }>;
  };
  const { Definition, DefinitionSubstitutions } = Resources[MACHINE]!.Properties as {
    Definition: string;
    DefinitionSubstitutions: Record<string, { 'Fn::GetAtt': readonly [string, string] }>;
  };
  const path = /^\$\{file\((.+)\)\}$/.exec(Definition)?.[1] ?? '';
  const text = readFileSync(`${root}${path}`, 'utf8').replace(/\$\{(\w+)\}/g, (whole, name: string) => {
    const id = DefinitionSubstitutions[name]?.['Fn::GetAtt'][0];
    return id === undefined ? whole : functionArnOf(functionNameOf(id));
  });
  return { name: MACHINE, definition: JSON.parse(text) as MachineDefinition };
}

/** `ReadDashfileLambdaFunction` is what osls calls `read-file`. */
const functionNameOf = (logicalId: string): string =>
  logicalId
    .replace(/LambdaFunction$/, '')
    .replaceAll('Dash', '-')
    .toLowerCase();

/**
 * Runs the definition on the local interpreter, which has no distributed map: its list of items is read here before the
 * start, and what catches its failure is told no more than AWS tells, namely that one of the items failed. Everything
 * else is as it stands in the file. Rejects with what the execution failed of.
 */
export async function runMachine(
  definition: MachineDefinition,
  input: Readonly<Record<string, unknown>>,
  { invoke, readJson, retryMs }: MachineSurroundings,
): Promise<unknown> {
  // Half a second to load, and most stacks never meet a large delivery.
  const { StateMachine } = await import('aws-local-stepfunctions');
  const states = allStates(definition);
  const readers = states.filter(([, { ItemReader }]) => ItemReader !== undefined);
  const items = await Promise.all(
    readers.map(async ([name, { ItemReader }]) => {
      const at = (key: string) => String(valueAt(input, ItemReader!.Parameters[key] ?? ''));
      return [name, await readJson(at('Bucket.$'), at('Key.$'))] as const;
    }),
  );
  const handlers = states.flatMap(([name, { Resource }]) =>
    Resource === undefined ? [] : [[name, taskOf(Resource, invoke)] as const],
  );
  const waiting = states.flatMap(([name, { Retry }]) => (Retry === undefined ? [] : [[name, retryMs]]));
  // Checked as it is deployed; what is run has a map of the interpreter's own kind in it.
  new StateMachine(definition as unknown as StateMachineDefinition);
  const inline = new StateMachine(inlined(definition) as unknown as StateMachineDefinition, {
    validationOptions: { noValidate: true },
  });
  return inline.run(input as never, {
    overrides: {
      taskResourceLocalHandlers: Object.fromEntries(handlers),
      retryIntervalOverrides: Object.fromEntries(waiting),
    },
    context: { Items: Object.fromEntries(items) },
  }).result;
}

const allStates = ({ States }: MachineDefinition): readonly (readonly [string, State])[] =>
  Object.entries(States).flatMap(([name, state]) => [
    [name, state] as const,
    ...(state.ItemProcessor === undefined ? [] : allStates(state.ItemProcessor)),
  ]);

/** `$.files.key` */
const valueAt = (input: unknown, path: string): unknown =>
  path
    .split('.')
    .slice(1)
    .reduce<unknown>((at, key) => (at as Readonly<Record<string, unknown>> | undefined)?.[key], input);

function inlined(definition: MachineDefinition): MachineDefinition {
  const states = Object.entries(definition.States).flatMap(([name, state]) =>
    state.ItemReader === undefined ? [[name, state] as const] : distributed(name, state),
  );
  return { ...definition, States: Object.fromEntries(states) };
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html: the error's name and cause. */
const TOO_MANY_FAILED = {
  Error: 'States.ExceedToleratedFailureThreshold',
  Cause: 'The specified tolerated failure threshold was exceeded',
};

function distributed(name: string, state: State): readonly (readonly [string, State])[] {
  const { ItemReader: _, Catch: catchers = [], ...map } = state;
  const told = (index: number): string => `${name} failed ${index}`;
  return [
    [
      name,
      {
        ...map,
        ItemsPath: `$$.Items.${name}`,
        Catch: catchers.map((catcher, index) => ({ ...catcher, Next: told(index) })),
      },
    ],
    ...catchers.map(
      ({ Next, ResultPath = '$' }, index) =>
        [told(index), { Type: 'Pass', Result: TOO_MANY_FAILED, ResultPath, Next }] as const,
    ),
  ];
}

/** Errors of a function are known by their type, as Lambda tells it. */
function taskOf(resource: string, invoke: MachineSurroundings['invoke']) {
  const functionName = resource.split(':').at(-1) ?? resource;
  return async (input: unknown) => {
    const { payload, functionError } = await invoke(functionName, JSON.stringify(input));
    const answer = JSON.parse(payload);
    if (functionError === undefined) return answer;
    throw Object.assign(new Error(payload), { name: String(answer?.errorType ?? 'Lambda.Unknown') });
  };
}
