import { isBudget } from '../../components/alert-list.tsx';
import { Amount } from '../../components/amount.tsx';
import { type FigureFacts, Figures } from '../../components/panel.tsx';
import { counted } from '../../text/count.ts';
import { moneyText } from '../../text/money.ts';
import { shareText } from '../../text/percent.ts';
import { lengthText, shortTime } from '../../text/time.ts';
import type { AlertDetail } from './alert-page.tsx';
import type { Evidence } from './evidence-document.ts';

interface AlertFiguresProps {
  readonly detail: AlertDetail;
  readonly evidence: Evidence | undefined;
}

/** The message's numbers; with a pack, the very ones that it told. */
export const AlertFigures = ({ detail, evidence }: AlertFiguresProps) => (
  <Figures
    figures={
      evidence === undefined ? rateFigures(detail) : [...rateFigures(detail), ...packFigures(evidence)]
    }
  />
);

const rateFigures = ({ alert, currency }: AlertDetail): readonly FigureFacts[] => [
  {
    label: 'Now, an hour',
    value: <Amount value={alert.costPerHour} currency={currency} />,
    note: `usually ${moneyText(alert.usualPerHour, currency)}`,
  },
  {
    label: isBudget(alert.kind) ? 'Over the budget' : 'Extra so far',
    value: <Amount value={alert.soFar} currency={currency} />,
    note: isBudget(alert.kind) ? 'so far' : `since ${shortTime(alert.startedAt)}`,
  },
];

function packFigures(evidence: Evidence): readonly FigureFacts[] {
  const { amount, currency, data, rule } = evidence;
  const { low, mid, high } = data.complete;
  const whole = (share: number): string => shareText(Math.min(1, share));
  const range = whole(low) === whole(high) ? whole(mid) : `${whole(low)} to ${whole(high)}`;
  return [
    {
      label: AMOUNTS[amount.kind],
      value: <Amount value={amount.amount} currency={currency} />,
      note:
        amount.kind === 'spent'
          ? `from ${shortTime(amount.from)}`
          : `${moneyText(amount.cost, currency)} instead of ${moneyText(amount.expected, currency)}${bandText(rule, currency)}`,
    },
    {
      label: 'Data through',
      value: shortTime(data.through).replace(' UTC', ''),
      note: `UTC; ${counted(data.ageHours, 'hour')} old when judged; ${range} of their cost is billed`,
    },
    {
      label: 'Hours judged',
      value: lengthText(Date.parse(amount.to) - Date.parse(amount.from)),
      note: `${shortTime(amount.from)} to ${shortTime(amount.to)}`,
    },
  ];
}

const AMOUNTS = { rise: 'Above the usual', spent: 'Spent of the budget', missing: 'Missing' } as const;

const bandText = ({ baseline }: Evidence['rule'], currency: string): string =>
  baseline === undefined
    ? ''
    : ` (band ${moneyText(baseline.low, currency)} to ${moneyText(baseline.high, currency)})`;
