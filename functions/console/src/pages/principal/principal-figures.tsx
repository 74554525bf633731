import { Amount } from '../../components/amount.tsx';
import { Figures } from '../../components/panel.tsx';
import { daysOf, shownRange } from '../../components/range/range.ts';
import { useMe } from '../../me.tsx';
import { toTeam } from '../../router/addresses.ts';
import { Link } from '../../router/link.tsx';
import { counted, countText } from '../../text/count.ts';
import { wordsOf } from '../../text/name.ts';
import { agoText, daysText, shortTime } from '../../text/time.ts';
import type { Principal } from './principal-page.tsx';

export function PrincipalFigures({ principal }: { readonly principal: Principal }) {
  const now = Date.parse(useMe().now);
  const { currency, total, firstSeen, sessions, account, kind, teams } = principal;
  const range = shownRange(principal);
  return (
    <Figures
      figures={[
        {
          label: range === undefined ? 'Spent' : `Spent in ${counted(daysOf(range), 'day')}`,
          value: <Amount value={total} currency={currency} />,
          note: range === undefined ? '' : daysText(range.from, range.to),
        },
        {
          label: 'First seen',
          value: firstSeen === null ? 'Earlier' : agoText(firstSeen, now),
          note: firstSeen === null ? 'Than the first delivery that is here' : shortTime(firstSeen),
        },
        { label: 'Sessions', value: countText(sessions.count), note: 'in this range' },
        {
          label: 'Kind',
          value: wordsOf(kind),
          note: account === null ? 'No account is named' : `Account ${account}`,
        },
        {
          label: teams.length === 1 ? 'Team' : 'Teams',
          value: teams.length === 0 ? '–' : String(teams[0]),
          note: teams.map((team, index) => (
            <>
              {index > 0 ? ', ' : ''}
              <Link href={toTeam(team)}>{team}</Link>
            </>
          )),
        },
      ]}
    />
  );
}
