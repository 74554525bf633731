import { misconfigured } from '../../shared/domain/base/failure.ts';
import { isoHour, startOfHour } from '../../shared/domain/base/instant.ts';
import { formatMoney, type Pico, picoText } from '../../shared/domain/base/money.ts';
import { byText } from '../../shared/domain/base/order.ts';
import { roundShares } from '../../shared/domain/base/round-shares.ts';
import { UTC } from '../../shared/domain/base/time-zone.ts';
import { type LocalWeek, shiftWeek, weekOf } from '../../shared/domain/report/local-week.ts';
import { budgetOf, type ReportBasis } from '../../shared/domain/report/report-basis.ts';
import { type WeeklyReport, weeklyReportOf } from '../../shared/domain/report/weekly.ts';
import { callerWords, type Report } from './report-rows.ts';

/** The same week of every team that Slack is told on Monday, each by its own clocks; dearest team first. */
export function weeklyTable(basis: ReportBasis, week: string | undefined): Report {
  const reports = basis.judging.tree.teams
    .map(({ name }) => weeklyReportOf(basis, name, weekAsked(basis, name, week)))
    .filter(({ spent, before = 0n }) => spent > 0n || before > 0n)
    .sort((a, b) => (a.spent < b.spent ? 1 : a.spent > b.spent ? -1 : byText(a.team, b.team)));
  const weeks = [...new Set(reports.map(({ week: { name } }) => name))].sort(byText);
  return {
    title: `Bedrock in ${weeks.join(' and ')}`,
    columns: [
      ...[{ title: 'team' }, { title: 'principal' }, { title: 'model' }],
      ...['cost', 'of it', 'change'].map((title) => ({ title, align: 'right' as const })),
    ],
    shown: reports.flatMap((report) => shownRows(report, weeks.length > 1)),
    exact: {
      columns: [
        ...['week', 'team', 'principal', 'model', 'cost', 'currency'],
        ...['cost_through', 'through', 'before'],
      ],
      rows: reports.flatMap(exactRows),
    },
    json: reports.map(weekJson),
  };
}

/** The newest week that is delivered whole, or the one that was asked for. Throws Failure `misconfigured`. */
function weekAsked(basis: ReportBasis, team: string, asked: string | undefined): LocalWeek {
  const { dataEnd } = basis.judging.time;
  const newest = weekOf(startOfHour(dataEnd - 1), budgetOf(basis, team)?.timeZone ?? UTC);
  const known: LocalWeek[] = [];
  for (let week = newest; week.to > basis.firstHour; week = shiftWeek(week, -1)) known.push(week);
  const whole = known.find(({ to }) => to <= dataEnd) ?? newest;
  const found = asked === undefined ? whole : known.find(({ name }) => name === asked);
  if (found !== undefined) return found;
  const names = known.map(({ name }) => name).toReversed();
  throw misconfigured('nothing is known of this week', {
    expected: `--week ${names.join(' or ')}`,
    found: asked ?? '',
  });
}

/** Teams in other time zones may be a week apart: then each says which. */
function shownRows(report: WeeklyReport, withWeek: boolean): readonly (readonly string[])[] {
  const { team, week, top, others, spent, spentThrough, before, currency } = report;
  const costs = roundShares([...top.map(({ cost }) => cost), others.cost]);
  const money = (cost: Pico): string => formatMoney(cost, currency);
  return [
    [team, withWeek ? week.name : 'all', '', money(spent), '', changeText(spentThrough, before)],
    ...top.map(({ principal, model, share, known, before: was }, index) => [
      ...['', callerWords(principal), model, money(costs[index]!), `${Math.round(share * 100)} %`],
      changeText(known, before === undefined ? undefined : was),
    ]),
    ...(others.count === 0 ? [] : [['', `${others.count} others`, '', money(costs.at(-1)!), '', '']]),
  ];
}

/** Of the complete hours against the same ones of the week before. */
function changeText(now: Pico, before: Pico | undefined): string {
  if (before === undefined) return '';
  if (before <= 0n) return now > 0n ? 'new' : '';
  const percent = Math.round(Number(((now - before) * 1_000n) / before) / 10);
  return percent >= 0 ? `+${percent} %` : `${percent} %`;
}

const exactRows = (report: WeeklyReport): readonly (readonly string[])[] => {
  const { team, week, top, others, currency, before, through } = report;
  return [
    ...top.map((each) => [
      ...[week.name, team, each.principal, each.model, picoText(each.cost), currency],
      ...[picoText(each.known), isoHour(through), before === undefined ? '' : picoText(each.before)],
    ]),
    ...(others.count === 0
      ? []
      : [[week.name, team, `${others.count} others`, '', picoText(others.cost), currency, '', '', '']]),
  ];
};

const orNull = (cost: Pico | undefined): string | null => (cost === undefined ? null : picoText(cost));

const weekJson = (report: WeeklyReport) => ({
  ...{ team: report.team, week: report.week.name, zone: report.week.zone, currency: report.currency },
  ...{ from: isoHour(report.week.from), to: isoHour(report.week.to), spent: picoText(report.spent) },
  ...{ through: isoHour(report.through), spentThrough: picoText(report.spentThrough) },
  ...{ before: orNull(report.before), plan: orNull(report.plan) },
  top: report.top.map(({ principal, model, cost, share, known, before }) => ({
    ...{ principal, model, cost: picoText(cost), share, spentThrough: picoText(known) },
    before: report.before === undefined ? null : picoText(before),
  })),
  others: { count: report.others.count, cost: picoText(report.others.cost) },
  newcomers: report.newcomers.map(({ principal, cost }) => ({ principal, cost: picoText(cost) })),
  alerts: report.alerts.map(({ id, rule, state, reason, verdict = null, extra }) => ({
    ...{ id, rule, state, reason, verdict, extra: picoText(extra) },
  })),
  plans: report.plans.map(({ plan, spent }) => ({
    ...{ id: plan.id, note: plan.note, cap: picoText(plan.cap), spent: picoText(spent) },
  })),
  unattributed: { cost: picoText(report.unattributed.cost), share: report.unattributed.share },
  forecast: forecastJson(report.forecast),
});

const forecastJson = (forecast: WeeklyReport['forecast']) =>
  forecast === undefined
    ? null
    : {
        period: forecast.period,
        ...{ low: picoText(forecast.range.low), mid: picoText(forecast.range.mid) },
        ...{ high: picoText(forecast.range.high), budget: orNull(forecast.amount) },
      };
