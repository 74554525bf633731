import './alert.css';
import type { AnswerOf } from '../../../../../shared/api/documents.ts';
import { useRead } from '../../api/use-read.ts';
import { subjectOf } from '../../components/alert-list.tsx';
import { Page } from '../../components/page.tsx';
import { Panel } from '../../components/panel.tsx';
import { Empty, Loaded } from '../../components/states.tsx';
import type { PageProps } from '../pages.ts';
import { Actions } from './actions.tsx';
import { AlertFigures } from './alert-figures.tsx';
import { AlertHead } from './alert-head.tsx';
import { Bridge } from './bridge.tsx';
import { Contributions } from './contributions.tsx';
import { DataPanel } from './data-panel.tsx';
import { type Evidence, evidenceOf, stopCardOf } from './evidence-document.ts';
import { History } from './history.tsx';
import { HoursChart } from './hours-chart.tsx';
import { LinkedPanel } from './linked-panel.tsx';
import { OutlookPanel } from './outlook-panel.tsx';
import { QueryPanel } from './query-panel.tsx';
import { RulePanel } from './rule-panel.tsx';
import { RuledOutPanel } from './ruled-out-panel.tsx';
import { SessionsPanel } from './sessions-panel.tsx';
import { StopCardPanel } from './stop-card.tsx';
import { useDecision } from './use-decision.ts';
import { WhyPanel } from './why-panel.tsx';

export type AlertDetail = AnswerOf<'alert'>;

/** What a message rests on, in the message's order, and what can be done about it. */
export function AlertPage({ params: { id = '' } }: PageProps) {
  const read = useRead('alert', { params: { id } });
  const deciding = useDecision(id);
  const { data } = read;
  return (
    <Page
      title={data === undefined ? 'Alert' : subjectOf(data.alert)}
      up={{ href: '/alerts', words: 'Alerts' }}
      lead={data === undefined ? null : <AlertHead detail={data} expected={deciding.expected} />}
    >
      <Loaded read={read} lines={16}>
        {(detail) => {
          const evidence = evidenceOf(detail.evidence);
          return (
            <>
              <Actions detail={detail} deciding={deciding} />
              <AlertFigures detail={detail} evidence={evidence} />
              <OutlookPanel detail={detail} />
              <WhyPanel detail={detail} />
              {evidence === undefined ? <NoEvidence id={id} /> : <Pack evidence={evidence} />}
              <History detail={detail} />
              {evidence === undefined ? null : <QueryPanel evidence={evidence} />}
              <StopCardPanel card={stopCardOf(detail.stopCard)} />
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}

const Pack = ({ evidence }: { readonly evidence: Evidence }) => (
  <>
    <HoursChart evidence={evidence} />
    <Contributions evidence={evidence} />
    <div class="columns">
      <Bridge evidence={evidence} />
      <RuledOutPanel evidence={evidence} />
      <SessionsPanel evidence={evidence} />
      <LinkedPanel evidence={evidence} />
      <RulePanel evidence={evidence} />
      <DataPanel evidence={evidence} />
    </div>
  </>
);

const NoEvidence = ({ id }: { readonly id: string }) => (
  <Panel title="Evidence">
    <Empty>
      <p>
        <strong>The evidence of this alert is not written yet.</strong> The next judgement of the delivery
        writes it, within the hour. Until then <code>npx billhook explain {id}</code> makes it from the
        ledger.
      </p>
    </Empty>
  </Panel>
);
