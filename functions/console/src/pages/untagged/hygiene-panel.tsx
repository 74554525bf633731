import { Amount } from '../../components/amount.tsx';
import { Badge } from '../../components/badge.tsx';
import { Panel } from '../../components/panel.tsx';
import { type Column, Table } from '../../components/table.tsx';
import { approximate } from '../../text/money.ts';
import type { Untagged } from './untagged-page.tsx';

type Hygiene = Untagged['hygiene'][number];
const VALUES_SHOWN = 6;

/** Tags that split one thing into several, or several things into none. */
export const HygienePanel = ({ untagged: { hygiene, currency } }: { readonly untagged: Untagged }) => (
  <Panel title="Tags to tidy" isFlush>
    <Table
      caption="Tags to tidy"
      rows={hygiene.map((row, index) => ({ ...row, index }))}
      columns={columnsIn(currency)}
      keyOf={({ index }) => `${index}`}
      empty="No key or value is spelled in two ways, and no key has a value for every call."
      limit={10}
    />
  </Panel>
);

const columnsIn = (currency: string): readonly Column<Hygiene>[] => [
  { key: 'key', head: 'Key', cell: ({ key }) => <code>{key}</code>, sortBy: ({ key }) => key },
  {
    key: 'problem',
    head: 'Problem',
    cell: ({ problem }) => (
      <Badge tone="warning">{problem === 'spelling' ? 'spelled differently' : 'many values'}</Badge>
    ),
  },
  {
    key: 'values',
    head: 'Values',
    cell: ({ values }) => (
      <span class="tag-values">
        {values.slice(0, VALUES_SHOWN).map((value) => (
          <code key={value} class="exact-value">
            “{value}”
          </code>
        ))}
        {values.length > VALUES_SHOWN ? (
          <span class="soft"> and {values.length - VALUES_SHOWN} more</span>
        ) : null}
      </span>
    ),
  },
  {
    key: 'todo',
    head: 'Do',
    isWide: true,
    cell: ({ problem }) => (
      <span class="soft">
        {problem === 'spelling'
          ? 'choose one spelling; the others count as other values'
          : 'do not attribute by it: each value is hardly seen twice'}
      </span>
    ),
  },
  {
    key: 'cost',
    head: 'Cost',
    isRight: true,
    cell: ({ cost }) => <Amount value={cost} currency={currency} />,
    sortBy: ({ cost }) => approximate(cost),
  },
];
