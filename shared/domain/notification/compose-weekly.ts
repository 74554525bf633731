import { isoHour } from '../base/instant.ts';
import { formatMoney, picoText } from '../base/money.ts';
import type { Pointer } from '../ledger/snapshot.ts';
import type { LocalWeek } from '../report/local-week.ts';
import type { AlertOutcome, MonthForecast, PlanStanding, WeeklyReport } from '../report/weekly.ts';
import { subjectOf } from './body.ts';
import { errorText } from './budget-facts.ts';
import type { LabelledValue, Notification, Section } from './notification.ts';
import { counted, differenceText, freshnessOf, nameOf, reportMessage } from './report-message.ts';
import { plainText } from './text.ts';
import { dayText, estimateText, hourText, instantText, lastDayText, shareText, teamWords } from './words.ts';

export interface ReportTelling {
  readonly id: string;
  readonly reason: Notification['reason'];
  readonly change: string;
  readonly pointer: Pointer;
}

/** More would not be one screen. */
const ALERTS = 5;
const NEW = 3;
const PLANS = 3;

/** Monday's report to a team: one screen. */
export function composeWeekly(report: WeeklyReport, telling: ReportTelling): Notification {
  const { team, week, currency, spent, spentThrough, through, before, plan } = report;
  const isWhole = through >= week.to;
  const { pointer } = telling;
  const against = plan === undefined ? '' : `, plan ${formatMoney(plan, currency)}`;
  return reportMessage({
    ...telling,
    rule: 'weekly',
    team,
    state: 'REPORT',
    severity: 'info',
    word: 'WEEK',
    subject: teamWords(team),
    amount: `${formatMoney(spent, currency)}${before === undefined ? '' : `, ${differenceText(spentThrough, before, currency)}`}${against}`,
    when: isWhole ? weekText(week) : `${weekText(week)} up to ${hourText(through)} UTC`,
    facts: weekFacts(report),
    sections: [
      topSection(report),
      { title: 'New this week', rows: newcomerRows(report) },
      { title: 'Alerts', rows: alertRows(report) },
      { title: 'Plans', rows: report.plans.slice(0, PLANS).map((standing) => planRow(standing, currency)) },
    ],
    notes: report.forecast === undefined ? [] : forecastNotes(report.forecast),
    freshness: freshnessOf(pointer),
    data: {
      report: 'weekly',
      team,
      week: week.name,
      currency,
      from: isoHour(week.from),
      to: isoHour(week.to),
      spent: picoText(spent),
      ...(before === undefined ? {} : { before: picoText(before) }),
      ...(plan === undefined ? {} : { plan: picoText(plan) }),
      unattributed: picoText(report.unattributed.cost),
      alerts: report.alerts.length,
      executionId: pointer.executionId,
    },
  });
}

/** `9 to 15 Nov`, as the team's calendar shows it. */
export function weekText({ monday }: LocalWeek): string {
  const [first, last] = [dayText(monday * 24), dayText((monday + 6) * 24)];
  return first.slice(-3) === last.slice(-3) ? `${first.slice(0, -4)} to ${last}` : `${first} to ${last}`;
}

function weekFacts(report: WeeklyReport): readonly LabelledValue[] {
  const { week, through } = report;
  const {
    currency,
    spent,
    spentThrough,
    before,
    plan,
    cacheShare,
    cacheShareBefore,
    unattributed,
    forecast,
  } = report;
  return [
    { label: 'Spent', value: formatMoney(spent, currency) },
    {
      label: through >= week.to ? 'Against last week' : 'Against the same hours of last week',
      value: before === undefined ? 'not known' : differenceText(spentThrough, before, currency),
    },
    {
      label: 'Against the plan',
      value:
        plan === undefined
          ? 'no budget'
          : `${differenceText(spentThrough, plan, currency)} of ${formatMoney(plan, currency)}`,
    },
    ...(cacheShare === undefined
      ? []
      : [
          {
            label: 'Input read from cache',
            value: `${shareText(cacheShare)}${cacheShareBefore === undefined ? '' : `, was ${shareText(cacheShareBefore)}`}`,
          },
        ]),
    ...(forecast === undefined ? [] : [forecastFact(forecast, currency)]),
    {
      label: 'Without a team, whole bill',
      value: `${formatMoney(unattributed.cost, currency)} (${shareText(unattributed.share)})`,
    },
  ];
}

const forecastFact = ({ period, range, amount }: MonthForecast, currency: string): LabelledValue => ({
  label: `Month end (${lastDayText(period)})`,
  value: `≈ ${estimateText(range.mid, currency)}${amount === undefined ? '' : ` of ${formatMoney(amount, currency)}`}`,
});

const forecastNotes = ({ period, range, pastErrors }: MonthForecast): readonly string[] => {
  const error = errorText(period, pastErrors);
  const half = range.mid > 0n ? Number(((range.high - range.mid) * 100n) / range.mid) : 0;
  return [`Month end: forecast from the last four weeks, give or take ${half} %.${error}`];
};

function topSection({ top, others, currency }: WeeklyReport): Section {
  const rows = top.map(({ principal, cost, share, model, known, before }) => ({
    label: `${nameOf(principal)} · ${plainText(model)}`,
    value: `${formatMoney(cost, currency)} (${shareText(share)})${before === 0n ? ', none last week' : `, ${differenceText(known, before, currency)}`}`,
  }));
  const rest = { label: counted(others.count, 'other'), value: formatMoney(others.cost, currency) };
  return { title: 'Top principals', rows: others.count === 0 ? rows : [...rows, rest] };
}

const newcomerRows = ({ newcomers, currency }: WeeklyReport): readonly LabelledValue[] => {
  const rows = newcomers.slice(0, NEW).map(({ principal, cost, model }) => ({
    label: `${nameOf(principal)} · ${plainText(model)}`,
    value: formatMoney(cost, currency),
  }));
  const rest = newcomers.length - rows.length;
  return rest > 0 ? [...rows, { label: 'and more', value: String(rest) }] : rows;
};

function alertRows({ alerts, currency }: WeeklyReport): readonly LabelledValue[] {
  const rows = alerts.slice(0, ALERTS).map((alert) => ({
    label: subjectOf(alert.scope),
    value: `${outcomeText(alert)}${alert.extra > 0n ? `, ${formatMoney(alert.extra, currency)} extra` : ''}`,
  }));
  const rest = alerts.length - rows.length;
  return rest > 0 ? [...rows, { label: 'and more', value: String(rest) }] : rows;
}

/** How it stands, and what somebody said it was. */
export function outcomeText({ state, reason, verdict }: AlertOutcome): string {
  const standing =
    state === 'firing'
      ? 'still firing'
      : reason === 'withdrawn'
        ? 'withdrawn'
        : reason === 'period-closed'
          ? 'closed with the month'
          : 'resolved';
  return verdict === undefined ? `${standing}, nobody said what it was` : `${standing}, ${verdict}`;
}

const planRow = ({ plan, spent }: PlanStanding, currency: string): LabelledValue => ({
  label: `${plan.principal === undefined ? 'whole team' : nameOf(plan.principal)} · until ${instantText(plan.endsAt)}`,
  value: `${formatMoney(spent, currency)} of ${formatMoney(plan.cap, plan.currency)}`,
});
