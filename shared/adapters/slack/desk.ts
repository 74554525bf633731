import type { Actor, Person } from '../../domain/access/person.ts';
import type { Alert } from '../../domain/alert/alert.ts';
import type { Decision } from '../../domain/alert/decision.ts';
import type { Problem } from '../../domain/alert/declared-checks.ts';
import type { Instant } from '../../domain/base/instant.ts';
import type { Pico } from '../../domain/base/money.ts';
import type { BillingPeriod } from '../../domain/base/period.ts';
import type { StopCardLine } from '../../domain/evidence/stop-card-lines.ts';
import type { ReportAnswer } from '../../domain/report/report-record.ts';
import type { Standing, TopSpend } from '../../domain/report/standing.ts';

/** Somebody whom the operator knows. */
export interface Asker {
  readonly person: Person;
  readonly actor: Actor;
}

/** What came of it, in a sentence or two for the person. */
export interface Outcome {
  readonly done: boolean;
  readonly text: string;
}

export interface PlanDraft {
  readonly team: string;
  readonly principal?: string;
  readonly model?: string;
  readonly cap: Pico;
  readonly currency: string;
  /** Now where absent. */
  readonly startsAt?: Instant;
  readonly endsAt: Instant;
  readonly note: string;
}

export interface RaiseDraft {
  readonly team: string;
  /** Last month that it is for. */
  readonly until: BillingPeriod;
  readonly amount: Pico;
  readonly reason: string;
}

export type Declared =
  | { readonly outcome: 'declared'; readonly id: string; readonly mutes: number }
  | { readonly outcome: 'refused'; readonly problems: readonly Problem[] };

/** What can be asked for from Slack. Each checks for itself what the person may do, and answers for people. */
export interface Desk {
  now(): Instant;
  /** Shows people in a text as messages everywhere do: in full, as initials, or as pseudonyms. */
  masker(): Promise<(text: string) => string>;
  /** By Slack user id; undefined for a stranger. */
  personOf(slackId: string): Promise<Person | undefined>;
  alert(id: string): Promise<Alert | undefined>;
  /** Of the newest month, for the teams that the person sees; undefined before the first delivery. */
  standing(asker: Asker): Promise<Standing | undefined>;
  /** May take seconds where a month is large. */
  top(asker: Asker, team: string | undefined): Promise<TopSpend | undefined>;
  decide(asker: Asker, alertId: string, decision: Decision): Promise<Outcome>;
  declarePlan(asker: Asker, draft: PlanDraft): Promise<Declared>;
  stopCard(asker: Asker, alertId: string): Promise<readonly StopCardLine[]>;
  /** Takes seconds where a month is large: finance is shown what it decides by. */
  askRaise(asker: Asker, draft: RaiseDraft): Promise<Outcome>;
  /** To a request for more, a drill, or a first card. */
  answer(asker: Asker, reportId: string, word: ReportAnswer['word'], reason: string): Promise<Outcome>;
}
