import { Panel } from '../../components/panel.tsx';
import { Empty } from '../../components/states.tsx';
import { toAlert, toPrincipal, toTeam } from '../../router/addresses.ts';
import { Link } from '../../router/link.tsx';
import { shortPrincipal } from '../../text/name.ts';
import type { Evidence } from './evidence-document.ts';

/** What belongs to the same incident, or keeps it still. */
export function LinkedPanel({ evidence: { linked } }: { readonly evidence: Evidence }) {
  const { causes, alerts, mutedBy, digest } = linked;
  const isAlone = causes.length + alerts.length === 0 && mutedBy === undefined && digest === undefined;
  return (
    <Panel title="Linked">
      {isAlone ? <Empty>It stands alone: nothing else of the team was open when it was told.</Empty> : null}
      <ul class="fact-list">
        {alerts.map((id) => (
          <li key={id}>
            Also open: <Link href={toAlert(id)}>{id}</Link>
          </li>
        ))}
        {causes.map(({ team, principal, model }) => (
          <li key={`${team} ${principal} ${model}`}>
            Rose at the same time: team <Link href={toTeam(team)}>{team}</Link>
            {principal === undefined ? null : (
              <>
                , <Link href={toPrincipal(principal)}>{shortPrincipal(principal)}</Link>
              </>
            )}
            {model === undefined ? '' : `, ${model}`}
          </li>
        ))}
        {mutedBy === undefined ? null : (
          <li>
            Kept still by {mutedBy.by} <code>{mutedBy.id}</code>
          </li>
        )}
        {digest === undefined ? null : (
          <li>
            Told together with others in <code>{digest}</code>
          </li>
        )}
      </ul>
    </Panel>
  );
}
