import { Amount } from '../../components/amount.tsx';
import { Button } from '../../components/button.tsx';
import { Panel } from '../../components/panel.tsx';
import { type Column, Table } from '../../components/table.tsx';
import { toTeam } from '../../router/addresses.ts';
import { Link } from '../../router/link.tsx';
import { approximate, moneyText } from '../../text/money.ts';
import type { BudgetList } from './draft.ts';
import type { Drafts } from './use-drafts.ts';

type Without = BudgetList['without'][number];

interface WithoutPanelProps {
  readonly list: BudgetList;
  readonly drafts: Drafts;
  readonly mayEdit: boolean;
  readonly currency: string;
}

/** Spending teams without a budget, each with one that its months would bear. */
export function WithoutPanel({ list, drafts, mayEdit, currency }: WithoutPanelProps) {
  const rows = list.without.filter(({ team }) => !drafts.all.has(team));
  if (rows.length === 0) return null;
  const take: Column<Without> = {
    key: 'take',
    head: 'Set it',
    cell: ({ team, proposed }) => (
      <Button
        size="small"
        label={`Take it for ${team}`}
        onClick={() => drafts.put({ team, base: undefined, typed: { amount: proposed } })}
      >
        Take it
      </Button>
    ),
  };
  return (
    <Panel title="Spending without a budget" isFlush>
      <Table
        caption="Teams without a budget"
        rows={rows}
        columns={mayEdit ? [...columnsIn(currency), take] : columnsIn(currency)}
        keyOf={({ team }) => team}
        empty={null}
        limit={10}
      />
    </Panel>
  );
}

const columnsIn = (currency: string): readonly Column<Without>[] => [
  {
    key: 'team',
    head: 'Team',
    cell: ({ team }) => <Link href={toTeam(team)}>{team}</Link>,
    sortBy: ({ team }) => team,
  },
  {
    key: 'spent',
    head: 'This month',
    isRight: true,
    cell: ({ spent }) => <Amount value={spent} currency={currency} />,
    sortBy: ({ spent }) => approximate(spent),
  },
  {
    key: 'proposed',
    head: 'Proposed',
    isRight: true,
    cell: ({ proposed }) => <strong>{moneyText(proposed, currency)}</strong>,
    sortBy: ({ proposed }) => approximate(proposed),
  },
  { key: 'why', head: 'Because', isWide: true, cell: ({ proposal }) => <span class="soft">{proposal}</span> },
];
