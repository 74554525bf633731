import type { Actor } from '../domain/access/person.ts';
import type { Instant } from '../domain/base/instant.ts';

/** One change of anything that people or deliveries change. Written by the store that makes the change, in one step. */
export interface AuditRow {
  readonly at: Instant;
  /** Undefined: Billhook itself, because of a delivery or of time. */
  readonly by?: Actor;
  /** `alert:<id>`, `plan:<id>`, `silence:<id>`, `budget:<team>`. */
  readonly subject: string;
  /** One word, e.g. `acknowledged`. */
  readonly action: string;
  /** The reason as given, or the note of the change. */
  readonly why: string;
  /** JSON texts, where something was replaced. */
  readonly before?: string;
  readonly after?: string;
}

export interface AuditLog {
  /** Newest first. */
  of(exportName: string, subject: string, limit: number): Promise<readonly AuditRow[]>;
}
