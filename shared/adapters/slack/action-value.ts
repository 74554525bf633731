import type { Action, ActionName } from '../../domain/notification/notification.ts';

/** What a click carries: which action, on which alert, plan or request, with which choice (hours of a snooze). */
export interface Click {
  readonly name: ActionName;
  readonly subject: string;
  readonly value: string;
}

const PREFIX = 'billhook.';

/** A menu carries its choices in its options, each with a value of its own. */
export const actionIdOf = ({ name }: Pick<Action, 'name'>, index: number): string =>
  `${PREFIX}${name}.${index}`;

/** Ids hold no blank; a value may. Slack takes 2,000 characters in a button and 150 in an option. */
export const actionValueOf = (subject: string, value = ''): string =>
  value === '' ? subject : `${subject} ${value}`;

/** Undefined for what is not a click of ours. */
export function parseClick(actionId: string, text: string): Click | undefined {
  const name = /^billhook\.([a-z-]+)\.\d+$/.exec(actionId)?.[1];
  if (!isActionName(name) || text === '') return undefined;
  const blank = text.indexOf(' ');
  return blank < 0
    ? { name, subject: text, value: '' }
    : { name, subject: text.slice(0, blank), value: text.slice(blank + 1) };
}

const NAMES: Readonly<Record<ActionName, true>> = {
  acknowledge: true,
  unacknowledge: true,
  snooze: true,
  unsnooze: true,
  expected: true,
  'not-mine': true,
  'stop-card': true,
  plan: true,
  raise: true,
  approve: true,
  decline: true,
  mine: true,
  confirm: true,
};

const isActionName = (name: string | undefined): name is ActionName =>
  name !== undefined && Object.hasOwn(NAMES, name);
