import { useRead } from '../../api/use-read.ts';
import { AlertList } from '../../components/alert-list.tsx';
import { Choice, Select } from '../../components/fields.tsx';
import { Page } from '../../components/page.tsx';
import { Panel } from '../../components/panel.tsx';
import { Loaded } from '../../components/states.tsx';
import { useMe } from '../../me.tsx';
import { go, withQuery } from '../../router/location.ts';
import { counted } from '../../text/count.ts';
import type { PageProps } from '../pages.ts';

const STATES = [
  { value: 'open', words: 'Open' },
  { value: 'all', words: 'All' },
] as const;

/** Alerts, worst first. */
export function AlertsPage({ place }: PageProps) {
  const { teams, currency } = useMe();
  const state = place.query.state === 'all' ? 'all' : 'open';
  const { team } = place.query;
  const read = useRead('alerts', { query: { state, ...(team === undefined ? {} : { team }) } });
  return (
    <Page
      title="Alerts"
      actions={
        <>
          <Choice
            label="Which"
            value={state}
            options={STATES}
            onChange={(value) => go(withQuery(place, { state: value === 'open' ? '' : value }), 'replace')}
          />
          <Select
            label="Team"
            isLabelHidden
            value={team ?? ''}
            options={[{ value: '', words: 'All teams' }, ...teams.map((value) => ({ value, words: value }))]}
            onChange={(value) => go(withQuery(place, { team: value }), 'replace')}
          />
        </>
      }
    >
      <Loaded read={read}>
        {({ alerts }) => (
          <Panel title={counted(alerts.length, 'alert')} isFlush>
            <AlertList
              alerts={alerts}
              currency={currency}
              empty={
                state === 'open' ? (
                  <span>
                    <strong>Nothing is open.</strong> What has ended stands under “All”.
                  </span>
                ) : (
                  <span>
                    <strong>There was no alert so far.</strong> <code>npx billhook doctor</code> says whether
                    the export has what judgement needs.
                  </span>
                )
              }
            />
          </Panel>
        )}
      </Loaded>
    </Page>
  );
}
