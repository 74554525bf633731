import { AlertList } from '../../components/alert-list.tsx';
import { Panel } from '../../components/panel.tsx';
import { Link } from '../../router/link.tsx';
import type { Overview } from './overview-page.tsx';

export const OpenAlerts = ({ overview }: { readonly overview: Overview }) => (
  <Panel title="Open alerts" isFlush aside={<Link href="/alerts">All alerts</Link>}>
    <AlertList
      alerts={overview.open}
      currency={overview.currency}
      empty={
        <>
          <strong>Nothing is open.</strong> Each delivery is judged when it comes; what changes is told in
          Slack and stands here.
        </>
      }
    />
  </Panel>
);
