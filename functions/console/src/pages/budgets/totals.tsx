import { Amount } from '../../components/amount.tsx';
import { Button } from '../../components/button.tsx';
import { Figures } from '../../components/panel.tsx';
import { counted } from '../../text/count.ts';
import { approximate, changeText, picoOf, sumText } from '../../text/money.ts';
import { percentText } from '../../text/percent.ts';
import { amountsOf, type BudgetList, type Draft } from './draft.ts';

interface TotalsProps {
  readonly list: BudgetList;
  readonly drafts: ReadonlyMap<string, Draft>;
  readonly currency: string;
  readonly onCap?: () => void;
}

const negated = (amount: string): string => (amount.startsWith('-') ? amount.slice(1) : `-${amount}`);

/** The sum of all budgets against the cap, with what is typed and not saved yet. */
export function Totals({ list, drafts, currency, onCap }: TotalsProps) {
  const typed = amountsOf(list, drafts, currency);
  const change = sumText(typed.flatMap(({ before, after }) => [after, negated(before)]));
  const sum = sumText([list.sum, change]);
  const added = list.without.filter(({ team }) => drafts.has(team));
  const spent = sumText([...list.budgets, ...added].map((row) => row.spent));
  const isChanged = picoOf(change) !== 0n;
  return (
    <Figures
      figures={[
        {
          label: isChanged ? 'Budgets, as typed' : 'Budgets',
          value: <Amount value={sum} currency={currency} />,
          note: isChanged
            ? `${changeText(change, currency)} not saved yet`
            : `of ${counted(list.budgets.length, 'team')}`,
        },
        {
          label: 'Cap',
          value: list.cap === null ? 'none' : <Amount value={list.cap} currency={currency} />,
          note:
            onCap === undefined ? 'set by finance' : <CapButton hasCap={list.cap !== null} onCap={onCap} />,
        },
        ...(list.cap === null ? [] : [roomFigure(sumText([list.cap, negated(sum)]), currency)]),
        {
          label: 'Spent of them this month',
          value: picoOf(sum) === 0n ? '–' : <Amount value={spent} currency={currency} />,
          note:
            picoOf(sum) === 0n
              ? 'no team has a budget yet'
              : `${percentText((100 * approximate(spent)) / approximate(sum))} of the budgets`,
        },
      ]}
    />
  );
}

const CapButton = ({ hasCap, onCap }: { readonly hasCap: boolean; readonly onCap: () => void }) => (
  <span class="figure-action">
    <Button kind="quiet" size="small" onClick={onCap}>
      {hasCap ? 'Change the cap' : 'Set a cap'}
    </Button>
  </span>
);

const roomFigure = (room: string, currency: string) => ({
  label: 'Room under the cap',
  value: <Amount value={room} currency={currency} />,
  note: picoOf(room) < 0n ? <span class="up">▲ the budgets are over the cap</span> : 'left to give out',
});
