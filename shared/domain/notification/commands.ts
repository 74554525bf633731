import type { Action, LabelledValue, Notification } from './notification.ts';

/** For channels without buttons: what to type instead, each action once. */
export function commandsOf({
  actions = [],
  alertId,
  data,
}: Pick<Notification, 'actions' | 'alertId' | 'data'>): readonly LabelledValue[] {
  // Those of the command line are about alerts.
  if (data.report !== undefined) return [];
  return actions.flatMap((action, index) => {
    const command = COMMANDS[action.name];
    const isRepeated = actions.findIndex(({ name }) => name === action.name) < index;
    return command === undefined || isRepeated
      ? []
      : [{ label: command.label, value: `npx billhook ${command.textOf(action.subject ?? alertId)}` }];
  });
}

/** What needs a form or a person in the channel has no command. */
const COMMANDS: Readonly<
  Partial<Record<Action['name'], { readonly label: string; readonly textOf: (id: string) => string }>>
> = {
  acknowledge: { label: 'Ack:', textOf: (id) => `alerts ack ${id}` },
  unacknowledge: { label: 'Open again:', textOf: (id) => `alerts unack ${id}` },
  snooze: { label: 'Snooze:', textOf: (id) => `alerts snooze ${id} --for 8h` },
  unsnooze: { label: 'End the snooze:', textOf: (id) => `alerts unsnooze ${id}` },
  expected: { label: 'Expected:', textOf: (id) => `alerts expected ${id} --planned` },
  'not-mine': { label: 'Not mine:', textOf: (id) => `alerts not-mine ${id}` },
};
