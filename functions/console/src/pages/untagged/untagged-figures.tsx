import { Amount } from '../../components/amount.tsx';
import { Figures } from '../../components/panel.tsx';
import { counted } from '../../text/count.ts';
import { moneyText, sumText } from '../../text/money.ts';
import { shareText } from '../../text/percent.ts';
import { periodText, shortPeriod } from '../../text/time.ts';
import type { Untagged } from './untagged-page.tsx';

/** So few tags are set in an afternoon. */
const FIRST = 5;

export function UntaggedFigures({ untagged }: { readonly untagged: Untagged }) {
  const { cost, share, currency, period, principals } = untagged;
  const first = principals.filter(({ command }) => command !== null).slice(0, FIRST);
  return (
    <Figures
      figures={[
        {
          label: `Untagged in ${periodText(period)}`,
          value: <Amount value={cost} currency={currency} />,
          note: `of ${counted(principals.length, 'principal')}`,
        },
        { label: 'Share of the spending', value: shareText(share), note: shareNote(untagged) },
        {
          label: 'Tagged first, these remove',
          value: <Amount value={sumText(first.map((one) => one.cost))} currency={currency} />,
          note:
            first.length === 0
              ? 'nothing is left that a tag could move'
              : `${counted(first.length, 'command')}, ${moneyText(first[0]?.cost ?? '0', currency)} the first one`,
        },
      ]}
    />
  );
}

function shareNote({ trend, period, share }: Untagged): string {
  const before = trend.filter((month) => month.period < period).at(-1);
  if (before === undefined) return 'the first month';
  const points = (share - before.share) * 100;
  if (Math.abs(points) < 0.05) return `as in ${shortPeriod(before.period)}`;
  return `${points > 0 ? '▲' : '▼'} ${Math.abs(points).toFixed(1)} points ${points > 0 ? 'more' : 'less'} than in ${shortPeriod(before.period)}`;
}
