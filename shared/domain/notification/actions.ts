import type { Transition } from '../alert/alert.ts';
import { UNATTRIBUTED } from '../charge/principal.ts';
import type { Finding } from '../evaluation/finding.ts';
import type { Action } from './notification.ts';
import { SNOOZE_HOURS, snoozeLabel } from './snooze-price.ts';
import { openHandling, stateOf } from './state.ts';

/** What can be decided about it now: nothing that was decided already, and of what is over only how it turned out. */
export function actionsOf(transition: Transition): readonly Action[] {
  const { finding, handling = {} } = transition.after;
  const isTaken = openHandling(transition).acknowledged !== undefined || handling.verdict !== undefined;
  switch (stateOf(transition)) {
    case 'WITHDRAWN':
    case 'CLOSED':
      return [];
    case 'RESOLVED':
      return isTold(transition) || handling.verdict !== undefined
        ? []
        : [{ name: 'expected', label: 'How did it turn out?' }];
    case 'MUTED':
      return verdictActions(transition);
    default:
      return [
        ...(isTaken ? [] : [{ name: 'acknowledge', label: 'Ack', style: 'primary' } as const]),
        ...snoozeActions(transition),
        ...stopAction(finding),
        ...budgetActions(finding),
        ...verdictActions(transition),
        ...(isTaken ? [{ name: 'unacknowledge', label: 'Open again' } as const] : []),
      ];
  }
}

/** Another alert of the team tells it now, and is asked about. */
const isTold = ({ after }: Transition): boolean => after.history.at(-1)?.reason === 'updated';

function snoozeActions(transition: Transition): readonly Action[] {
  const { finding } = transition.after;
  return openHandling(transition).snoozed !== undefined
    ? [{ name: 'unsnooze', label: 'End the snooze' }]
    : SNOOZE_HOURS.map((hours) => ({
        name: 'snooze',
        label: snoozeLabel(finding, hours),
        value: String(hours),
      }));
}

/** A deny is written for one principal; for a whole team there is none that would be right. */
const stopAction = ({ severity, scope, rule }: Finding): readonly Action[] =>
  severity === 'critical' && scope.principal !== undefined && rule !== 'drop'
    ? [{ name: 'stop-card', label: 'Stop card', style: 'danger' }]
    : [];

const budgetActions = ({ budget }: Finding): readonly Action[] =>
  budget === undefined
    ? []
    : [
        { name: 'plan', label: 'Plan it' },
        { name: 'raise', label: 'Ask for a raise' },
      ];

function verdictActions({ after }: Transition): readonly Action[] {
  const { scope, budget } = after.finding;
  const { verdict, notMine } = after.handling ?? {};
  const isNobodys = scope.team === UNATTRIBUTED && scope.principal !== undefined;
  return [
    { name: 'expected', label: verdict === undefined ? 'Expected' : 'Change what it was' },
    ...(isNobodys ? [{ name: 'mine', label: 'It is mine' } as const] : []),
    // A team’s budget is nobody else’s.
    ...(isNobodys || notMine !== undefined || budget !== undefined
      ? []
      : [{ name: 'not-mine', label: 'Not mine' } as const]),
  ];
}
