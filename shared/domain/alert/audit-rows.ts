import type { AuditRow } from '../access/audit-row.ts';
import type { AlertChange, Transition } from './alert.ts';

/** One row for each change that a transition adds to its alert's history, oldest first. */
export const auditRowsOf = ({ before, after }: Pick<Transition, 'before' | 'after'>): readonly AuditRow[] =>
  addedChanges(before?.history ?? [], after.history).map(({ at, reason, note, by }) => ({
    at,
    ...(by === undefined ? {} : { by }),
    subject: `alert:${after.id}`,
    action: reason,
    why: note,
  }));

/** A history keeps its newest changes only: what was the end of the old one stands at the beginning of the new one. */
function addedChanges(old: readonly AlertChange[], now: readonly AlertChange[]): readonly AlertChange[] {
  const texts = old.map(textOf);
  const nowTexts = now.map(textOf);
  const kept = old.findIndex((_, from) => texts.slice(from).every((text, index) => text === nowTexts[index]));
  return kept < 0 ? now : now.slice(old.length - kept);
}

const textOf = ({ at, reason, delivery, note, by }: AlertChange): string =>
  JSON.stringify([at, reason, delivery, note, by?.id]);
