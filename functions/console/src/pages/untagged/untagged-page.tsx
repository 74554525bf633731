import './untagged.css';
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
import { GatewaysPanel } from './gateways-panel.tsx';
import { HygienePanel } from './hygiene-panel.tsx';
import { NeverPanel } from './never-panel.tsx';
import { PrincipalsPanel } from './principals-panel.tsx';
import { RulesPanel } from './rules-panel.tsx';
import { TrendPanel } from './trend-panel.tsx';
import { UntaggedFigures } from './untagged-figures.tsx';

export type Untagged = AnswerOf<'untagged'>;

/** What no team pays for, and whom to tag so that most of it finds its team. */
export function UntaggedPage({ place }: PageProps) {
  const { person, periods } = useMe();
  const { period } = place.query;
  const read = useRead('untagged', period === undefined ? {} : { query: { period } });
  const { data } = read;
  const all = [...new Set([...periods, ...(data === undefined ? [] : [data.period])])]
    .toSorted()
    .toReversed();
  return (
    <Page
      title="Untagged"
      lead={data === undefined ? null : <Freshness freshness={data.freshness} />}
      actions={
        data === undefined ? null : (
          <Select
            label="Month"
            value={data.period}
            options={all.map((value) => ({ value, words: periodText(value) }))}
            onChange={(value) => go(withQuery(place, { period: value }), 'replace')}
          />
        )
      }
    >
      <Loaded read={read} lines={12}>
        {(untagged) => (
          <>
            <UntaggedFigures untagged={untagged} />
            <PrincipalsPanel untagged={untagged} />
            <RulesPanel mayEdit={person.role === 'finance'} />
            <div class="columns">
              <TrendPanel untagged={untagged} />
              <NeverPanel untagged={untagged} />
            </div>
            <HygienePanel untagged={untagged} />
            <GatewaysPanel untagged={untagged} />
          </>
        )}
      </Loaded>
    </Page>
  );
}
