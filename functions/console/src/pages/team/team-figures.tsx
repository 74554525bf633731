import { Amount } from '../../components/amount.tsx';
import { BudgetBar } from '../../components/bar.tsx';
import { type FigureFacts, Figures } from '../../components/panel.tsx';
import { daysOf, shownRange } from '../../components/range/range.ts';
import { Link } from '../../router/link.tsx';
import { counted } from '../../text/count.ts';
import { approximate, moneyText, roughMoney, sumText } from '../../text/money.ts';
import { percentText } from '../../text/percent.ts';
import { daysText, dayText, timeText } from '../../text/time.ts';
import type { Team } from './team-page.tsx';

export function TeamFigures({ team }: { readonly team: Team }) {
  const { currency, total, budget } = team;
  const range = shownRange(team);
  const spent: FigureFacts = {
    label: range === undefined ? 'Spent' : `Spent in ${counted(daysOf(range), 'day')}`,
    value: <Amount value={total} currency={currency} />,
    note: range === undefined ? '' : daysText(range.from, range.to),
  };
  return <Figures figures={[spent, ...(budget === null ? [NO_BUDGET] : budgetFigures(budget, currency))]} />;
}

const NO_BUDGET: FigureFacts = {
  label: 'Budget',
  value: 'None',
  note: <Link href="/budgets">Set one, and see what it would have told</Link>,
};

function budgetFigures(budget: NonNullable<Team['budget']>, currency: string): readonly FigureFacts[] {
  const rough = (amount: string): string => roughMoney(approximate(amount), currency);
  const { forecast, pastErrors } = budget;
  const isFast = approximate(budget.burnPerDay) > approximate(budget.allowedPerDay);
  return [
    {
      label: 'Of this month’s budget',
      value: percentText(budget.percent),
      note: (
        <>
          <BudgetBar {...budget} />
          {moneyText(budget.spent, currency)} of {moneyText(budget.amount, currency)}
        </>
      ),
    },
    {
      label: 'Month end, expected',
      value: rough(forecast.mid),
      note: `${rough(forecast.low)} to ${rough(forecast.high)}${planWords(budget.planUntil)}${errorWords(pastErrors)}`,
    },
    {
      label: 'Burn a day',
      value: (
        <span class={isFast ? 'up' : ''}>
          {isFast ? <span aria-hidden="true">▲ </span> : null}
          {rough(budget.burnPerDay)}
        </span>
      ),
      note:
        budget.percent >= 100
          ? 'Nothing of the budget is left'
          : `${rough(budget.allowedPerDay)} a day is what is left allows`,
    },
    endOf(budget, currency),
  ];
}

function endOf(
  { percent, endsAt, spent, amount }: NonNullable<Team['budget']>,
  currency: string,
): FigureFacts {
  if (percent >= 100) {
    return {
      label: 'Budget',
      value: 'Used up',
      note: `${moneyText(sumText([spent, `-${amount}`]), currency)} over`,
    };
  }
  return endsAt === null
    ? { label: 'Budget ends', value: 'Not this month', note: 'At this rate it holds' }
    : { label: 'Budget ends', value: dayText(endsAt), note: `${timeText(endsAt)}, at this rate` };
}

/** A plan is counted to its end and not beyond. */
const planWords = (until: string | null): string =>
  until === null ? '' : `, with the announced plan until ${timeText(until)}`;

/** So that nobody takes a forecast for more than it has been. */
function errorWords(errors: readonly number[]): string {
  const [last] = errors;
  return last === undefined ? '' : `; last month’s erred by ${percentText(Math.abs(last))}`;
}
