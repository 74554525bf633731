import { ChangeAmount } from '../../components/amount.tsx';
import { Panel } from '../../components/panel.tsx';
import { type Column, Table } from '../../components/table.tsx';
import { approximate, picoOf, sumText } from '../../text/money.ts';
import type { Evidence } from './evidence-document.ts';

interface Step {
  readonly part: string;
  readonly cost: string;
}

/** Why it costs more: the reasons sum to the amount. Absent where only costs are known. */
export function Bridge({ evidence }: { readonly evidence: Evidence }) {
  const { bridge, currency } = evidence;
  if (bridge === undefined) return null;
  const steps = Object.entries(bridge)
    .map(([part, cost]): Step => ({ part, cost }))
    .filter(({ cost }) => picoOf(cost) !== 0n);
  const most = Math.max(...steps.map(({ cost }) => Math.abs(approximate(cost))));
  return (
    <Panel title="Why" isFlush>
      <Table
        caption="Reasons of the change"
        rows={steps}
        columns={columnsIn(currency, most)}
        keyOf={({ part }) => part}
        empty="No reason stands out: cost and tokens changed by nothing."
        foot={
          <tr>
            <th scope="row">All</th>
            <td class="wide-only" />
            <td class="right">
              <ChangeAmount value={sumText(steps.map(({ cost }) => cost))} currency={currency} />
            </td>
          </tr>
        }
      />
    </Panel>
  );
}

const columnsIn = (currency: string, most: number): readonly Column<Step>[] => [
  { key: 'part', head: 'Reason', cell: ({ part }) => WORDS[part] ?? part },
  { key: 'bar', head: 'Size', isWide: true, cell: ({ cost }) => <StepBar part={approximate(cost) / most} /> },
  {
    key: 'cost',
    head: 'Change',
    isRight: true,
    cell: ({ cost }) => <ChangeAmount value={cost} currency={currency} />,
    sortBy: ({ cost }) => approximate(cost),
  },
];

/** From the middle to the right what makes it dearer, to the left what makes it cheaper. */
const StepBar = ({ part }: { readonly part: number }) => (
  <svg class="bar" viewBox="0 0 200 12" preserveAspectRatio="none" aria-hidden="true">
    <line class="limit" x1="100" x2="100" y1="0" y2="12" />
    <rect
      class={`spent ${part > 0 ? 'critical' : ''}`}
      x={part > 0 ? 100 : 100 + part * 100}
      y="3"
      width={Math.abs(part) * 100}
      height="6"
    />
  </svg>
);

const WORDS: Readonly<Record<string, string>> = {
  volume: 'More or fewer tokens',
  models: 'Other models',
  direction: 'Other mix of input and output',
  cache: 'Cache used less or more',
  price: 'Price of a token',
  newPrincipals: 'New callers',
  other: 'Other',
  anticipated: 'Was expected to come',
};
