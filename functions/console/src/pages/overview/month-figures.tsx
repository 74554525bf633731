import { Amount, Growth } from '../../components/amount.tsx';
import { Figures } from '../../components/panel.tsx';
import { counted } from '../../text/count.ts';
import { approximate, moneyText, roughMoney, sumText } from '../../text/money.ts';
import { percentText, shareText } from '../../text/percent.ts';
import type { Overview } from './overview-page.tsx';

export function MonthFigures({ overview }: { readonly overview: Overview }) {
  const { currency, spent, previous, forecast, open } = overview;
  const rough = (amount: string): string => roughMoney(approximate(amount), currency);
  return (
    <Figures
      figures={[
        {
          label: 'Spent so far',
          value: <Amount value={spent} currency={currency} />,
          note:
            previous === null ? (
              'Nothing to compare with in the month before'
            ) : (
              <>
                <Growth percent={growthOf(spent, previous)} /> against the same days of the month before
              </>
            ),
        },
        {
          label: 'Month end, expected',
          value: forecast === null ? '–' : rough(forecast.mid),
          note:
            forecast === null
              ? 'Over, or too early to say'
              : `${rough(forecast.low)} to ${rough(forecast.high)}`,
        },
        { label: 'Against budget', ...budgetsOf(overview) },
        { label: 'Open alerts', value: String(open.length), note: openWords(overview) },
        ...untaggedOf(overview),
      ]}
    />
  );
}

export const growthOf = (after: string, before: string): number | null =>
  approximate(before) === 0 ? null : (approximate(after) / approximate(before) - 1) * 100;

/** Of teams that have a budget: what the others spend is held against nothing. */
function budgetsOf({ teams, currency }: Overview) {
  const held = teams.flatMap(({ budget }) => (budget === null ? [] : [budget]));
  if (held.length === 0) return { value: '–', note: 'No team has a budget yet' };
  const amount = sumText(held.map((budget) => budget.amount));
  const spent = sumText(held.map((budget) => budget.spent));
  const over = held.filter((budget) => budget.percent >= 100).length;
  const without = teams.length - held.length;
  const of = `of ${moneyText(amount, currency)}`;
  return {
    value: approximate(amount) === 0 ? '–' : percentText((100 * approximate(spent)) / approximate(amount)),
    note: [of, over > 0 ? `${counted(over, 'team')} over` : '', without > 0 ? `${without} without` : '']
      .filter((part) => part !== '')
      .join(', '),
  };
}

/** Whoever sees some teams only is not told what none of them pays for. */
function untaggedOf({ untagged, currency }: Overview) {
  if (untagged === null) return [];
  const { cost, share, previousShare } = untagged;
  const note = (
    <>
      <Amount value={cost} currency={currency} />
      {previousShare === null ? '' : `, was ${shareText(previousShare)}`}
    </>
  );
  return [{ label: 'Paid for by no team', value: shareText(share), note }];
}

function openWords({ open }: Overview): string {
  if (open.length === 0) return 'Nothing to look at';
  const parts = (['critical', 'warning', 'info'] as const).flatMap((severity) => {
    const count = open.filter((alert) => alert.severity === severity).length;
    return count === 0 ? [] : [`${count} ${severity}`];
  });
  return parts.join(', ');
}
