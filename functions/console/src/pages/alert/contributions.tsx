import { Amount, ChangeAmount } from '../../components/amount.tsx';
import { Button } from '../../components/button.tsx';
import { Panel } from '../../components/panel.tsx';
import { type Column, Table } from '../../components/table.tsx';
import { toPrincipal } from '../../router/addresses.ts';
import { Link } from '../../router/link.tsx';
import { approximate, sumText } from '../../text/money.ts';
import { shortPrincipal, wordsOf } from '../../text/name.ts';
import { downloadCsv } from './csv.ts';
import type { Evidence } from './evidence-document.ts';

type Part = Evidence['contributions'][number];

/** Who and what: the rises sum to the amount, and the foot says so. */
export function Contributions({ evidence }: { readonly evidence: Evidence }) {
  const { contributions, currency, alertId, amount } = evidence;
  // What is spent of a budget is no change of anything.
  const isSpent = amount.kind === 'spent';
  const sum = (of: (part: Part) => string): string => sumText(contributions.map(of));
  return (
    <Panel
      title="Who and what"
      isFlush
      aside={
        <Button
          size="small"
          label="Contributions as CSV"
          onClick={() =>
            downloadCsv(
              `${alertId}-contributions.csv`,
              HEAD,
              contributions.map((part) => rowOf(part, currency)),
            )
          }
        >
          CSV
        </Button>
      }
    >
      <Table
        caption="Contributions by principal, model and token kind"
        rows={contributions}
        columns={columnsIn(currency).filter(({ key }) => !isSpent || !COMPARED.includes(key))}
        keyOf={keyOf}
        empty="Nothing contributed: the amount is all that is known of it."
        foot={
          <tr>
            <th scope="row">All</th>
            <td />
            <td class="wide-only" />
            <td class="right">
              <Amount value={sum(({ cost }) => cost)} currency={currency} />
            </td>
            {isSpent ? null : (
              <>
                <td class="right wide-only">
                  <Amount value={sum(({ usual }) => usual)} currency={currency} />
                </td>
                <td class="right">
                  <ChangeAmount value={sum(({ rise }) => rise)} currency={currency} />
                </td>
              </>
            )}
          </tr>
        }
      />
    </Panel>
  );
}

const OTHERS = 'others';
const COMPARED: readonly string[] = ['usual', 'rise'];
const HEAD = ['principal', 'model', 'token_kind', 'cost', 'usual', 'rise', 'currency'];

const keyOf = ({ principal, model, tokenKind }: Part): string => `${principal}\n${model}\n${tokenKind}`;
const rowOf = ({ principal, model, tokenKind, cost, usual, rise }: Part, currency: string) => [
  ...[principal, model, tokenKind, cost, usual, rise, currency],
];

const columnsIn = (currency: string): readonly Column<Part>[] => [
  {
    key: 'principal',
    head: 'Principal',
    cell: ({ principal }) =>
      principal === OTHERS ? (
        'Many small ones'
      ) : (
        <Link href={toPrincipal(principal)} title={principal}>
          {shortPrincipal(principal)}
        </Link>
      ),
    sortBy: ({ principal }) => principal,
  },
  {
    key: 'model',
    head: 'Model',
    cell: ({ model }) => (model === '' ? '–' : model),
    sortBy: ({ model }) => model,
  },
  {
    key: 'kind',
    head: 'Tokens',
    isWide: true,
    cell: ({ tokenKind }) => wordsOf(tokenKind),
    sortBy: ({ tokenKind }) => tokenKind,
  },
  {
    key: 'cost',
    head: 'Cost',
    isRight: true,
    cell: ({ cost }) => <Amount value={cost} currency={currency} />,
    sortBy: ({ cost }) => approximate(cost),
  },
  {
    key: 'usual',
    head: 'Usual',
    isRight: true,
    isWide: true,
    cell: ({ usual }) => <Amount value={usual} currency={currency} />,
    sortBy: ({ usual }) => approximate(usual),
  },
  {
    key: 'rise',
    head: 'Change',
    isRight: true,
    cell: ({ rise }) => <ChangeAmount value={rise} currency={currency} />,
    sortBy: ({ rise }) => approximate(rise),
  },
];
