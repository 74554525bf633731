import { Amount } from '../../components/amount.tsx';
import { Panel } from '../../components/panel.tsx';
import { type Column, Table } from '../../components/table.tsx';
import { approximate } from '../../text/money.ts';
import type { Untagged } from './untagged-page.tsx';

type Never = Untagged['neverTaggable'][number];

/** Apart from the rest: no tag will ever move it. */
export const NeverPanel = ({ untagged: { neverTaggable, currency } }: { readonly untagged: Untagged }) => (
  <Panel title="Cannot be tagged" isFlush>
    <Table
      caption="Spending that cannot be tagged"
      rows={neverTaggable}
      columns={columnsIn(currency)}
      keyOf={({ what }) => what}
      empty="Nothing: every untagged amount has a principal or a resource that takes a tag."
      limit={10}
    />
  </Panel>
);

const columnsIn = (currency: string): readonly Column<Never>[] => [
  { key: 'what', head: 'What', cell: ({ what }) => what },
  {
    key: 'cost',
    head: 'Cost',
    isRight: true,
    cell: ({ cost }) => <Amount value={cost} currency={currency} />,
    sortBy: ({ cost }) => approximate(cost),
  },
];
