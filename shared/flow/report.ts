import type { StatementArchive } from '../ports/statement-archive.ts';
import { keepStatements } from './report/keep-statements.ts';
import { openReportRun, type ReportPorts, type ReportSettings } from './report/report-run.ts';
import { sendReports } from './send-reports.ts';
import type { StatementPorts } from './statements.ts';
import { type HealthLook, type HealthPorts, watchHealth } from './watch-health.ts';

export interface ReportResult {
  /** Messages that were written. */
  readonly reported: number;
}

/**
 * What the calendar, the operator and finance ask for besides alerts, once an hour and apart from the sweep: a judgement
 * that fails must not silence who watches over it. A failure of one half is thrown after the other has done its part.
 */
export async function report(
  ports: ReportPorts & HealthPorts & StatementPorts & { readonly statements: StatementArchive },
  settings: ReportSettings,
): Promise<ReportResult> {
  const run = await openReportRun(ports, settings);
  let look: HealthLook = { written: 0, since: run.now, isNews: false };
  const failures: unknown[] = [];
  const part = async (work: () => Promise<number>): Promise<number> => {
    try {
      return await work();
    } catch (failure) {
      failures.push(failure);
      return 0;
    }
  };
  const watched = await part(async () => {
    look = await watchHealth(run, ports);
    return look.written;
  });
  const sent = await part(() => sendReports(run, look));
  await part(() => keepStatements(ports, settings.exportName, run.now));
  if (failures.length > 0) throw failures[0];
  return { reported: watched + sent };
}
