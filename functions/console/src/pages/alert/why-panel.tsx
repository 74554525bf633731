import { Panel } from '../../components/panel.tsx';
import type { AlertDetail } from './alert-page.tsx';

/** What it looks like and what it is made of, in the message's own words. */
export const WhyPanel = ({ detail: { why } }: { readonly detail: AlertDetail }) =>
  why.length === 0 ? null : (
    <Panel title="What it looks like">
      <dl class="facts alert-facts">
        {why.map(({ label, value }) => [<dt key={label}>{label}</dt>, <dd key={`${label}:`}>{value}</dd>])}
      </dl>
    </Panel>
  );
