import { useId, useState } from 'preact/hooks';
import { Amount } from '../../components/amount.tsx';
import { toAlert, toTeam } from '../../router/addresses.ts';
import { Link } from '../../router/link.tsx';
import { moneyText } from '../../text/money.ts';
import { LineList } from './line-list.tsx';
import { CATEGORIES, sumOf, untaggedText } from './statement-table.tsx';
import type { Statements } from './statements-page.tsx';

type TeamStatement = Statements['teams'][number];

interface TeamRowsProps {
  readonly team: TeamStatement;
  readonly currency: string;
}

export function TeamRows({ team, currency }: TeamRowsProps) {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  return (
    <>
      <tr>
        <th scope="row" class="name-cell">
          <button
            type="button"
            class="button quiet small row-toggle"
            aria-expanded={isOpen}
            aria-controls={id}
            onClick={() => setOpen(!isOpen)}
          >
            <span aria-hidden="true">{isOpen ? '▾' : '▸'}</span> {team.team}
          </button>
        </th>
        {CATEGORIES.map(({ keys, words }) => (
          <td key={words} class="right wide-only">
            <Amount value={sumOf(team.lines, keys)} currency={currency} />
          </td>
        ))}
        <td class="right">
          <strong>
            <Amount value={team.total} currency={currency} />
          </strong>
        </td>
        <td class="right wide-only">{untaggedText(team.untaggedShare)}</td>
      </tr>
      <tr id={id} class="opened" hidden={!isOpen}>
        <td colSpan={CATEGORIES.length + 3}>{isOpen ? <Opened team={team} currency={currency} /> : null}</td>
      </tr>
    </>
  );
}

const Opened = ({ team, currency }: TeamRowsProps) => (
  <div class="form">
    <LineList lines={team.lines} currency={currency} />
    {team.plans.length === 0 ? null : (
      <div>
        <h3>Plans</h3>
        <ul>
          {team.plans.map(({ note, cap, spent }, index) => (
            <li key={`${note} ${index}`}>
              {note === '' ? 'Plan' : note}: {moneyText(spent, currency)} of {moneyText(cap, currency)}
            </li>
          ))}
        </ul>
      </div>
    )}
    {team.alerts.length === 0 ? null : (
      <div>
        <h3>Alerts and what became of them</h3>
        <ul>
          {team.alerts.map(({ id, headline, outcome, cost }) => (
            <li key={id}>
              <Link href={toAlert(id)}>{headline}</Link>: {outcome}, {moneyText(cost, currency)}
            </li>
          ))}
        </ul>
      </div>
    )}
    <p class="small">
      <Link href={toTeam(team.team)}>The month of {team.team} hour by hour</Link>
    </p>
  </div>
);
