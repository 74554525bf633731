import { Panel } from '../../components/panel.tsx';
import { periodText, shortTime } from '../../text/time.ts';
import type { Delivery } from './deliveries-page.tsx';

/** Deliveries that were not believed, and why; there is no panel where there is none. */
export function QuarantinePanel({ deliveries }: { readonly deliveries: readonly Delivery[] }) {
  const held = deliveries.filter(({ state }) => state === 'quarantined');
  if (held.length === 0) return null;
  return (
    <Panel title="In quarantine" aside="Figures stay those of the delivery before">
      <ul class="form">
        {held.map(({ executionId, period, deliveredAt, why }) => (
          <li key={`${period} ${executionId}`} class="note critical">
            <p>
              <strong>
                {periodText(period)}, delivered {shortTime(deliveredAt)}.
              </strong>{' '}
              {why ?? 'No reason was kept.'}
              <span class="soft small"> Execution {executionId}</span>
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
