import type { ComponentChildren } from 'preact';
import type { AnswerOf } from '../../../../shared/api/documents.ts';
import { Link } from '../router/link.tsx';
import { tokensText } from '../text/count.ts';
import { approximate } from '../text/money.ts';
import { wordsOf } from '../text/name.ts';
import { shareText } from '../text/percent.ts';
import { Amount, Growth } from './amount.tsx';
import { Badge } from './badge.tsx';
import { ShareBar } from './bar.tsx';
import { Panel } from './panel.tsx';
import { type Column, Table } from './table.tsx';

type SpendRow = AnswerOf<'team'>['principals'][number];

interface SpendTableProps {
  readonly title: string;
  /** Head of the first column. */
  readonly what: string;
  readonly rows: readonly SpendRow[];
  readonly currency: string;
  /** How a key reads; the whole of it stays in the tooltip. */
  readonly nameOf?: (key: string) => string;
  readonly hrefOf?: (key: string) => string;
  readonly empty: ComponentChildren;
}

/** Who or what costs how much, against as long a time before. */
export const SpendTable = ({ title, what, rows, empty, ...how }: SpendTableProps) => (
  <Panel title={title} isFlush aside="Change: against as long before">
    <Table
      caption={title}
      rows={rows}
      columns={columnsOf(what, how)}
      keyOf={({ key }) => key}
      empty={empty}
      limit={12}
    />
  </Panel>
);

type How = Pick<SpendTableProps, 'currency' | 'nameOf' | 'hrefOf'>;

const columnsOf = (
  what: string,
  { currency, nameOf = (key) => key, hrefOf }: How,
): readonly Column<SpendRow>[] => [
  {
    key: 'key',
    head: what,
    cell: ({ key, isNew }) => (
      <>
        {hrefOf === undefined ? (
          <span title={key}>{nameOf(key)}</span>
        ) : (
          <Link href={hrefOf(key)} title={key}>
            {nameOf(key)}
          </Link>
        )}
        {isNew ? (
          <>
            {' '}
            <Badge tone="info">new</Badge>
          </>
        ) : null}
      </>
    ),
    sortBy: ({ key }) => nameOf(key),
  },
  {
    key: 'cost',
    head: 'Cost',
    isRight: true,
    cell: ({ cost }) => <Amount value={cost} currency={currency} />,
    sortBy: ({ cost }) => approximate(cost),
  },
  { key: 'bar', head: 'Share', isRoomy: true, cell: ({ share }) => <ShareBar share={share} /> },
  {
    key: 'share',
    head: '%',
    isRight: true,
    cell: ({ share }) => shareText(share),
    sortBy: ({ share }) => share,
  },
  {
    key: 'change',
    head: 'Change',
    isRight: true,
    cell: ({ changePercent, isNew }) => <Growth percent={changePercent} isNew={isNew} />,
    sortBy: ({ changePercent }) => changePercent ?? Number.POSITIVE_INFINITY,
  },
  {
    key: 'tokens',
    head: 'Tokens',
    isRight: true,
    isWide: true,
    cell: ({ tokens }) => <Tokens tokens={tokens} />,
    sortBy: ({ tokens }) => sumOf(tokens),
  },
];

const sumOf = (tokens: SpendRow['tokens']): number =>
  Object.values(tokens).reduce((sum, count) => sum + count, 0);

const Tokens = ({ tokens }: Pick<SpendRow, 'tokens'>) => (
  <span
    class="number"
    title={Object.entries(tokens)
      .map(([kind, count]) => `${wordsOf(kind)} ${tokensText(count)}`)
      .join(', ')}
  >
    {sumOf(tokens) === 0 ? '–' : tokensText(sumOf(tokens))}
  </span>
);
