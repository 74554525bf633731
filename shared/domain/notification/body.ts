import type { Handling } from '../alert/handling.ts';
import { type Hour, type Instant, startOfHour } from '../base/instant.ts';
import { formatMoney } from '../base/money.ts';
import type { TimeZone } from '../base/time-zone.ts';
import type { Budget } from '../evaluation/budget/budget.ts';
import type { BaselineFacts, Finding, FindingScope } from '../evaluation/finding.ts';
import { falseAlertsText } from '../evaluation/sensitivity.ts';
import type { End } from './end.ts';
import { localText } from './local-time.ts';
import type { Gauge, LabelledValue, Notification } from './notification.ts';
import { plainText } from './text.ts';
import { principalWords, shareText, teamWords, tokenWords, windowText } from './words.ts';

/** What one rule has to say; the rest of a message is the same for all. */
export interface Body {
  readonly subject: string;
  readonly amount: string;
  readonly when: string;
  /** The same on the team's clocks, or what else belongs beside it. */
  readonly local?: string;
  readonly why?: readonly LabelledValue[];
  readonly facts: readonly LabelledValue[];
  readonly outlook: readonly LabelledValue[];
  readonly notes: readonly string[];
  readonly contributors: readonly LabelledValue[];
  readonly gauges?: readonly Gauge[];
  /** The number that tells whether it got better or worse, for "was … → now …". */
  readonly gist: string;
}

/** What a message says about the delivery it rests on; a ledger pointer has it all. */
export interface PointerFacts {
  readonly executedAt: Instant;
  /** End (exclusive) of the newest usage hour. */
  readonly dataThrough: Hour;
  readonly executionId: string;
}

/** What a rule's text may depend on besides the finding. */
export interface Telling {
  readonly state: Notification['state'];
  readonly endsAt?: Instant;
  /** Absent while the alert fires. */
  readonly end?: End;
  readonly executedAt: Instant;
  /** End (exclusive) of the data, UTC hour. */
  readonly dataThrough: Hour;
  /** Of the team. */
  readonly zone: TimeZone;
  /** What is agreed with the team; absent where nobody asked. */
  readonly agreed?: Budget | 'nothing';
  readonly handling?: Handling;
}

/** Alerts inform: the bill is hours old when it arrives, so nothing could have been stopped in time. */
export const ALERT_ONLY = 'Alert only: nothing was blocked.';

/** The start on the team's clocks; nothing where those are UTC. */
export function localStart({ startedAt }: Finding, { zone }: Telling): { readonly local?: string } {
  const local = localText(startOfHour(startedAt), zone);
  return local === '' ? {} : { local };
}

/** `role/claims-agent`, or the team where several principals share in it. */
export const whoOf = (scope: FindingScope): string =>
  scope.principal === undefined ? teamWords(scope.team) : principalWords(scope.principal).name;

/** `claude-opus-4.6 output`; '' where several models and kinds share in it. */
export const whatOf = (scope: FindingScope): string =>
  [
    scope.model === undefined ? '' : plainText(scope.model),
    scope.tokenKind === undefined ? '' : tokenWords(scope.tokenKind),
  ]
    .filter((part) => part !== '')
    .join(' ');

export const subjectOf = (scope: FindingScope): string =>
  [whoOf(scope), whatOf(scope)].filter((part) => part !== '').join(' · ');

/**
 * The narrow facts that spikes and newcomers share. One model and one token kind stand in the subject already; a finding
 * of a whole team has no share and no account.
 */
export function scopeFacts(finding: Finding): readonly LabelledValue[] {
  const { scope, sessions, shareOfRise } = finding;
  const one = scope.principal === undefined ? undefined : principalWords(scope.principal);
  return [
    ...(one === undefined ? [] : [{ label: 'Share of the team’s rise', value: shareText(shareOfRise) }]),
    ...(scope.model === undefined ? [{ label: 'Model', value: 'several' }] : []),
    ...(scope.tokenKind === undefined ? [{ label: 'Driven by', value: 'several token kinds' }] : []),
    ...(one === undefined ? [] : [{ label: 'Account', value: one.account ?? 'not named' }]),
    ...(sessions > 0 ? [{ label: 'Sessions', value: String(sessions) }] : []),
  ];
}

/** One plain sentence on how the expectation was found. */
export function baselineNote({ baseline, currency }: Finding): readonly string[] {
  if (baseline === undefined) return [];
  const { from, to, actual, expected, band, history } = baseline;
  const money = (pico: bigint): string => formatMoney(pico, currency);
  const count = history === 1 ? 'one' : history;
  const past = history === 1 ? 'day' : 'days';
  const windows =
    to - from <= 24
      ? `the same hours of ${count} earlier ${past}`
      : `${count} windows that ended on earlier days`;
  return [
    `In ${windowText(from, to)} it cost ${money(actual)}; ${money(expected)} was expected ` +
      `(normally ${money(band.low)} to ${money(band.high)}), learned from ${windows}.${oddsText(baseline)}`,
  ];
}

/** Nothing is rare for who has no past. */
const oddsText = ({ history, score }: BaselineFacts): string =>
  history === 0 ? '' : ` Rises this rare give a team ${falseAlertsText(score)}.`;
