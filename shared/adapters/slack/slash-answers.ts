import type { Alert } from '../../domain/alert/alert.ts';
import { formatMoney } from '../../domain/base/money.ts';
import { percentUsed } from '../../domain/evaluation/budget/budget.ts';
import type { LabelledValue } from '../../domain/notification/notification.ts';
import {
  estimateText,
  hourText,
  instantText,
  perHour,
  principalWords,
  shareText,
  timesText,
} from '../../domain/notification/words.ts';
import { partOf } from '../../domain/report/spenders.ts';
import type { AskedMonth, Standing, TeamStanding, TopSpend } from '../../domain/report/standing.ts';
import type { Answer } from './replies.ts';

export const COMMANDS: readonly LabelledValue[] = [
  { label: '/billhook status', value: 'your teams: spent, budget, open alerts' },
  { label: '/billhook top [team]', value: 'who and what cost most this month' },
  { label: '/billhook budget [team]', value: 'agreed, spent and left' },
  { label: '/billhook alerts', value: 'what is firing, worst first' },
  { label: '/billhook plan', value: 'announce spending, with a form' },
  {
    label: '/billhook plan claims $5,000 until friday 18:00 eval run',
    value: 'the same in one line; a principal may stand before the amount',
  },
  { label: '/billhook help', value: 'this' },
];

export const helpAnswer = (word?: string, nearest?: string): Answer => ({
  title: word === undefined ? 'What Billhook answers to' : `There is no "${word.slice(0, 40)}"`,
  rows: COMMANDS,
  notes: nearest === undefined ? [] : [`Did you mean /billhook ${nearest}?`],
});

export const nothingYet: Answer = {
  title: 'No delivery has been read yet.',
  notes: ['AWS writes the first one within a day of the export being made; after that several a day.'],
};

export const noTeams: Answer = {
  title: 'You are listed for no team that spends anything or has a budget.',
  notes: ['The operator lists teams under "people" in billhook.yml, by the names that messages show.'],
};

export function statusAnswer(standing: Standing): Answer {
  const { teams, alerts, currency } = standing;
  if (teams.length === 0) return noTeams;
  const spent = teams.reduce((sum, each) => sum + each.spent, 0n);
  return {
    title: `${standing.period}: ${formatMoney(spent, currency)} in ${count(teams.length, 'team')}, ${count(alerts.length, 'open alert')}`,
    rows: teams.map((each) => ({
      label: each.team,
      value: [spentText(each, currency), ...(each.open === 0 ? [] : [count(each.open, 'open alert')])].join(
        ', ',
      ),
    })),
    notes: [freshText(standing)],
  };
}

export function budgetAnswer(standing: Standing, team?: string): Answer {
  const { teams, currency, period } = standing;
  if (teams.length === 0) return noTeams;
  const asked = team === undefined ? teams : teams.filter((each) => each.team === team);
  const [one] = asked;
  if (one === undefined) return unknownTeam(team ?? '', standing);
  if (asked.length > 1) {
    return {
      title: `Budgets of ${period}`,
      rows: asked.map((each) => ({ label: each.team, value: spentText(each, currency) })),
      notes: [freshText(standing)],
    };
  }
  const { budget, amount, spent } = one;
  if (budget === undefined || amount === undefined) {
    return {
      title: `Team ${one.team} has no budget; ${formatMoney(spent, currency)} spent in ${period}`,
      notes: ['Finance sets one: npx billhook budgets import, or the console.', freshText(standing)],
    };
  }
  const left = amount - spent;
  return {
    title: `Team ${one.team}: ${spentText(one, currency)}`,
    rows: [
      {
        label: left < 0n ? 'Over by' : 'Left',
        value: formatMoney(left < 0n ? -left : left, currency),
      },
      { label: 'Told at', value: budget.thresholds.map((percent) => `${percent} %`).join(', ') || 'nothing' },
      ...(budget.owner === undefined ? [] : [{ label: 'Owner', value: budget.owner }]),
      ...(budget.channel === undefined ? [] : [{ label: 'Channel', value: budget.channel }]),
      { label: 'Open alerts', value: String(one.open) },
    ],
    notes: [freshText(standing)],
  };
}

export function topAnswer(top: TopSpend, team?: string): Answer {
  const of = team === undefined ? 'your teams' : `team ${team}`;
  if (top.rows.length === 0) {
    return { title: `Nothing was spent by ${of} in ${top.period}.`, notes: [freshText(top)] };
  }
  return {
    title: `Who cost most in ${top.period}, of ${formatMoney(top.total, top.currency)} of ${of}`,
    rows: top.rows.map((row) => {
      const { name, account } = principalWords(row.principal);
      const beside = [row.model, ...(team === undefined ? [row.team] : []), account].filter(Boolean);
      return {
        label: name,
        value: `${formatMoney(row.cost, top.currency)} (${shareText(partOf(row.cost, top.total))}) · ${beside.join(' · ')}`,
      };
    }),
    notes: [freshText(top)],
  };
}

export const alertsAnswer = (standing: Standing): Answer =>
  standing.alerts.length === 0
    ? { title: 'Nothing is firing for your teams.', notes: [freshText(standing)] }
    : {
        title: `${count(standing.alerts.length, 'open alert')}, worst first`,
        rows: standing.alerts.map(alertRow),
        notes: ['Buttons are on their messages, in the channel of the team.', freshText(standing)],
      };

/** `CRITICAL role/claims-agent: $48.00/h, 15× usual, since Tue 17 Nov 02:00 · acknowledged by Anna · spike-3f9a2c71`. */
function alertRow({ id, finding, handling = {} }: Alert): LabelledValue {
  const { scope, budget, currency, costPerHour, usualPerHour } = finding;
  const who = scope.principal === undefined ? `team ${scope.team}` : principalWords(scope.principal).name;
  const times = timesText(costPerHour, usualPerHour);
  const amount =
    budget === undefined
      ? `${perHour(costPerHour, currency)}${times === undefined ? '' : `, ${times} usual`}`
      : `${budget.percent.toFixed(0)} % of ${estimateText(budget.amount, currency)}`;
  const { acknowledged, snoozed } = handling;
  return {
    label: `${finding.severity.toUpperCase()} ${who}`,
    value: [
      `${amount}, since ${hourText(finding.startedAt)}`,
      ...(acknowledged === undefined ? [] : [`acknowledged by ${acknowledged.by.name}`]),
      ...(snoozed === undefined ? [] : [`snoozed until ${instantText(snoozed.until)}`]),
      id,
    ].join(' · '),
  };
}

/** `$8,800.00 of $11,000.00 (80.0 %)`. */
function spentText({ spent, amount }: TeamStanding, currency: string): string {
  const text = formatMoney(spent, currency);
  if (amount === undefined) return `${text}, no budget`;
  const share = amount === 0n ? '' : ` (${percentUsed(spent, amount).toFixed(1)} %)`;
  return `${text} of ${formatMoney(amount, currency)}${share}`;
}

/** The same for a team that does not exist and for one that the person may not see. */
export const unknownTeam = (team: string, { teams, currency }: Standing): Answer => ({
  title: `You are listed for no team ${team}.`,
  rows: teams.map((each) => ({ label: each.team, value: spentText(each, currency) })),
});

const freshText = ({ dataThrough, deliveredAt }: AskedMonth): string =>
  `Data through ${hourText(dataThrough)}, delivery of ${instantText(deliveredAt)} (times in UTC)`;

const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`;
