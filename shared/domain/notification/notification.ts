import type { TransitionReason } from '../alert/alert.ts';
import type { Instant } from '../base/instant.ts';
import type { Rule, Severity } from '../evaluation/finding.ts';

/** Where a message goes. `slack` addresses a channel by name or id, `sns` a topic ARN. */
export interface ChannelRef {
  readonly kind: 'slack' | 'sns';
  readonly address: string;
}

export interface LabelledValue {
  readonly label: string;
  readonly value: string;
}

/**
 * What is told, as facts in plain text: no markup, nothing escaped, so each channel renders it in its own way.
 * The order of the fields is the order of reading.
 */
export interface Notification {
  readonly alertId: string;
  readonly reason: TransitionReason;
  readonly state: 'FIRING' | 'REVISED' | 'RESOLVED';
  readonly severity: Severity;
  readonly rule: Rule;
  readonly team: string;
  /** At most 120 characters: understood in a phone's notification. */
  readonly headline: string;
  /** What changed since the last message, for edits; '' for the first. */
  readonly change: string;
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
  /** `Data complete through …, delivery of …`. */
  readonly freshness: string;
  /** Link to evidence and the command that prints it. */
  readonly links: readonly { readonly label: string; readonly url: string }[];
  /** For machines (SNS JSON, webhooks): exact amounts as text, ISO times. */
  readonly data: Readonly<Record<string, string | number>>;
}

/** Proof that a channel took a message; a later one edits it. */
export interface Receipt {
  readonly channel: ChannelRef;
  /** Slack: `<channel id>:<ts>`; SNS: the message id. */
  readonly providerId: string;
  readonly sentAt: Instant;
}
