import type { AnswerOf } from '../../../../../shared/api/documents.ts';
import { useRead } from '../../api/use-read.ts';
import { AlertList } from '../../components/alert-list.tsx';
import { Freshness } from '../../components/freshness.tsx';
import { Page } from '../../components/page.tsx';
import { Panel } from '../../components/panel.tsx';
import { rangeQuery } from '../../components/range/range.ts';
import { RangeFields } from '../../components/range/range-fields.tsx';
import { SpendTable } from '../../components/spend-table.tsx';
import { Empty, Loaded } from '../../components/states.tsx';
import { toTeam } from '../../router/addresses.ts';
import { Link } from '../../router/link.tsx';
import { shortPrincipal, wordsOf } from '../../text/name.ts';
import type { PageProps } from '../pages.ts';
import { PrincipalChart } from './principal-chart.tsx';
import { PrincipalFigures } from './principal-figures.tsx';
import { SessionsPanel } from './sessions-panel.tsx';

export type Principal = AnswerOf<'principal'>;

/** One caller: when it spends, on what, in how many sessions, since when, and what was told of it. */
export function PrincipalPage({ place }: PageProps) {
  const { id } = place.query;
  return id === undefined || id === '' ? <NoPrincipal /> : <Known id={id} place={place} />;
}

function Known({ id, place }: { readonly id: string; readonly place: PageProps['place'] }) {
  const read = useRead('principal', { query: { id, ...rangeQuery(place.query) } });
  const { data } = read;
  const [team] = data?.teams ?? [];
  return (
    <Page
      title={shortPrincipal(id)}
      up={team === undefined ? { href: '/', words: 'Overview' } : { href: toTeam(team), words: team }}
      lead={
        <>
          {shortPrincipal(id) === id ? null : <p class="small break-anywhere">{id}</p>}
          {data === undefined ? null : <Freshness freshness={data.freshness} />}
        </>
      }
      actions={data === undefined ? null : <RangeFields place={place} shown={data} />}
    >
      <Loaded read={read} lines={12}>
        {(principal) => (
          <>
            <PrincipalFigures principal={principal} />
            <PrincipalChart principal={principal} />
            <div class="columns">
              <Panel title="Alerts" isFlush>
                <AlertList
                  alerts={principal.alerts}
                  currency={principal.currency}
                  empty="Nothing was told about this principal in this range."
                />
              </Panel>
              <SessionsPanel principal={principal} />
            </div>
            <div class="columns">
              <SpendTable
                title="Models"
                what="Model"
                rows={principal.models}
                currency={principal.currency}
                empty="It called no model in this range. Choose a longer one above."
              />
              <SpendTable
                title="Token kinds"
                what="Kind"
                rows={principal.tokenKinds}
                currency={principal.currency}
                nameOf={wordsOf}
                empty="No tokens were billed in this range."
              />
            </div>
          </>
        )}
      </Loaded>
    </Page>
  );
}

const NoPrincipal = () => (
  <Page title="Principal">
    <Panel title="Which one?">
      <Empty>
        A principal is reached from its team or from an alert. <Link href="/">Go to the overview</Link>
      </Empty>
    </Panel>
  </Page>
);
