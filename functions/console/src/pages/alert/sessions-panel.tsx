import { Amount } from '../../components/amount.tsx';
import { Panel } from '../../components/panel.tsx';
import { toTeam } from '../../router/addresses.ts';
import { Link } from '../../router/link.tsx';
import { counted } from '../../text/count.ts';
import type { Evidence } from './evidence-document.ts';

const POLICIES = {
  full: 'names as they are in the bill',
  initials: 'names as initials',
  pseudonym: 'names as pseudonyms',
} as const;

/** A few tell whether it is people or jobs. */
const NAMES_SHOWN = 5;

/** Who ran it: sessions as the privacy policy writes them, and the teams of the last day. */
export const SessionsPanel = ({
  evidence: { sessions, lastDay, currency },
}: {
  readonly evidence: Evidence;
}) => (
  <Panel title="Sessions" aside={POLICIES[sessions.policy]}>
    <p>
      {sessions.count === 0
        ? 'The bill names no sessions of it.'
        : `${counted(sessions.count, 'session')}${sessions.names.length === 0 ? '.' : `, ${sessions.count > sessions.names.length ? 'some of them' : 'all of them'}:`}`}
    </p>
    <ul class="name-list">
      {sessions.names.map((name) => (
        <li key={name}>
          <code>{name}</code>
        </li>
      ))}
    </ul>
    {lastDay.length === 0 ? null : <h3>Last day of data</h3>}
    <ul class="fact-list">
      {lastDay.map((use) => (
        <li key={use.team}>
          Team <Link href={toTeam(use.team)}>{use.team}</Link>:{' '}
          <Amount value={use.cost} currency={currency} />, {counted(use.sessions, 'session')}
          {use.names.length === 0
            ? ''
            : ` (${use.names.slice(0, NAMES_SHOWN).join(', ')}${use.sessions > NAMES_SHOWN ? ', …' : ''})`}
        </li>
      ))}
    </ul>
  </Panel>
);
