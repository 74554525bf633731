import { ChangeAmount } from '../../components/amount.tsx';
import { Table } from '../../components/table.tsx';
import { toPrincipal } from '../../router/addresses.ts';
import { Link } from '../../router/link.tsx';
import { approximate } from '../../text/money.ts';
import { shortPrincipal, wordsOf } from '../../text/name.ts';
import type { Bridge } from './bridge-steps.tsx';

/** Who moved it, the greatest change first. */
export const MoversTable = ({ bridge }: { readonly bridge: Bridge }) => (
  <>
    <h3>Who moved it</h3>
    <Table
      caption="Changes by principal, model and token kind"
      rows={bridge.principals}
      keyOf={({ principal, model, tokenKind }) => `${principal} ${model} ${tokenKind}`}
      empty="Nobody's spending differs between the two."
      limit={10}
      columns={[
        {
          key: 'principal',
          head: 'Principal',
          cell: ({ principal }) => (
            <Link href={toPrincipal(principal)} title={principal}>
              {shortPrincipal(principal)}
            </Link>
          ),
        },
        { key: 'model', head: 'Model', isWide: true, cell: ({ model }) => model },
        { key: 'kind', head: 'Kind', cell: ({ tokenKind }) => wordsOf(tokenKind) },
        {
          key: 'change',
          head: 'Change',
          isRight: true,
          cell: ({ change }) => <ChangeAmount value={change} currency={bridge.currency} />,
          sortBy: ({ change }) => approximate(change),
        },
      ]}
    />
  </>
);
