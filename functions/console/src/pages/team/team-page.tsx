import type { AnswerOf } from '../../../../../shared/api/documents.ts';
import { useRead } from '../../api/use-read.ts';
import { AlertList } from '../../components/alert-list.tsx';
import { Freshness } from '../../components/freshness.tsx';
import { Page } from '../../components/page.tsx';
import { Panel } from '../../components/panel.tsx';
import { rangeQuery } from '../../components/range/range.ts';
import { RangeFields } from '../../components/range/range-fields.tsx';
import { SpendTable } from '../../components/spend-table.tsx';
import { Loaded } from '../../components/states.tsx';
import { toPrincipal } from '../../router/addresses.ts';
import { shortPrincipal, wordsOf } from '../../text/name.ts';
import type { PageProps } from '../pages.ts';
import { BridgePanel } from './bridge-panel.tsx';
import { PlansPanel } from './plans-panel.tsx';
import { TeamChart } from './team-chart.tsx';
import { TeamFigures } from './team-figures.tsx';

export type Team = AnswerOf<'team'>;

/** One team: how it spends against what is expected and allowed, on whom, and why two times differ. */
export function TeamPage({ params, place }: PageProps) {
  const name = params.team ?? '';
  const query = rangeQuery(place.query);
  const read = useRead('team', { params: { team: name }, query });
  const { data } = read;
  return (
    <Page
      title={name}
      up={{ href: '/', words: 'Overview' }}
      lead={data === undefined ? null : <Lead team={data} />}
      actions={data === undefined ? null : <RangeFields place={place} shown={data} />}
    >
      <Loaded read={read} lines={14}>
        {(team) => (
          <>
            <TeamFigures team={team} />
            <TeamChart team={team} />
            <div class="columns">
              <Panel title="Alerts" isFlush>
                <AlertList
                  alerts={team.alerts}
                  currency={team.currency}
                  empty="No alert in this range. A rise is told in the team's channel when a delivery shows it."
                />
              </Panel>
              <PlansPanel team={team} />
            </div>
            <Spenders team={team} />
            <BridgePanel team={name} place={place} shown={team} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

const Lead = ({ team }: { readonly team: Team }) => (
  <>
    <p>
      {team.owner === null ? 'No owner is named' : `Owner ${team.owner}`}
      {team.channel === null ? '' : ` · told in ${team.channel}`}
    </p>
    <Freshness freshness={team.freshness} />
  </>
);

const Spenders = ({ team }: { readonly team: Team }) => (
  <>
    <SpendTable
      title="Principals"
      what="Principal"
      rows={team.principals}
      currency={team.currency}
      nameOf={shortPrincipal}
      hrefOf={toPrincipal}
      empty="Nobody spent anything in this range. Choose a longer one above."
    />
    <div class="columns">
      <SpendTable
        title="Models"
        what="Model"
        rows={team.models}
        currency={team.currency}
        empty="No model was called."
      />
      <SpendTable
        title="Token kinds"
        what="Kind"
        rows={team.tokenKinds}
        currency={team.currency}
        nameOf={wordsOf}
        empty="No tokens were billed."
      />
    </div>
  </>
);
