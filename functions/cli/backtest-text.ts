import type { Alert } from '../../shared/domain/alert/alert.ts';
import { amountOf } from '../../shared/domain/alert/backtest/incident.ts';
import type { QuietFloor } from '../../shared/domain/alert/backtest/quiet-floor.ts';
import type { Tried } from '../../shared/domain/alert/backtest/tried.ts';
import { type Instant, isoInstant } from '../../shared/domain/base/instant.ts';
import { formatMoney, picoText } from '../../shared/domain/base/money.ts';
import { SUPERSEDED_KEPT_DAYS } from '../../shared/domain/ledger/superseded.ts';
import type { BacktestReport } from './backtest-json.ts';
import { type IncidentRow, incidentRows } from './backtest-rows.ts';
import { type Io, literal, styleOf } from './io.ts';
import { type TableColumn, textTable } from './table.ts';

/** What would have been told by team, the sum of it, and how sensitive each team could be without a false alarm. */
export function backtestText(report: BacktestReport, io: Io): string {
  const style = styleOf(io);
  const rows = incidentRows(report.result);
  const parts = [
    style.bold(headline(report)),
    rows.length === 0
      ? 'Nobody would have been told of anything.'
      : incidentTable(rows, report, io).trimEnd(),
    summary(report),
    ...missingLines(report),
    ...quietLines(report, io),
  ];
  return `${parts.join('\n\n')}\n`;
}

const timeText = (time: Instant): string => `${isoInstant(time).slice(0, 16).replace('T', ' ')}Z`;

function headline({ exportName, tried, result }: BacktestReport): string {
  const { span, deliveries } = result;
  const when = span === undefined ? '' : `, ${timeText(span.from)} to ${timeText(span.to)}`;
  return `${literal(exportName)}: ${counted(deliveries, 'delivery', 'deliveries')}${when}, judged again ${triedText(tried)}`;
}

function triedText({ team, minDollars, minPercent, alertsPer }: Tried): string {
  const parts = [
    ...(minDollars === undefined ? [] : [`from $${picoText(minDollars)}`]),
    ...(minPercent === undefined ? [] : [`from ${minPercent} %`]),
    ...(alertsPer === undefined ? [] : [`about one false alert a ${alertsPer}`]),
  ];
  const how = parts.length === 0 ? 'by the settings of now' : `with ${parts.join(', ')}`;
  return team === undefined ? how : `${how}, for ${literal(team)}`;
}

function incidentTable(rows: readonly IncidentRow[], { wasLive }: BacktestReport, io: Io): string {
  const columns: readonly TableColumn[] = [
    { title: 'team' },
    { title: 'would be told', whole: true },
    { title: 'what' },
    { title: 'amount', align: 'right' },
    ...(wasLive ? [{ title: 'the real alert', whole: true }] : []),
  ];
  const cells = rows.map((row) => [
    row.alert.finding.scope.team,
    row.toldAt === undefined ? (row.would === 'missed' ? 'never' : '?') : timeText(row.toldAt),
    whatText(row.alert),
    formatMoney(row.amount, row.alert.finding.currency),
    ...(wasLive ? [realText(row)] : []),
  ]);
  return textTable(columns, cells, io.width);
}

const whatText = ({ finding: { rule, scope, billingPeriod } }: Alert): string =>
  rule.startsWith('budget-')
    ? `${rule.replace('-', ' ')} of ${billingPeriod}`
    : [rule, scope.principal ?? 'the team', scope.model].filter((part) => part !== undefined).join(' · ');

/** How the replay compares with it: the same hour, or so many hours after or before it. */
function realText({ real, toldAt, hoursEarlier }: IncidentRow): string {
  if (real === undefined) return 'none';
  if (toldAt === undefined) return real.toldAt === undefined ? 'told' : `told ${timeText(real.toldAt)}`;
  if (hoursEarlier === undefined) return 'told, its beginning is lost';
  const hours = Math.abs(hoursEarlier).toFixed(1).replace('.0', '');
  if (hours === '0') return 'at the same time';
  return hoursEarlier > 0 ? `${hours} h later` : `${hours} h earlier`;
}

function summary({ result: { fired, onlyReal, messages }, wasLive }: BacktestReport): string {
  const times = `Would have fired ${counted(fired.times, 'time', 'times')} in ${counted(messages.length, 'message', 'messages')}`;
  if (!wasLive) return `${times}.`;
  const missed =
    onlyReal.length === 0
      ? ''
      : `\n${counted(onlyReal.length, 'real alert', 'real alerts')} would never have been sent.`;
  return `${times}: ${counted(fired.matched, 'incident', 'incidents')} that really alerted, ${fired.unknown} that nobody was told of.${missed}`;
}

const counted = (count: number, one: string, many: string): string =>
  `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;

const MISSING_SHOWN = 5;

function missingLines({ result: { missing } }: BacktestReport): string[] {
  if (missing.length === 0) return [];
  const shown = missing.slice(0, MISSING_SHOWN).map(({ order }) => literal(order.slice(0, 16)));
  const rest = missing.length - shown.length;
  return [
    `${counted(missing.length, 'delivery is', 'deliveries are')} no longer kept and left out: ${shown.join(', ')}${rest > 0 ? ` and ${rest} more (see --json)` : ''}.\n` +
      `A deployed Billhook deletes a delivery ${SUPERSEDED_KEPT_DAYS} days after another took its place; the last of each month stays.`,
  ];
}

function quietLines({ result: { quietFloors = [] }, tried, wasLive }: BacktestReport, io: Io): string[] {
  if (quietFloors.length === 0) return [];
  const columns: readonly TableColumn[] = [
    { title: 'team' },
    { title: 'quiet from', align: 'right' },
    { title: 'the floor below would tell of' },
    { title: '--alerts-per', whole: true },
  ];
  const table = textTable(columns, quietFloors.map(quietCells), io.width).trimEnd();
  const but = wasLive ? ' but those that really alerted' : '';
  const hint = tried.team === undefined ? '\nOf nine floors; --team NAME finds it to the dollar.' : '';
  return [
    `Lowest --min-dollars at which no rise would have fired${but}, and most sensitive --alerts-per:\n\n${table}${hint}`,
  ];
}

const quietCells = ({ team, dollars, loudAt, loud, alertsPer }: QuietFloor): readonly string[] => [
  team,
  dollars === undefined ? 'none' : `$${dollars}`,
  loud === undefined || loudAt === undefined ? '–' : `at $${loudAt}: ${loudText(loud)}`,
  alertsPer ?? 'none',
];

const loudText = (alert: Alert): string =>
  `${whatText(alert)}, ${formatMoney(amountOf(alert), alert.finding.currency)}`;
