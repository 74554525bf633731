import { Amount } from '../../components/amount.tsx';
import { Command } from '../../components/command.tsx';
import { Panel } from '../../components/panel.tsx';
import { Table } from '../../components/table.tsx';
import { moneyText } from '../../text/money.ts';
import { shortTime } from '../../text/time.ts';
import type { Team } from './team-page.tsx';

/** What was announced, so that it is not told as a surprise up to its cap. */
export const PlansPanel = ({ team }: { readonly team: Team }) => (
  <Panel title="Plans" isFlush>
    <Table
      caption={`Plans of ${team.team}`}
      rows={team.plans}
      keyOf={({ id }) => id}
      empty={
        <>
          <strong>No plan.</strong> Spending that is announced with a cap is not told as a surprise. In Slack:
          <Command text={`/billhook plan ${team.team} 500 until friday`} />
        </>
      }
      columns={[
        { key: 'note', head: 'Plan', cell: ({ note }) => note },
        {
          key: 'time',
          head: 'When',
          isWide: true,
          cell: ({ from, to }) => `${shortTime(from)} to ${shortTime(to)}`,
        },
        {
          key: 'spent',
          head: 'Spent',
          isRight: true,
          cell: ({ spent }) => <Amount value={spent} currency={team.currency} />,
        },
        { key: 'cap', head: 'Of at most', isRight: true, cell: ({ cap }) => moneyText(cap, team.currency) },
      ]}
    />
  </Panel>
);
