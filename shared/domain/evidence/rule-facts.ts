import { formatMoney, type Pico, picoOfNumber, picoText } from '../base/money.ts';
import type { Budget } from '../evaluation/budget/budget.ts';
import type { BaselineFacts, Finding } from '../evaluation/finding.ts';
import { FIRST_SEEN_FLOOR } from '../evaluation/first-seen/first-seen.ts';
import { floorsOf, type Judging } from '../evaluation/judging.ts';
import { newcomerFloor } from '../evaluation/rise/newcomer.ts';
import { falseAlertsText } from '../evaluation/sensitivity.ts';
import type { CostNode } from '../evaluation/series/cost-tree.ts';
import type { EvidenceRule } from './pack.ts';

type Parameter = EvidenceRule['parameters'][number];

/** The rule in words, with the numbers it was applied with. */
export function ruleFacts(judging: Judging, finding: Finding, budget: Budget | undefined): EvidenceRule {
  const { rule, baseline, currency } = finding;
  const team = judging.tree.teams.find(({ name }) => name === finding.scope.team);
  const money = (pico: Pico): string => formatMoney(pico, currency);
  return {
    name: rule,
    text: TEXTS[rule],
    parameters: parametersOf(judging, finding, { team, budget, money }),
    ...(baseline === undefined ? {} : { baseline: baselineFacts(baseline, rule) }),
  };
}

const TEXTS: Readonly<Record<Finding['rule'], string>> = {
  spike:
    'The hours cost more than the same hours of earlier days: by more than a floor of money and of percent, and more rarely than the limit lets pass. Of all windows that do, the rarest is told.',
  newcomer:
    'A principal that was seen for the first time a few days ago already costs more in a day than newcomers may.',
  'first-seen':
    'An account, region, model or tag value without any charge in the weeks before costs more in a day than the floor.',
  drop: 'A workload that costs something on every working day went silent for at least a day of its working time, while others went on.',
  'budget-threshold': 'What the team spent in the month reached a percentage of its budget.',
  'budget-forecast':
    'The month is going to end over the budget by more than the margin, if the recent pace goes on.',
  'budget-burn':
    'Two windows of usage, one long and one at its end, spend a part of the budget faster than an even month would, and more than the team usually does.',
};

interface About {
  readonly team: CostNode | undefined;
  readonly budget: Budget | undefined;
  readonly money: (pico: Pico) => string;
}

function parametersOf(judging: Judging, finding: Finding, about: About): readonly Parameter[] {
  const { defaults } = judging;
  const { money, team, budget } = about;
  const floor = (dollars: number): string => money(picoOfNumber(dollars));
  switch (finding.rule) {
    case 'spike': {
      if (team === undefined) return [];
      const { dollars, percent, score } = floorsOf(judging, team, budget);
      return [
        { name: 'floor in money', value: floor(dollars) },
        { name: 'floor above the usual', value: `${percent} %` },
        { name: 'score limit', value: `${score}` },
        { name: 'alerts per', value: budget?.alertsPer ?? 'quarter' },
        { name: 'which means', value: `${falseAlertsText(score)} for a team` },
        { name: 'days of history', value: `${defaults.historyDays}` },
      ];
    }
    case 'newcomer':
      return [
        ...(team === undefined
          ? []
          : [{ name: 'floor of a day', value: floor(newcomerFloor(judging, team)) }]),
        { name: 'new for', value: `${defaults.newcomer.days} days` },
        { name: 'data before the first sight', value: `at least ${defaults.newcomer.tenantDays} days` },
      ];
    case 'first-seen':
      return [
        { name: 'floor of a day', value: floor(FIRST_SEEN_FLOOR.dollars) },
        { name: 'or of the company’s usual day', value: `${FIRST_SEEN_FLOOR.companyShare * 100} %` },
        { name: 'days without a charge', value: `${finding.firstSeen?.unseenDays ?? 0}` },
      ];
    case 'drop':
      return [
        { name: 'usual working day', value: money(finding.drop?.usualPerDay ?? 0n) },
        { name: 'weeks it rests on', value: `${finding.drop?.weeks ?? 0}` },
      ];
    case 'budget-threshold':
    case 'budget-forecast':
    case 'budget-burn':
      return budgetParameters(judging, finding, money);
  }
}

function budgetParameters(
  { defaults }: Judging,
  { budget, burn, rule }: Finding,
  money: About['money'],
): readonly Parameter[] {
  return [
    ...(budget === undefined
      ? []
      : [
          { name: 'budget', value: money(budget.amount) },
          { name: 'threshold', value: `${budget.threshold} %` },
        ]),
    ...(rule === 'budget-forecast' ? [{ name: 'margin', value: `${defaults.forecast.margin * 100} %` }] : []),
    ...(burn === undefined
      ? []
      : [
          { name: 'windows', value: `${burn.hours} h and ${burn.shortHours} h` },
          { name: 'part of the budget in the long one', value: `${burn.sharePercent} %` },
          { name: 'spent in the long one', value: money(burn.spent) },
        ]),
  ];
}

const baselineFacts = (
  { expected, band, history, score }: BaselineFacts,
  rule: Finding['rule'],
): NonNullable<EvidenceRule['baseline']> => ({
  expected: picoText(expected),
  low: picoText(band.low),
  high: picoText(band.high),
  history,
  score,
  method:
    rule === 'spike'
      ? 'weighted mean of the same hours of earlier days, the same weekday counting more; hours of known incidents left out; band: nine of ten quiet windows; what silent callers used to cost is expected too'
      : 'nothing of its own is usual yet; what others that fell silent used to cost is expected',
});
