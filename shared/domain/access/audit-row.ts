import type { Instant } from '../base/instant.ts';
import { picoText } from '../base/money.ts';
import type { Actor } from './person.ts';

/** One change of anything that people or deliveries change. */
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
  /** JSON texts, where something was replaced; money in them is exact decimal text. */
  readonly before?: string;
  readonly after?: string;
}

/** What whoever makes a change says of it; the rest of its row is what was stored. */
export type AuditNote = Pick<AuditRow, 'at' | 'by' | 'action' | 'why'>;

/** The row of a thing that is replaced as a whole; absent sides are left out. */
export const auditRow = (subject: string, note: AuditNote, before: unknown, after: unknown): AuditRow => ({
  ...note,
  subject,
  ...(before === undefined ? {} : { before: auditText(before) }),
  ...(after === undefined ? {} : { after: auditText(after) }),
});

/** Every big integer in what is audited is an amount. */
const auditText = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) => (typeof part === 'bigint' ? picoText(part) : part));
