import { DAY_MS, type Instant, isoInstant } from '../base/instant.ts';
import { UNSEEN } from '../base/unseen.ts';
import type { Alert, TransitionReason } from './alert.ts';
import type { Decided, DecidedBy, Decision } from './decision.ts';
import type { Handling } from './handling.ts';
import { withChange } from './history.ts';

/** What must stay quiet for longer is a plan or a silence, which others see. */
export const SNOOZE_MAX_MS = 14 * DAY_MS;
/** How it turned out is often known weeks later, when somebody looks at the bill. */
const JUDGED_AFTER_END_MS = 45 * DAY_MS;
const NOTE_MAX = 500;

interface Change {
  readonly reason: TransitionReason;
  readonly note: string;
  readonly handling: Handling;
}

type Refusal = Extract<Decided, { outcome: 'refused' }>;

/** What a person's decision makes of an alert, or why it changes nothing. Whether they may is asked elsewhere. */
export function applyDecision(alert: Alert, decision: Decision, decidedBy: DecidedBy): Decided {
  const change = tooLate(alert, decision, decidedBy.at) ?? changeBy(alert, decision, decidedBy);
  if ('outcome' in change) return change;
  const { reason, note, handling } = change;
  const { by, at } = decidedBy;
  const after: Alert = {
    ...alert,
    version: alert.version + 1,
    handling,
    history: withChange(alert, { at, reason, delivery: alert.judgedFrom, note, by }),
  };
  return { outcome: 'changed', transition: { reason, before: alert, after, tell: true } };
}

function changeBy(alert: Alert, decision: Decision, decidedBy: DecidedBy): Change | Refusal {
  switch (decision.kind) {
    case 'acknowledge':
      return acknowledge(alert, decidedBy);
    case 'unacknowledge':
      return unacknowledge(alert);
    case 'snooze':
      return snooze(alert, decision.until, decidedBy);
    case 'unsnooze':
      return unsnooze(alert, decidedBy);
    case 'verdict':
      return judge(alert, decision, decidedBy);
    case 'not-mine':
      return notMine(alert, decision.note, decidedBy);
  }
}

function tooLate({ state, endsAt }: Alert, { kind }: Decision, at: Instant): Refusal | undefined {
  if (state !== 'resolved') return undefined;
  if (kind !== 'verdict') {
    return refused('over', 'This alert is over; only how it turned out can still be said.');
  }
  return at <= (endsAt ?? at) + JUDGED_AFTER_END_MS
    ? undefined
    : refused('over', 'This alert ended more than 45 days ago; how it turned out can no longer be said.');
}

function acknowledge({ handling = {} }: Alert, { by, at }: DecidedBy): Change | Refusal {
  const { acknowledged } = handling;
  if (acknowledged !== undefined) {
    return refused('already', `${acknowledged.by.name} has acknowledged it already.`);
  }
  return {
    reason: 'acknowledged',
    note: 'acknowledged',
    handling: { ...handling, acknowledged: { by, at } },
  };
}

/** Whoever called it noise or planned has it as much as who acknowledged it; both are taken back. */
function unacknowledge({ handling = {} }: Alert): Change | Refusal {
  const { acknowledged, verdict, ...rest } = handling;
  return acknowledged === undefined && verdict === undefined
    ? refused('not-acknowledged', 'Nobody has acknowledged this alert.')
    : { reason: 'unacknowledged', note: 'open again', handling: rest };
}

function snooze({ handling = {} }: Alert, until: Instant, { by, at }: DecidedBy): Change | Refusal {
  if (!(until > at)) return refused('in-the-past', 'A snooze must end in the future.');
  if (until > at + SNOOZE_MAX_MS) {
    return refused('too-long', 'A snooze lasts at most 14 days; a plan or a silence can last longer.');
  }
  if (handling.snoozed?.until === until) {
    return refused('already', `${handling.snoozed.by.name} has snoozed it until then already.`);
  }
  const snoozed = { by, at, until };
  return { reason: 'snoozed', note: `until ${minuteText(until)}`, handling: { ...handling, snoozed } };
}

function unsnooze({ handling = {} }: Alert, { at }: DecidedBy): Change | Refusal {
  const { snoozed, ...rest } = handling;
  return snoozed === undefined || snoozed.until <= at
    ? refused('not-snoozed', 'This alert is not snoozed.')
    : { reason: 'snooze-ended', note: `ended before ${minuteText(snoozed.until)}`, handling: rest };
}

/** `2026-11-22 01:03 UTC` */
const minuteText = (at: Instant): string => `${isoInstant(at).slice(0, 16).replace('T', ' ')} UTC`;

/** Somebody who calls it real has seen it. */
function judge(
  { handling = {} }: Alert,
  { verdict, note: given }: Extract<Decision, { kind: 'verdict' }>,
  { by, at }: DecidedBy,
): Change | Refusal {
  const known = handling.verdict;
  const note = plain(given);
  if (known?.verdict === verdict && known.note === note) {
    return refused('already', `${known.by.name} has said so already.`);
  }
  const acknowledged = verdict === 'real' ? { acknowledged: handling.acknowledged ?? { by, at } } : {};
  return {
    reason: 'verdict',
    note: note === '' ? verdict : `${verdict}: ${note}`,
    handling: { ...handling, ...acknowledged, verdict: { by, at, verdict, note } },
  };
}

function notMine({ handling = {} }: Alert, given: string, { by, at }: DecidedBy): Change | Refusal {
  const note = plain(given);
  if (handling.notMine?.by.id === by.id && handling.notMine.note === note) {
    return refused('already', `${handling.notMine.by.name} has said so already.`);
  }
  return {
    reason: 'not-mine',
    note: note === '' ? 'not mine' : `not mine: ${note}`,
    handling: { ...handling, notMine: { by, at, note } },
  };
}

/** Comes from outside, and is kept with the alert for good. */
const plain = (note: string): string =>
  note
    .replace(/\s+/g, ' ')
    .replace(UNSEEN, '')
    .trim()
    .slice(0, NOTE_MAX)
    .replace(/[\ud800-\udbff]$/, '');

const refused = (reason: Refusal['reason'], text: string): Refusal => ({ outcome: 'refused', reason, text });
