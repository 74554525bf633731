import type { AnswerOf } from '../../../../../shared/api/documents.ts';
import { useRead } from '../../api/use-read.ts';
import { Select } from '../../components/fields.tsx';
import { Freshness } from '../../components/freshness.tsx';
import { Page } from '../../components/page.tsx';
import { Loaded } from '../../components/states.tsx';
import { useMe } from '../../me.tsx';
import { go, withQuery } from '../../router/location.ts';
import { periodText } from '../../text/time.ts';
import type { PageProps } from '../pages.ts';
import { MonthChart } from './month-chart.tsx';
import { MonthFigures } from './month-figures.tsx';
import { MonthsTable } from './months-table.tsx';
import { OpenAlerts } from './open-alerts.tsx';
import { TeamsTable } from './teams-table.tsx';

export type Overview = AnswerOf<'overview'>;

/** The month at a glance: what it costs, where it will end, what is open, who spends. */
export function OverviewPage({ place }: PageProps) {
  const { period } = place.query;
  const read = useRead('overview', period === undefined ? {} : { query: { period } });
  const { data } = read;
  return (
    <Page
      title={data === undefined ? 'Overview' : `AI spending in ${periodText(data.period)}`}
      lead={data === undefined ? null : <Freshness freshness={data.freshness} />}
      actions={data === undefined ? null : <Months overview={data} place={place} />}
    >
      <Loaded read={read} lines={14}>
        {(overview) => (
          <>
            <MonthFigures overview={overview} />
            <div class="columns">
              <MonthChart overview={overview} />
              <OpenAlerts overview={overview} />
            </div>
            <TeamsTable overview={overview} />
            <MonthsTable overview={overview} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Months({ overview, place }: { readonly overview: Overview; readonly place: PageProps['place'] }) {
  const { periods } = useMe();
  const all = [...new Set([...overview.periods, ...periods, overview.period])].toSorted().toReversed();
  return (
    <Select
      label="Month"
      value={overview.period}
      options={all.map((value) => ({ value, words: periodText(value) }))}
      onChange={(value) => go(withQuery(place, { period: value }), 'replace')}
    />
  );
}
