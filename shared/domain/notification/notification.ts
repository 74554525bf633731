import type { TransitionReason } from '../alert/alert.ts';
import type { Instant } from '../base/instant.ts';
import type { Rule, Severity } from '../evaluation/finding.ts';
import type { ReportRule } from '../report/report-rule.ts';
import type { ChannelRef } from './channel-ref.ts';

export type { ChannelRef };

/**
 * What a reader asks first. `FIRING` is not written out where a severity stands for it; `TEST` is a drill, `REPORT` what
 * nobody has to act on.
 */
export type NotificationState =
  | 'FIRING'
  | 'ACK'
  | 'SNOOZED'
  | 'MUTED'
  | 'REVISED'
  | 'RESOLVED'
  | 'WITHDRAWN'
  | 'CLOSED'
  | 'TEST'
  | 'REPORT';

export interface LabelledValue {
  readonly label: string;
  readonly value: string;
  /** The value is to be copied: a command. */
  readonly code?: boolean;
}

/** The headline in its parts, for channels that have room to set them apart. */
export interface HeadlineParts {
  /** State and severity in words: `CRITICAL`, `ACK · WARNING`, `SNOOZED until Wed 18 Nov 05:04 UTC · INFO`, `RESOLVED`. */
  readonly word: string;
  /** Who and what: `role/claims-agent · claude-opus-4.6 output`. */
  readonly subject: string;
  /** How much against what: `$148.20/h, 49× usual`. */
  readonly amount: string;
  /** Since when: `since Tue 17 Nov 02:00 UTC`. */
  readonly when: string;
  /** The same on the team's clocks, where they are not UTC: `03:00 Berlin`. */
  readonly local?: string;
}

/** What the numbers of `spark` stand for. */
export interface SparkCaption {
  /** First and last hour shown, e.g. `Mon 16 Nov 02:00`. */
  readonly from: string;
  readonly to: string;
  /** Index in `spark` of the hour the finding starts in; -1 where it lies outside. */
  readonly mark: number;
  /** Lowest and highest cost of an hour shown. */
  readonly low: string;
  readonly high: string;
}

/** What a reader can do about it with one click. A channel without buttons names the commands instead. */
export type ActionName =
  | 'acknowledge'
  | 'snooze' // value: hours
  | 'unacknowledge'
  | 'unsnooze'
  | 'expected' // asks: planned or noise
  | 'not-mine'
  | 'stop-card'
  | 'plan'
  | 'raise'
  | 'approve'
  | 'decline'
  | 'mine'
  | 'confirm'; // a drill, a statement

export interface Action {
  readonly name: ActionName;
  /** With its price where it has one: `8 h, about $380`. */
  readonly label: string;
  readonly value?: string;
  /** In a message about several: the alert that is meant. */
  readonly subject?: string;
  readonly style?: 'primary' | 'danger';
}

/** A titled list of its own, for reports. */
export interface Section {
  readonly title: string;
  readonly rows: readonly LabelledValue[];
}

/** A share to draw as a bar, such as budget used beside month gone; over 1 is over full. */
export interface Gauge {
  readonly label: string;
  readonly share: number;
}

/**
 * What is told, as facts in plain text: no markup, nothing escaped, so each channel renders it in its own way.
 * The order of the fields is the order of reading.
 */
export interface Notification {
  readonly alertId: string;
  readonly reason: TransitionReason;
  readonly state: NotificationState;
  readonly severity: Severity;
  /** `digest`: several alerts in one message; then `alertId` is the digest's. */
  readonly rule: Rule | 'digest' | ReportRule;
  /** '' where it is about several. */
  readonly team: string;
  /** At most 120 characters: understood in a phone's notification. */
  readonly headline: string;
  readonly parts?: HeadlineParts;
  /** What changed since the last message, for edits; '' for the first. */
  readonly change: string;
  /** What people decided, a sentence each with who and when, newest state first. */
  readonly decisions?: readonly string[];
  /** Why it costs more, where that is known: at most two short lines. */
  readonly why?: readonly LabelledValue[];
  /** Two to ten short facts for a two-column grid. */
  readonly facts: readonly LabelledValue[];
  /** Costs if nobody acts, three horizons. */
  readonly outlook: readonly LabelledValue[];
  /** Full sentences: method, share, what speaks against it. */
  readonly notes: readonly string[];
  /** Who or what, with their part of the rise, largest first. */
  readonly contributors: readonly LabelledValue[];
  /** Hourly cost as numbers for a sparkline, oldest first. */
  readonly spark: readonly number[];
  readonly sparkCaption?: SparkCaption;
  /** Bars that say more than the hourly cost does, for budgets. */
  readonly gauges?: readonly Gauge[];
  /** `Data complete through …, about 92 % of it is in (88 to 97 %) · delivery of …`. */
  readonly freshness: string;
  readonly sections?: readonly Section[];
  readonly actions?: readonly Action[];
  /** Link to evidence and the command that prints it. */
  readonly links: readonly { readonly label: string; readonly url: string }[];
  /** Names of people that stand in these texts, for channels that do not name them in full; told to none. */
  readonly people?: readonly string[];
  /** For machines (SNS JSON, webhooks): exact amounts as text, ISO times. */
  readonly data: Readonly<Record<string, string | number>>;
}

/** Proof that a channel took a message; a later one edits it. */
export interface Receipt {
  readonly channel: ChannelRef;
  /** Slack: `<channel id>:<ts>`; SNS: the message id; a webhook: the delivery id; PagerDuty: the dedup key. */
  readonly providerId: string;
  readonly sentAt: Instant;
}
