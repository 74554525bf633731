import { Panel } from '../../components/panel.tsx';
import { Empty } from '../../components/states.tsx';
import { counted } from '../../text/count.ts';
import type { Principal } from './principal-page.tsx';

/** Names of sessions as far as the reader may see them; the rest is a count. */
export function SessionsPanel({ principal }: { readonly principal: Principal }) {
  const { count, sample } = principal.sessions;
  return (
    <Panel title="Sessions" aside={count === 0 ? '' : counted(count, 'session')}>
      {sample.length === 0 ? (
        <Empty>
          {count === 0
            ? 'The bill names no session in this range.'
            : 'Their names are kept from you by the privacy that is set for your role.'}
        </Empty>
      ) : (
        <ul class="names">
          {sample.map((name) => (
            <li key={name}>
              <code>{name}</code>
            </li>
          ))}
          {count > sample.length ? (
            <li class="soft">and {counted(count - sample.length, 'more', 'more')}</li>
          ) : null}
        </ul>
      )}
    </Panel>
  );
}
