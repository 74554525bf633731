import type { ModalView } from '@slack/types';
import type { Alert } from '../../domain/alert/alert.ts';
import type { Instant } from '../../domain/base/instant.ts';
import { formatMoney, type Pico } from '../../domain/base/money.ts';
import type { BillingPeriod } from '../../domain/base/period.ts';
import { choiceInput, menuInput, modal, sentences, textInput, timeInput } from './modal-parts.ts';

/** Forms by their `callback_id`. */
export const FORMS = {
  expected: 'billhook.expected',
  plan: 'billhook.plan',
  notMine: 'billhook.not-mine',
  raise: 'billhook.raise',
  decline: 'billhook.decline',
} as const;

const VERDICTS = [
  { value: 'planned', label: 'Planned: it was announced, or should have been' },
  { value: 'noise', label: 'Noise: nothing to see, this rule should keep still' },
  { value: 'real', label: 'Real: it should not have happened' },
];

const CAP_HINT = 'All that the scope may spend until then, not only the rise. Above it, it alerts.';

const BEGUN_CAP_HINT = 'All that it may spend, from where the alert began until then. Above it, it alerts.';

/** What an alert was. While it goes on, "planned" declares a plan with a cap; afterwards it is only noted. */
export function expectedModal(alert: Alert, subject: string, end: Instant): ModalView {
  const isOver = alert.state === 'resolved';
  const verdict = choiceInput({ id: 'verdict', label: 'What is it?' }, VERDICTS);
  const note = textInput(
    { id: 'note', label: 'Why?', hint: 'Kept with the alert and shown in its thread.', optional: true },
    { example: 'eval run of the new prompt, ends on Friday', lines: true },
  );
  const plan = [
    textInput(
      { id: 'cap', label: 'If planned: up to how much?', hint: BEGUN_CAP_HINT, optional: true },
      { example: '5,000' },
    ),
    timeInput({ id: 'ends', label: 'If planned: until when?', optional: true }, end),
  ];
  return modal(
    FORMS.expected,
    isOver ? 'How did it turn out?' : 'Is this expected?',
    [sentences(subject), verdict, ...(isOver ? [] : plan), note],
    { metadata: alert.id, submit: 'Save' },
  );
}

export interface PlanStart {
  readonly teams: readonly string[];
  readonly team?: string;
  readonly principal?: string;
  readonly end: Instant;
}

/** Announces spending before it happens. `teams` are those that the person may plan for. */
export const planModal = ({ teams, team, principal, end }: PlanStart): ModalView =>
  modal(
    FORMS.plan,
    'Announce spending',
    [
      sentences('Alerts inside a plan keep still up to its cap. Leaving it by amount or time alerts.'),
      menuInput(
        { id: 'team', label: 'Team' },
        teams.map((each) => ({ value: each, label: each })),
        team ?? (teams.length === 1 ? teams[0] : undefined),
      ),
      textInput(
        {
          id: 'principal',
          label: 'Only one principal?',
          hint: 'As messages name it, with its account. Empty: the whole team.',
          optional: true,
        },
        {
          example: 'role/claims-agent@123456789012',
          ...(principal === undefined ? {} : { initial: principal }),
        },
      ),
      textInput({ id: 'cap', label: 'Up to how much?', hint: CAP_HINT }, { example: '5,000' }),
      timeInput({ id: 'ends', label: 'Until when?' }, end),
      textInput({ id: 'note', label: 'What for?' }, { example: 'eval run of the new prompt', lines: true }),
    ],
    { submit: 'Announce' },
  );

export const notMineModal = (alertId: string, subject: string): ModalView =>
  modal(
    FORMS.notMine,
    'Not yours?',
    [
      sentences(subject, 'The operators’ channel is told, with your note.'),
      textInput(
        { id: 'note', label: 'Whose could it be?', optional: true },
        { example: 'looks like the batch job of search', lines: true },
      ),
    ],
    { metadata: alertId, submit: 'Tell them' },
  );

export interface RaiseStart {
  readonly team: string;
  /** Months that may be the last one, with what is agreed for each. */
  readonly months: readonly { readonly period: BillingPeriod; readonly amount: Pico }[];
  readonly currency: string;
  /** Where the answer goes: it is worked out after the form was closed. */
  readonly answerTo: string;
}

export const raiseModal = ({ team, months, currency, answerTo }: RaiseStart): ModalView =>
  modal(
    FORMS.raise,
    'Ask for a raise',
    [
      sentences(
        `Finance is asked to raise the monthly budget of team ${team}; afterwards it is what it was.`,
      ),
      textInput({ id: 'amount', label: 'Up to how much a month?' }, { example: '15,000' }),
      menuInput(
        { id: 'until', label: 'Until the end of which month?' },
        months.map(({ period, amount }) => ({
          value: period,
          label: `${period}, now ${formatMoney(amount, currency)}`,
        })),
        months[0]?.period,
      ),
      textInput({ id: 'note', label: 'Why?' }, { example: 'launch of the claims assistant', lines: true }),
    ],
    { metadata: raiseMetadata({ team, answerTo }), submit: 'Ask finance' },
  );

/** Slack keeps at most 3,000 characters with a form: an address that does not fit beside the team is left out. */
const raiseMetadata = ({ team, answerTo }: Pick<RaiseStart, 'team' | 'answerTo'>): string => {
  const whole = JSON.stringify({ team, answerTo });
  return whole.length <= METADATA_CHARS_MAX ? whole : JSON.stringify({ team });
};

const METADATA_CHARS_MAX = 3_000;

/** What a raise form was opened with; undefined for what no form of ours holds. */
export function raiseStartOf(metadata: string): Pick<RaiseStart, 'team' | 'answerTo'> | undefined {
  try {
    const found: unknown = JSON.parse(metadata);
    if (typeof found !== 'object' || found === null || !('team' in found)) return undefined;
    const { team } = found;
    const answerTo = 'answerTo' in found && typeof found.answerTo === 'string' ? found.answerTo : '';
    return typeof team === 'string' ? { team, answerTo } : undefined;
  } catch {
    return undefined;
  }
}

export const declineModal = (requestId: string): ModalView =>
  modal(
    FORMS.decline,
    'Decline the raise',
    [textInput({ id: 'note', label: 'Why?' }, { example: 'move the evaluation to December', lines: true })],
    { metadata: requestId, submit: 'Decline' },
  );

/** What came of a form, in place of it. */
export const outcomeModal = (title: string, ...texts: readonly string[]): ModalView =>
  modal('billhook.outcome', title, [sentences(...texts)]);
