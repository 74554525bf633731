import { misconfigured } from '../domain/base/failure.ts';
import { redactText } from './redact.ts';
import { VARIABLES, type Variable, type VariableName } from './variables.ts';

/** What a Lambda must know before it touches data. */
export interface Config {
  readonly table: string;
  readonly exportBucket: string;
  readonly exportName: string;
  /** Without slashes at its ends; '' for none. */
  readonly exportPrefix: string;
  readonly workBucket: string;
  readonly queueUrl: string;
  readonly largeDeliveries?: string;
  readonly topicArn?: string;
  readonly slackParameter?: string;
  readonly slackApiUrl: string;
  /** Without a slash at its end. */
  readonly consoleUrl?: string;
}

export type Environment = Readonly<Record<string, string | undefined>>;

const FOUND_TEXT_MAX = 60;

/**
 * Reads every variable at once, so that one cold start names all that is wrong.
 * Throws Failure `misconfigured` with each variable's name, what was found and what was expected.
 */
export function readConfig(environment: Environment = process.env): Config {
  const faults = VARIABLES.flatMap((variable) => fault(variable, valueIn(environment, variable)) ?? []);
  if (faults.length > 0) {
    throw misconfigured(`the function's environment is not right: ${faults.join('; ')}`);
  }
  const values = new Map(VARIABLES.map((variable) => [variable.name, valueIn(environment, variable) ?? '']));
  const text = (name: VariableName): string => values.get(name) ?? '';
  const largeDeliveries = text('BILLHOOK_LARGE_DELIVERIES');
  const topicArn = text('BILLHOOK_TOPIC_ARN');
  const slackParameter = text('BILLHOOK_SLACK_PARAMETER');
  const consoleUrl = text('BILLHOOK_CONSOLE_URL').replace(/\/+$/, '');
  return {
    table: text('BILLHOOK_TABLE'),
    exportBucket: text('BILLHOOK_EXPORT_BUCKET'),
    exportName: text('BILLHOOK_EXPORT_NAME'),
    exportPrefix: text('BILLHOOK_EXPORT_PREFIX').replace(/^\/+|\/+$/g, ''),
    workBucket: text('BILLHOOK_WORK_BUCKET'),
    queueUrl: text('BILLHOOK_QUEUE_URL'),
    slackApiUrl: text('BILLHOOK_SLACK_API_URL'),
    ...(largeDeliveries === '' ? {} : { largeDeliveries }),
    ...(topicArn === '' ? {} : { topicArn }),
    ...(slackParameter === '' ? {} : { slackParameter }),
    ...(consoleUrl === '' ? {} : { consoleUrl }),
  };
}

/** CloudFormation hands an absent optional value over as an empty string: blank means not set. */
function valueIn(environment: Environment, variable: Variable): string | undefined {
  const value = environment[variable.name]?.trim();
  return value === undefined || value === '' ? variable.fallback : value;
}

function fault(variable: Variable, value: string | undefined): string | undefined {
  if (value === undefined) {
    return variable.required ? `${variable.name} is not set (expected ${variable.expected})` : undefined;
  }
  if (variable.pattern.test(value)) return undefined;
  // Somebody may have pasted the secret itself where its name belongs.
  const found = redactText(value.length > FOUND_TEXT_MAX ? `${value.slice(0, FOUND_TEXT_MAX)}…` : value);
  return `${variable.name} is ${JSON.stringify(found)} (expected ${variable.expected})`;
}
