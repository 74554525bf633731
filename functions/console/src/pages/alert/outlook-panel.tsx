import { isBudget } from '../../components/alert-list.tsx';
import { Panel } from '../../components/panel.tsx';
import type { AlertDetail } from './alert-page.tsx';

/** What waiting costs, in the message's own words. */
export const OutlookPanel = ({ detail: { outlook, alert } }: { readonly detail: AlertDetail }) =>
  outlook.length === 0 ? null : (
    <Panel title={isBudget(alert.kind) ? 'Where the month ends' : 'If nobody acts, extra on top'}>
      <dl class="facts outlook-facts">
        {outlook.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              <strong>{value}</strong>
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
