import { type DueReport, dueReports, isInTime } from '../domain/report/due-reports.ts';
import { isFinalMonth } from '../domain/report/month-close.ts';
import type { ReportRule } from '../domain/report/report-rule.ts';
import { onboardingTold, thresholdChangesTold } from './report/budget-reports.ts';
import { closeTold } from './report/close-report.ts';
import { drillResultTold, drillTold } from './report/drills.ts';
import { planReportsTold } from './report/plan-reports.ts';
import type { ReportRun } from './report/report-run.ts';
import { type Told, tellReport } from './report/tell-report.ts';
import { untaggedTold, weeklyTold } from './report/week-reports.ts';
import type { HealthLook } from './watch-health.ts';

/**
 * Writes every report that is due and was not told yet, and edits those whose numbers changed while they are current.
 * Each on its own: one that fails must not hold up the others; its failure is thrown last. Resolves with how many
 * messages were written.
 */
export async function sendReports(
  run: ReportRun,
  { since, isNews }: Pick<HealthLook, 'since' | 'isNews'>,
): Promise<number> {
  const due = dueReports({
    now: run.now,
    teams: run.budgets.budgets,
    isFinal: (period) => {
      const pointer = run.pointers.find(({ billingPeriod }) => billingPeriod === period);
      return pointer !== undefined && isFinalMonth(pointer, run.learned);
    },
  });
  const jobs: readonly (() => Promise<readonly Told[]>)[] = [
    ...due.map((one) => async () => {
      const told = await dueTold(run, one);
      return told === undefined ? [] : [told];
    }),
    () => planReportsTold(run),
    () => thresholdChangesTold(run, since),
    async () => (isNews ? onboardingTold(run) : []),
  ];
  return eachOnItsOwn(run, jobs);
}

async function eachOnItsOwn(
  run: ReportRun,
  jobs: readonly (() => Promise<readonly Told[]>)[],
): Promise<number> {
  let written = 0;
  const failures: unknown[] = [];
  for (const job of jobs) {
    try {
      for (const told of await job()) {
        const saved = await tellReport(run, told);
        if (saved && told.notification !== undefined) written += 1;
      }
    } catch (failure) {
      failures.push(failure);
    }
  }
  if (failures.length > 0) throw failures[0];
  return written;
}

async function dueTold(run: ReportRun, due: DueReport): Promise<Told | undefined> {
  const before = await run.ports.reports.get(run.settings.exportName, storedRule(due), due.id);
  if (before === undefined && !isInTime(due, run.now)) return undefined;
  switch (due.rule) {
    case 'weekly':
      return weeklyTold(run, due, before);
    case 'untagged':
      return untaggedTold(run, due, before);
    case 'close':
      return before === undefined ? closeTold(run, due) : undefined;
    case 'drill':
      return before === undefined ? drillTold(run, due) : undefined;
    case 'drill-result':
      return drillResultTold(run, due, before);
  }
}

const storedRule = ({ rule }: DueReport): ReportRule => (rule === 'drill-result' ? 'drill' : rule);
