import type { Actor } from '../access/person.ts';
import type { Instant } from '../base/instant.ts';
import type { ReportRule } from './report-rule.ts';

/**
 * What is remembered of a report that was told: so that it is told once, edited only where its numbers changed, and
 * later ones can name what earlier ones said.
 */
export interface ReportRecord {
  /** The thread of its message: `weekly-search-2026-W47`. The same report has the same id, whoever writes it again. */
  readonly id: string;
  readonly rule: ReportRule;
  /** '' where it is about all of them. */
  readonly team: string;
  /** Grows by one with each message of the thread. */
  readonly version: number;
  readonly firstAt: Instant;
  readonly changedAt: Instant;
  /** Of the numbers that were told last: with the same ones there is nothing to edit. */
  readonly digest: string;
  /** Exact amounts and other texts as told, for later reports to compare with. */
  readonly figures: Readonly<Record<string, string>>;
  /** Of system alerts: when what was wrong was right again. */
  readonly endedAt?: Instant;
  /** Somebody said that it arrived (a drill), or what is to become of it (a request). */
  readonly answer?: ReportAnswer;
}

export interface ReportAnswer {
  readonly word: 'confirmed' | 'approved' | 'declined' | 'not-mine';
  readonly by: Actor;
  readonly at: Instant;
  /** Exact amount that was approved, where it is not the one asked for. */
  readonly amount?: string;
  readonly reason: string;
}
