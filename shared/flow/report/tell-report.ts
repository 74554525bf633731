import type { Notification } from '../../domain/notification/notification.ts';
import type { OutboxEntry } from '../../domain/notification/outbox.ts';
import { joinPlaces, outboxEntries, placesTold } from '../../domain/notification/outbox-entries.ts';
import { reportLinks } from '../../domain/notification/report-links.ts';
import { type Addressed, type Place, placesOf } from '../../domain/notification/route.ts';
import type { ReportRecord } from '../../domain/report/report-record.ts';
import type { ReportRun } from './report-run.ts';

/** A report that is to be told, and what is then remembered of it. */
export interface Told {
  readonly record: ReportRecord;
  /** Absent where there is nothing new to tell, only to remember. */
  readonly notification?: Notification;
  readonly places: readonly Place[];
}

/**
 * Writes the record with its messages: `false` where somebody else told it first, which is as good. What was told before
 * is edited where it was told.
 */
export async function tellReport(
  { ports, settings, budgets, now }: Pick<ReportRun, 'ports' | 'settings' | 'budgets' | 'now'>,
  { record, notification, places }: Told,
): Promise<boolean> {
  let outbox: readonly OutboxEntry[] = [];
  if (notification !== undefined) {
    const before = record.version === 1 ? [] : await ports.outbox.sentFor(record.id);
    const budget = budgets.budgets.find(({ team }) => team === record.team);
    const links = reportLinks(record, notification.data, settings.consoleUrl);
    outbox = outboxEntries(
      { id: record.id, version: record.version, notification: { ...notification, links } },
      joinPlaces(places, placesTold(before)),
      before,
      { now, budget, sendsAtOnce: settings.routing.sendsAtOnce },
    );
  }
  const saved = await ports.reports.save(settings.exportName, record, outbox);
  if (saved && notification !== undefined) {
    ports.telemetry.event('report told', { id: record.id, reason: notification.reason });
    ports.telemetry.count('ReportsTold', 1);
  }
  return saved;
}

/** Where a report goes: to the team's people, or to those of nobody's team. */
export const reportPlaces = (
  { budgets, settings }: Pick<ReportRun, 'budgets' | 'settings'>,
  addressed: Pick<Addressed, 'team'> & Partial<Addressed>,
): readonly Place[] =>
  placesOf({ severity: 'info', isReport: true, ...addressed }, budgets, settings.routing);
