import { formatMoney, type Pico, parsePico, picoText } from '../../domain/base/money.ts';
import type { Pointer } from '../../domain/ledger/snapshot.ts';
import { composeUntagged } from '../../domain/notification/compose-untagged.ts';
import { composeWeekly, type ReportTelling } from '../../domain/notification/compose-weekly.ts';
import type { Notification } from '../../domain/notification/notification.ts';
import { instantText } from '../../domain/notification/words.ts';
import { digestOf } from '../../domain/report/digest-of.ts';
import type { DueReport } from '../../domain/report/due-reports.ts';
import type { LocalWeek } from '../../domain/report/local-week.ts';
import type { ReportBasis } from '../../domain/report/report-basis.ts';
import type { ReportRecord } from '../../domain/report/report-record.ts';
import { untaggedReportOf } from '../../domain/report/untagged.ts';
import { weeklyReportOf } from '../../domain/report/weekly.ts';
import type { ReportRun } from './report-run.ts';
import { reportPlaces, type Told } from './tell-report.ts';

/** What a week came to, as one of the two reports tells it. */
interface WeekNumbers {
  readonly cost: Pico;
  /** Changes whenever a number of the week does; a forecast moves on each day and is no such number. */
  readonly digest: string;
  readonly compose: (telling: ReportTelling) => Notification;
}

export const weeklyTold = (
  run: ReportRun,
  due: DueReport & { rule: 'weekly' },
  before: ReportRecord | undefined,
): Promise<Told | undefined> =>
  weekTold(run, { ...due, places: reportPlaces(run, { team: due.team }) }, before, (basis) => {
    const report = weeklyReportOf(basis, due.team, due.week);
    const { forecast: _, ...numbers } = report;
    return {
      cost: report.spent,
      digest: digestOf(numbers),
      compose: (telling) => composeWeekly(report, telling),
    };
  });

export const untaggedTold = (
  run: ReportRun,
  due: DueReport & { rule: 'untagged' },
  before: ReportRecord | undefined,
): Promise<Told | undefined> =>
  weekTold(run, { ...due, team: '', places: reportPlaces(run, { team: '' }) }, before, (basis) => {
    const report = untaggedReportOf(basis, due.week, run.settings.tagKey);
    return {
      cost: report.cost,
      digest: digestOf(report),
      compose: (telling) => composeUntagged(report, telling),
    };
  });

async function weekTold(
  run: ReportRun,
  due: Pick<DueReport, 'id'> & { rule: 'weekly' | 'untagged'; team: string; week: LocalWeek } & Pick<
      Told,
      'places'
    >,
  before: ReportRecord | undefined,
  numbersOf: (basis: ReportBasis) => WeekNumbers,
): Promise<Told | undefined> {
  if (before?.figures.seen === run.seen) return undefined;
  const basis = await run.basis();
  // Of a week that nobody has delivered anything of, nothing can be said yet.
  if (basis === undefined || basis.judging.time.dataEnd <= due.week.from || basis.firstHour >= due.week.to)
    return undefined;
  const { cost, digest, compose } = numbersOf(basis);
  if (due.rule === 'untagged' && cost === 0n && before === undefined) return undefined;
  const { id, rule, team, places } = due;
  const record: ReportRecord = {
    id,
    rule,
    team,
    version: (before?.version ?? 0) + 1,
    firstAt: before?.firstAt ?? run.now,
    changedAt: run.now,
    digest,
    figures: { cost: picoText(cost), seen: run.seen },
  };
  if (before?.digest === digest) return { record, places: [] };
  const change = changeText(before, cost, basis);
  const reason = before === undefined ? 'first' : change === '' ? 'updated' : 'revised';
  return { record, notification: compose({ id, reason, change, pointer: basis.pointer }), places };
}

/** `$412.10 → $398.00 with the delivery of …`; '' where the amount of the week is the same to the cent. */
function changeText(
  before: ReportRecord | undefined,
  cost: Pico,
  { currency, pointer }: ReportBasis,
): string {
  const was = before?.figures.cost;
  if (was === undefined) return '';
  const [then, now] = [formatMoney(parsePico(was), currency), formatMoney(cost, currency)];
  return then === now ? '' : `${then} → ${now} with the delivery of ${deliveryText(pointer)}.`;
}

const deliveryText = ({ executedAt }: Pointer): string => instantText(executedAt);
