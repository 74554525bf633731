import { Amount } from '../../components/amount.tsx';
import { Panel } from '../../components/panel.tsx';
import { type Column, Table } from '../../components/table.tsx';
import { toPrincipal, toTeam } from '../../router/addresses.ts';
import { Link } from '../../router/link.tsx';
import { counted } from '../../text/count.ts';
import { moneyText } from '../../text/money.ts';
import { shortPrincipal } from '../../text/name.ts';
import { shareText } from '../../text/percent.ts';
import { dayText } from '../../text/time.ts';
import type { Statements } from './statements-page.tsx';

type Week = Statements['weeks'][number];
type Row = Week['top'][number];

/** Who was dearest in each week of the month, the newest first. */
export const WeeksPanel = ({ statements: { weeks, currency } }: { readonly statements: Statements }) => {
  const spent = weeks.filter(({ top }) => top.length > 0).toReversed();
  return spent.length === 0 ? null : (
    <Panel title="Dearest principals by week">
      {spent.map((week, index) => (
        <details key={week.name} open={index === 0}>
          <summary>
            {daysText(week)}: {moneyText(week.total, currency)}
          </summary>
          <Table
            caption={`Dearest principals of ${week.name}`}
            rows={week.top}
            columns={columnsIn(currency)}
            keyOf={({ team, principal }) => `${team} ${principal}`}
            empty={null}
          />
          {week.others.count === 0 ? null : (
            <p class="soft small">
              {counted(week.others.count, 'other')}: {moneyText(week.others.cost, currency)}
            </p>
          )}
        </details>
      ))}
    </Panel>
  );
};

const daysText = ({ from, until }: Week): string =>
  dayText(from) === dayText(until) ? dayText(from) : `${dayText(from)} – ${dayText(until)}`;

const columnsIn = (currency: string): readonly Column<Row>[] => [
  {
    key: 'principal',
    head: 'Principal',
    cell: ({ principal }) => <Link href={toPrincipal(principal)}>{shortPrincipal(principal)}</Link>,
  },
  { key: 'team', head: 'Team', cell: ({ team }) => <Link href={toTeam(team)}>{team}</Link> },
  { key: 'model', head: 'Mostly', isWide: true, cell: ({ model }) => model },
  { key: 'share', head: 'Of the week', isRight: true, isWide: true, cell: ({ share }) => shareText(share) },
  {
    key: 'cost',
    head: 'Cost',
    isRight: true,
    cell: ({ cost }) => <Amount value={cost} currency={currency} />,
  },
];
