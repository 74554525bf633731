import { Panel } from '../../components/panel.tsx';
import { counted, countText } from '../../text/count.ts';
import { periodText, shortTime } from '../../text/time.ts';
import type { Evidence } from './evidence-document.ts';

/** Which deliveries it rests on: the query reads the same ones. */
export const DataPanel = ({ evidence: { deliveries, data, made } }: { readonly evidence: Evidence }) => (
  <Panel title="Data">
    <p>
      Judged as of {shortTime(data.judgedAsOf)}; hours before {shortTime(data.ripeThrough)} were taken as
      complete.
      {made === 'later' ? ' The evidence was made later, from the same delivery.' : ''}
    </p>
    <ul class="fact-list">
      {deliveries.map(({ billingPeriod, executionId, executedAt, files, rows, holdsAmount }) => (
        <li key={`${billingPeriod} ${executionId}`}>
          {periodText(billingPeriod)}, delivered {shortTime(executedAt)}
          <p class="soft small">
            {files === undefined || rows === undefined
              ? ''
              : `${counted(files, 'file')}, ${countText(rows)} rows · `}
            {holdsAmount ? 'holds these hours · ' : ''}
            <code>{executionId}</code>
          </p>
        </li>
      ))}
    </ul>
  </Panel>
);
