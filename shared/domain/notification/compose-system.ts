import { DAY_MS, HOUR_MS, type Instant, isoInstant } from '../base/instant.ts';
import type { Condition, ConditionFact, ConditionKind } from '../report/health/condition.ts';
import type { HealthChange } from '../report/health/health.ts';
import type { LabelledValue, Notification } from './notification.ts';
import { asOfText, counted, reportMessage } from './report-message.ts';
import { cutText, plainText } from './text.ts';
import { instantText } from './words.ts';

const NAMES = 10;
const REASONS: Readonly<Record<HealthChange['what'], Notification['reason']>> = {
  began: 'first',
  moved: 'updated',
  ended: 'resolved',
};

interface Words {
  /** What is wrong, for the first line. */
  readonly what: (condition: Condition) => string;
  /** What it means for those who rely on Billhook, in one line. */
  readonly effect: string;
  readonly todo: string;
  readonly over: string;
  readonly names: string;
}

const shownFact = (fact: ConditionFact): LabelledValue => ({
  label: fact.label,
  value: 'at' in fact ? instantText(fact.at) : fact.value,
});

const factOf = ({ facts }: Condition, label: string): string =>
  plainText(facts.map(shownFact).find((fact) => fact.label === label)?.value ?? '');

const WORDS: Readonly<Record<ConditionKind, Words>> = {
  'export-stopped': {
    what: () => 'no delivery of the bill for 36 h',
    effect: 'Every number and alert is as old as the last delivery; a runaway of today stays unseen.',
    todo: 'Look at the export’s status under Data Exports in Billing, then at the bucket’s policy.',
    over: 'deliveries arrive again',
    names: '',
  },
  'principal-empty': {
    what: () => 'the bill names no callers any more',
    effect: 'Nothing can be put down to a role or user: teams, rises and newcomers are not told apart.',
    todo: 'Check that the export still includes caller identity; an export made without it must be made anew.',
    over: 'the bill names callers again',
    names: '',
  },
  'channel-refuses': {
    what: (condition) => `${factOf(condition, 'Channel')} takes no messages`,
    effect: 'Its team does not hear of its alerts. What did not arrive is listed here, once.',
    todo: 'Invite the app to the channel, or give the team another one in the budget file.',
    over: 'the channel takes messages again',
    names: 'Did not arrive',
  },
  'no-channel': {
    what: ({ names }) => `${counted(names.length, 'team')} without a channel`,
    effect: 'Their alerts and reports go to this channel instead of to them.',
    todo: 'Name a channel for each in the budget file.',
    over: 'every team has a channel',
    names: 'Teams',
  },
  'silent-budget': {
    what: ({ names }) =>
      `${counted(names.length, 'budget')} that ${names.length === 1 ? 'reaches' : 'reach'} nobody`,
    effect: 'These limits will never speak: no usage carries their team’s name.',
    todo: 'Compare the name with the tag’s values (npx billhook report showback); remove what is gone.',
    over: 'every budget has usage',
    names: 'Budgets',
  },
  'no-budget': {
    what: ({ names }) =>
      `${counted(names.length, 'team')} ${names.length === 1 ? 'spends' : 'spend'} without a budget`,
    effect: 'No limit, forecast or Monday report is kept for them; rises are told all the same.',
    todo: 'Answer their first cards, or import budgets for them.',
    over: 'every team that spends has a budget',
    names: 'Teams, dearest first',
  },
  'always-over': {
    what: ({ names }) => `${counted(names.length, 'budget')} broken every month`,
    effect: 'A limit that always speaks warns nobody: raise it or mean it.',
    todo: 'Raise the amount to what is meant, or ask the owner for a plan.',
    over: 'every budget held in one of the last months',
    names: 'Teams',
  },
  'delivery-refused': {
    what: ({ subject }) => `a delivery of ${plainText(subject)} was refused`,
    effect: 'The month keeps its last good numbers until a later delivery is sound.',
    todo: 'Read what is wrong below; the next delivery usually mends it. If two in a row are refused, read the ingest log.',
    over: 'a sound delivery has taken its place',
    names: 'What is wrong with it',
  },
  'dead-letters': {
    what: () => 'work was given up',
    effect: 'A delivery may be unread or a message unsent; the hourly sweep tries again.',
    todo: 'Read the log of the function named, mend the cause, and redrive the queue.',
    over: 'nothing is left over',
    names: 'Queues',
  },
};

/** To the operator, by another way than the one that is broken: begun, moved on, over, in one message. */
export function composeSystem({ what, condition, record }: HealthChange, now: Instant): Notification {
  const words = WORDS[condition.kind];
  const isOver = what === 'ended';
  const severity = condition.severity.toUpperCase();
  const rest = condition.names.length - NAMES;
  const names = condition.names
    .slice(0, NAMES)
    .map((name, index) => ({ label: `${index + 1}`, value: name }));
  return reportMessage({
    id: record.id,
    rule: 'system',
    team: condition.team,
    state: isOver ? 'RESOLVED' : 'FIRING',
    severity: condition.severity,
    reason: REASONS[what],
    word: isOver ? 'RESOLVED' : severity,
    subject: 'Billhook',
    amount: isOver ? words.over : cutText(words.what(condition), 70),
    when: isOver ? `after ${durationText(now - record.firstAt)}` : `since ${instantText(record.firstAt)}`,
    change: isOver ? `It is over: ${words.over}.` : '',
    facts: isOver
      ? [
          { label: 'What was wrong', value: words.what(condition) },
          { label: 'From', value: instantText(record.firstAt) },
          { label: 'Until', value: instantText(now) },
        ]
      : [{ label: 'What it means', value: words.effect }, ...condition.facts.map(shownFact)],
    sections: [
      {
        title: words.names,
        rows: rest > 0 ? [...names, { label: 'and more', value: String(rest) }] : names,
      },
    ],
    notes: isOver ? [] : [`${words.todo} More: docs/runbooks.md#${condition.kind}`],
    people: condition.people ?? [],
    freshness: asOfText(now),
    data: {
      report: 'system',
      condition: condition.kind,
      subject: condition.subject,
      since: isoInstant(record.firstAt),
      ...(isOver ? { until: isoInstant(now) } : {}),
    },
  });
}

/** `3 h`, `2 days`. */
function durationText(ms: number): string {
  if (ms < 2 * HOUR_MS) return `${Math.max(1, Math.round(ms / 60_000))} min`;
  return ms < 2 * DAY_MS ? `${Math.round(ms / HOUR_MS)} h` : `${Math.round(ms / DAY_MS)} days`;
}
