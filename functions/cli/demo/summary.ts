import type { Alert } from '../../../shared/domain/alert/alert.ts';
import { worstFirst } from '../../../shared/domain/alert/worst-first.ts';
import {
  addDecimal,
  DECIMAL_ZERO,
  decimalText,
  parseDecimal,
  subtractDecimal,
} from '../../../shared/domain/base/decimal.ts';
import { HOUR_MS, isoHour, isoInstant, startOfHour } from '../../../shared/domain/base/instant.ts';
import { formatMoney, picoOf, picoOfNumber } from '../../../shared/domain/base/money.ts';
import { type DeliveryOrder, orderOf } from '../../../shared/domain/delivery/order.ts';
import type { Budget } from '../../../shared/domain/evaluation/budget/budget.ts';
import type { SlackStandInMessage } from '../../../shared/embedded/slack-store.ts';
import type { DemoScenario } from '../../../shared/synthetic/scenario.ts';
import { alertLines } from '../alert-text.ts';
import { type Io, literal, styleOf } from '../io.ts';
import { spendTable } from '../run-text.ts';
import { textTable } from '../table.ts';
import type { Played } from './play.ts';
import { refreshText, steadyStateLine } from './refresh-text.ts';

export interface DemoOutcome {
  readonly scenario: DemoScenario;
  readonly played: readonly Played[];
  readonly alerts: readonly Alert[];
  readonly budgets: readonly Budget[];
  readonly slack: readonly SlackStandInMessage[];
  readonly seconds: number;
  /** The store in which its alerts can be asked for, where there will be one. */
  readonly where: string | undefined;
}

const dollars = (text: string): string => formatMoney(picoOf(parseDecimal(text)));

export const demoIntro = (scenario: DemoScenario, io: Io): string =>
  `${styleOf(io).bold(`${scenario.company}, a synthetic company`)}: five teams on Amazon Bedrock, ${isoHour(scenario.from).slice(0, 10)} to ${isoHour(scenario.to - 1).slice(0, 10)} (all times UTC).\nEach line is one delivery of its AWS bill, through S3, SQS, the Lambdas and DynamoDB to Slack, on this machine.\n\n`;

/** What an earlier process of the same store has left. */
export const continueLine = (there: number, of: number, isOver: boolean): string =>
  isOver
    ? `All ${of} deliveries were there already; this is how the story ended.\n`
    : `${there} of ${of} deliveries were there already; the story goes on.\n\n`;

/** A narrower terminal shows what a refresh took below its delivery. */
const WIDE = 140;

/** `Tue 17 Nov 15:47   41,210 rows  $68,223.10  = ledger   1.9 s  111 of 1,422 entries written, 270 requests, $0.00081  2 posted, 1 edited` */
export function deliveryLine(one: Played, io: Io): string {
  const style = styleOf(io);
  const rows = one.truth.rows.toLocaleString('en-US').padStart(7);
  const told = [
    one.posted > 0 ? style.warn(`${one.posted} posted`) : '',
    one.edited > 0 ? `${one.edited} edited` : '',
  ].filter((part) => part !== '');
  const exact = one.pointer.totals.cost.USD === one.truth.cost;
  const check = exact ? style.good('= ledger') : style.bad(`ledger has ${one.pointer.totals.cost.USD}`);
  const cost = one.refresh === undefined ? '' : refreshText(one.refresh);
  const [beside, below] = io.width < WIDE ? ['', `${' '.repeat(20)}${cost}\n`] : [`${cost}  `, ''];
  return `${storyTime(one.truth.executedAt)}  ${one.truth.period}  ${rows} rows  ${dollars(one.truth.cost).padStart(11)} ${check}  ${one.seconds.toFixed(1).padStart(4)} s  ${beside}${told.join(', ')}\n${cost === '' ? '' : below}`;
}

/** What happened, in the order in which somebody asks: what fires, who spends, is it right, where to look. */
export function demoSummary(outcome: DemoOutcome, io: Io): string {
  const style = styleOf(io);
  const firing = outcome.alerts.filter((alert) => alert.state === 'firing').toSorted(worstFirst);
  const newest = outcome.played.at(-1);
  const parts = [
    style.bold(`${firing.length} ${firing.length === 1 ? 'alert is' : 'alerts are'} firing`),
    ...firing.map((alert) => alertLines(alert, io, outcome.where)),
    ...(newest === undefined ? [] : [spendTable(newest.pointer, outcome.budgets, io)]),
    channelTable(outcome, io),
    ...foundLine(outcome, io),
    ...steadyStateLine(outcome.played),
    reconciliation(outcome, io),
  ];
  return `\n${parts.join('\n\n')}\n`;
}

function channelTable(outcome: DemoOutcome, io: Io): string {
  const names = [...new Set(outcome.slack.map((message) => message.channel))];
  const rows = names.map((name) => {
    const messages = outcome.slack.filter((message) => message.channel === name);
    const edits = messages.reduce((sum, message) => sum + message.edits, 0);
    return [name, String(messages.length), String(edits), literal(messages.at(-1)?.text ?? '')];
  });
  return `${styleOf(io).bold('What Slack got')}\n${textTable(
    [
      { title: 'channel', whole: true },
      { title: 'messages', align: 'right' },
      { title: 'edits', align: 'right' },
      { title: 'newest' },
    ],
    rows,
    io.width,
  ).trimEnd()}`;
}

const WEEKS_UNNOTICED = 3;

/** How long the runaway went on before its owner knew, against the three weeks it took in the story this is from. */
function foundLine(outcome: DemoOutcome, io: Io): string[] {
  const { runaway } = outcome.scenario;
  const alert = outcome.alerts.find(
    (one) => one.finding.scope.principal === runaway.principal && one.finding.rule === 'spike',
  );
  const told = alert?.history[0];
  if (alert === undefined || told === undefined) return [styleOf(io).bad('The runaway agent was not found.')];
  const hours = (told.at - startOfHour(runaway.startedAt)) / HOUR_MS;
  let unnoticed = 0;
  for (let hour = 0; hour < WEEKS_UNNOTICED * 168; hour += 1) {
    unnoticed += runaway.dollarsAt(runaway.startedAt + hour) - runaway.usualPerHour;
  }
  return [
    `${styleOf(io).bold('The runaway')} ${runaway.principal} began ${isoHour(runaway.startedAt)}; Billhook says ${isoHour(alert.finding.startedAt)} and told team ${runaway.team} ${hours.toFixed(1)} h after the first loop${promptness(outcome, told.delivery)}.\nFound after three weeks, as in the story, this loop would have cost about ${formatMoney(picoOfNumber(unnoticed)).replace(/\.\d+$/, '')}.`,
  ];
}

/** Whether an earlier delivery already held hours of the runaway, as the deliveries' own truth says. */
function promptness({ played, scenario }: DemoOutcome, told: DeliveryOrder): string {
  const holding = played.filter(({ truth }) => truth.dataThrough > scenario.runaway.startedAt);
  const place = holding.findIndex(({ truth }) => orderOf(truth) === told);
  return place === 0
    ? ', with the first delivery that holds it'
    : `, ${place} deliveries after the first that holds it`;
}

function reconciliation(outcome: DemoOutcome, io: Io): string {
  const style = styleOf(io);
  const off = outcome.played.reduce(
    (sum, one) =>
      addDecimal(
        sum,
        subtractDecimal(parseDecimal(one.truth.cost), parseDecimal(one.pointer.totals.cost.USD ?? '0')),
      ),
    DECIMAL_ZERO,
  );
  const rows = outcome.played.reduce((sum, one) => sum + one.truth.rows, 0);
  const exact = outcome.played.every((one) => one.truth.cost === one.pointer.totals.cost.USD);
  const difference = `difference between bill and ledger: $${decimalText(off)} in ${outcome.played.length} deliveries`;
  return `${exact ? style.good(difference) : style.bad(difference)}; ${rows.toLocaleString('en-US')} rows in ${outcome.seconds.toFixed(0)} s`;
}

/** `Tue 17 Nov 15:47` (UTC). */
function storyTime(instant: number): string {
  const [day, date, month] = new Date(instant).toUTCString().replace(',', '').split(' ');
  return `${day} ${date} ${month} ${isoInstant(instant).slice(11, 16)}`;
}
