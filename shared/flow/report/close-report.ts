import { composeClose } from '../../domain/notification/compose-close.ts';
import { digestOf } from '../../domain/report/digest-of.ts';
import type { DueReport } from '../../domain/report/due-reports.ts';
import { monthCloseOf, statedBy } from '../../domain/report/month-close.ts';
import type { ReportRun } from './report-run.ts';
import { reportPlaces, type Told } from './tell-report.ts';

/** Told once and never edited: what later deliveries change is a line of the next statement. */
export async function closeTold(
  run: ReportRun,
  { id, period }: DueReport & { rule: 'close' },
): Promise<Told | undefined> {
  const earlier = await run.ports.reports.of(run.settings.exportName, 'close');
  const last = earlier.filter((record) => record.id < id).at(-1);
  const close = monthCloseOf(run, period, last?.figures ?? {});
  if (close === undefined) return undefined;
  return {
    record: {
      id,
      rule: 'close',
      team: '',
      version: 1,
      firstAt: run.now,
      changedAt: run.now,
      digest: digestOf([close.total, close.teams]),
      figures: statedBy(run),
    },
    notification: composeClose(close, { id, reason: 'first', change: '', pointer: close.pointer }),
    places: reportPlaces(run, { team: '', severity: close.difference === '0' ? 'info' : 'critical' }),
  };
}
