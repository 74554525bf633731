import { Amount } from '../../components/amount.tsx';
import { Panel } from '../../components/panel.tsx';
import { Empty } from '../../components/states.tsx';
import { type Column, Table } from '../../components/table.tsx';
import { toPrincipal } from '../../router/addresses.ts';
import { Link } from '../../router/link.tsx';
import { counted } from '../../text/count.ts';
import { approximate } from '../../text/money.ts';
import { shortPrincipal } from '../../text/name.ts';
import { shareText } from '../../text/percent.ts';
import type { Untagged } from './untagged-page.tsx';

type Gateway = Untagged['gateways'][number];
type Part = Gateway['split'][number];

/** Roles that call for many: what of them can be split already, and by what. */
export const GatewaysPanel = ({ untagged: { gateways, currency } }: { readonly untagged: Untagged }) => (
  <Panel title="Roles that carry many">
    {gateways.length === 0 ? (
      <Empty>No role carries so many sessions or teams that it looks like a gateway.</Empty>
    ) : (
      <div class="gateways">
        {gateways.map((gateway) => (
          <GatewayPart key={gateway.principal} gateway={gateway} currency={currency} />
        ))}
      </div>
    )}
  </Panel>
);

const GatewayPart = ({ gateway, currency }: { readonly gateway: Gateway; readonly currency: string }) => (
  <section aria-label={`Gateway ${shortPrincipal(gateway.principal)}`}>
    <h3>
      <Link href={toPrincipal(gateway.principal)} title={gateway.principal}>
        {shortPrincipal(gateway.principal)}
      </Link>
    </h3>
    <p class="small">
      <Amount value={gateway.cost} currency={currency} />, {counted(gateway.sessions, 'session')},{' '}
      {shareText(gateway.shareOfTeam)} of its team. Not split:{' '}
      <strong>
        <Amount value={gateway.unsplit} currency={currency} />
      </strong>
    </p>
    <Table
      caption={`Parts of ${shortPrincipal(gateway.principal)}`}
      rows={gateway.split}
      columns={columnsIn(currency)}
      keyOf={({ by, key }) => `${by} ${key}`}
      empty="Nothing in the bill tells its callers apart. Session tags, or an inference profile for each application, would."
      limit={6}
    />
  </section>
);

const columnsIn = (currency: string): readonly Column<Part>[] => [
  { key: 'key', head: 'Part', cell: ({ key }) => key },
  { key: 'by', head: 'By', cell: ({ by }) => by },
  {
    key: 'cost',
    head: 'Cost',
    isRight: true,
    cell: ({ cost }) => <Amount value={cost} currency={currency} />,
    sortBy: ({ cost }) => approximate(cost),
  },
  { key: 'share', head: 'Share', isRight: true, cell: ({ share }) => shareText(share) },
];
