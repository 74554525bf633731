import type { Plan } from '../../domain/alert/plan.ts';
import { planSpent } from '../../domain/alert/plan-state.ts';
import { planReport } from '../../domain/alert/plan-steps.ts';
import { composePlanReport } from '../../domain/notification/compose-plan-report.ts';
import { digestOf } from '../../domain/report/digest-of.ts';
import type { ReportBasis } from '../../domain/report/report-basis.ts';
import type { ReportRecord } from '../../domain/report/report-record.ts';
import type { ReportRun } from './report-run.ts';
import { reportPlaces, type Told } from './tell-report.ts';

/** Plans that a judgement found left or over, each told when it is left and, in the same message, when it is over. */
export async function planReportsTold(run: ReportRun): Promise<readonly Told[]> {
  const { ports, settings, now } = run;
  const plans = (await ports.plans.recent(settings.exportName, now)).filter(
    ({ left, reportedAt }) => left !== undefined || reportedAt !== undefined,
  );
  if (plans.length === 0) return [];
  const records = new Map(
    (await ports.reports.of(settings.exportName, 'plan-report')).map((record) => [record.id, record]),
  );
  const open = plans.filter((plan) => records.get(reportId(plan))?.digest !== stateOf(plan));
  if (open.length === 0) return [];
  const basis = await run.basis();
  return basis === undefined
    ? []
    : open.map((plan) => planTold(run, basis, plan, records.get(reportId(plan))));
}

const reportId = ({ id }: Plan): string => `${id}-report`;

/** What a message says of how it stands; the amount alone is no news. */
const stateOf = ({ left, reportedAt }: Plan): string => digestOf([left, reportedAt]);

function planTold(run: ReportRun, basis: ReportBasis, plan: Plan, before: ReportRecord | undefined): Told {
  const id = reportId(plan);
  const event = plan.reportedAt === undefined ? 'left' : 'ended';
  const spent = planSpent(plan, basis.judging.tree);
  const report = planReport({ before: plan, after: plan, spent, event }, basis.alerts, []);
  const reason = before === undefined ? 'first' : 'resolved';
  const change = before === undefined ? '' : 'The plan is over.';
  return {
    record: {
      id,
      rule: 'plan-report',
      team: plan.team,
      version: (before?.version ?? 0) + 1,
      firstAt: before?.firstAt ?? run.now,
      changedAt: run.now,
      digest: stateOf(plan),
      figures: { spent: String(spent) },
    },
    notification: composePlanReport(report, { id, reason, change, pointer: basis.pointer }),
    places: reportPlaces(run, {
      team: plan.team,
      severity: plan.left === undefined ? 'info' : 'warning',
    }),
  };
}
