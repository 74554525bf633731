import { formatMoney, PICO_PER_UNIT, type Pico } from '../../base/money.ts';
import { byText } from '../../base/order.ts';
import { periodHours } from '../../base/period.ts';
import { UNATTRIBUTED } from '../../charge/principal.ts';
import { amountIn } from '../../evaluation/budget/budget.ts';
import { exactCost } from '../../evaluation/series/exact-cost.ts';
import { knownHours } from '../proposal.ts';
import { teamNode } from '../report-basis.ts';
import { wholeMonths } from '../threshold-replay.ts';
import type { Condition } from './condition.ts';
import type { HealthInput, LedgerHealthInput } from './health-input.ts';

const LAST_DAYS = 30;
const NO_BUDGET_FROM: Pico = 100n * PICO_PER_UNIT;
/** A tag may be young; one that never came in so long is misspelt or gone. */
const SILENT_DAYS = 14;
/** A limit that was broken in so many months says nothing. */
const ALWAYS_MONTHS = 2;

/** One condition a channel: whoever it belongs to must hear of it elsewhere. */
export const channelsRefuse = ({ refusedChannels, budgets }: HealthInput): readonly Condition[] =>
  refusedChannels.map(({ kind, address, at, why, headlines, count }) => {
    const owned = budgets.budgets.filter(({ channel }) => channel === address);
    const owners = owned.map(({ team, owner }) => (owner === undefined ? team : `${team} (${owner})`));
    return {
      kind: 'channel-refuses',
      subject: `${kind}:${address}`,
      severity: 'critical',
      team: owned.length === 1 ? owned[0]!.team : '',
      facts: [
        { label: 'Channel', value: address },
        { label: 'Whose', value: owners.length === 0 ? 'the operator’s' : owners.sort(byText).join(', ') },
        { label: 'Last refused', at },
        { label: 'What it said', value: why },
        { label: 'Messages not delivered', value: String(count) },
      ],
      names: headlines,
      people: owned.flatMap(({ owner }) => owner ?? []),
      avoid: { kind, address },
    };
  });

export function teamsWithoutChannel({ budgets, isRouted }: HealthInput): readonly Condition[] {
  const names = budgets.budgets
    .filter(({ channel, team }) => channel === undefined && !isRouted(team))
    .map(({ team }) => team);
  return names.length === 0
    ? []
    : [listed('no-channel', 'info', 'Teams without a channel', names.sort(byText))];
}

/** Budgets whose team was never seen in all that is known. */
export function silentBudgets({ budgets, basis }: LedgerHealthInput): readonly Condition[] {
  if (basis.judging.time.ripeEnd - basis.firstHour < SILENT_DAYS * 24) return [];
  const names = budgets.budgets
    .filter(({ team }) => teamNode(basis, team) === undefined)
    .map(({ team }) => team)
    .sort(byText);
  return names.length === 0 ? [] : [listed('silent-budget', 'warning', 'Budgets without any usage', names)];
}

export function teamsWithoutBudget({ budgets, basis }: LedgerHealthInput): readonly Condition[] {
  const { judging, currency } = basis;
  const window = { from: judging.time.ripeEnd - LAST_DAYS * 24, to: judging.time.ripeEnd };
  const budgeted = new Set(budgets.budgets.map(({ team }) => team));
  const found = judging.tree.teams
    .filter(({ name }) => name !== UNATTRIBUTED && !budgeted.has(name))
    .map(({ name, entries }) => ({ name, cost: exactCost(entries, window) }))
    .filter(({ cost }) => cost >= NO_BUDGET_FROM)
    .sort((a, b) => Number(b.cost - a.cost) || byText(a.name, b.name));
  if (found.length === 0) return [];
  const sum = found.reduce((total, { cost }) => total + cost, 0n);
  const condition = listed(
    'no-budget',
    'warning',
    'Teams without a budget',
    found.map(({ name }) => name),
  );
  const spent = { label: `Spent in ${LAST_DAYS} days`, value: formatMoney(sum, currency) };
  return [{ ...condition, facts: [...condition.facts, spent] }];
}

/** A limit that every month breaks warns of nothing. */
export function limitsAlwaysOver({ budgets, basis }: LedgerHealthInput): readonly Condition[] {
  const months = wholeMonths(knownHours(basis)).slice(-ALWAYS_MONTHS);
  if (months.length < ALWAYS_MONTHS) return [];
  const names = budgets.budgets
    .filter((budget) => {
      const entries = teamNode(basis, budget.team)?.entries;
      return (
        entries !== undefined &&
        budget.currency === basis.currency &&
        months.every((month) => exactCost(entries, periodHours(month)) > amountIn(budget, month))
      );
    })
    .map(({ team }) => team)
    .sort(byText);
  return names.length === 0
    ? []
    : [listed('always-over', 'info', `Over their budget in each of ${ALWAYS_MONTHS} months`, names)];
}

const listed = (
  kind: Condition['kind'],
  severity: Condition['severity'],
  label: string,
  names: readonly string[],
): Condition => ({
  kind,
  subject: '',
  severity,
  team: names.length === 1 ? names[0]! : '',
  facts: [{ label, value: String(names.length) }],
  names,
});
