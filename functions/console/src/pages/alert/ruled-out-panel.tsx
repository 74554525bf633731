import { Badge, type Tone } from '../../components/badge.tsx';
import { Panel } from '../../components/panel.tsx';
import { Empty } from '../../components/states.tsx';
import { wordsOf } from '../../text/name.ts';
import type { Evidence } from './evidence-document.ts';

type Verdict = Evidence['ruledOut'][number]['verdict'];

/** What else it could have been, each with the number that says so. */
export const RuledOutPanel = ({ evidence: { ruledOut } }: { readonly evidence: Evidence }) => (
  <Panel title="What else it could be">
    {ruledOut.length === 0 ? (
      <Empty>Of an alert of this kind nothing else comes into question.</Empty>
    ) : (
      <ul class="fact-list">
        {ruledOut.map(({ what, verdict, text }) => (
          <li key={what}>
            <div class="alert-line">
              <strong>{wordsOf(what)}</strong>
              <Badge tone={TONES[verdict]}>{verdict}</Badge>
            </div>
            <p class="soft small">{text}</p>
          </li>
        ))}
      </ul>
    )}
  </Panel>
);

const TONES: Readonly<Record<Verdict, Tone>> = {
  'ruled out': 'good',
  possible: 'warning',
  'not known': 'plain',
  found: 'info',
};
