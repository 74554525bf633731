import type { Instant } from '../../base/instant.ts';
import type { Severity } from '../../evaluation/finding.ts';

/** What may be wrong with Billhook itself, or with what it rests on; each has a paragraph in docs/runbooks.md. */
export type ConditionKind =
  | 'export-stopped'
  | 'principal-empty'
  | 'channel-refuses'
  | 'no-channel'
  | 'silent-budget'
  | 'no-budget'
  | 'always-over'
  | 'delivery-refused'
  | 'dead-letters';

/** A text, or a time. */
export type ConditionFact = { readonly label: string } & (
  | { readonly value: string }
  | { readonly at: Instant }
);

/** Something that is wrong now. Plain facts; words are the message's. */
export interface Condition {
  readonly kind: ConditionKind;
  /** Tells conditions of one kind apart: a channel, a month; '' where there is only one. */
  readonly subject: string;
  readonly severity: Severity;
  /** '' where it concerns all. */
  readonly team: string;
  /** Few and short: `No delivery for` `38 h`. */
  readonly facts: readonly ConditionFact[];
  /** Names it is about, most important first: teams, messages that did not arrive, files. */
  readonly names: readonly string[];
  /** Names of people in the facts. */
  readonly people?: readonly string[];
  /** Where not to tell it, since that is what is broken. */
  readonly avoid?: { readonly kind: string; readonly address: string };
}

export const conditionKey = ({ kind, subject }: Pick<Condition, 'kind' | 'subject'>): string =>
  JSON.stringify([kind, subject]);

/** As they were remembered by an earlier look. */
export const readConditions = (json: string): readonly Condition[] =>
  JSON.parse(json) as readonly Condition[];
