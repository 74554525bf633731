import { Panel } from '../../components/panel.tsx';
import { counted } from '../../text/count.ts';
import { moneyText } from '../../text/money.ts';
import type { Evidence } from './evidence-document.ts';

/** The rule in words, with the numbers it was applied with. */
export const RulePanel = ({ evidence: { rule, currency } }: { readonly evidence: Evidence }) => (
  <Panel title="Rule" aside={<code>{rule.name}</code>}>
    <p>{rule.text}</p>
    <dl class="facts alert-facts">
      {rule.parameters.map(({ name, value }) => [
        <dt key={name}>{name}</dt>,
        <dd key={`${name}:`}>{value}</dd>,
      ])}
      {rule.baseline === undefined ? null : <BaselineFacts baseline={rule.baseline} currency={currency} />}
    </dl>
    {rule.baseline === undefined ? null : <p class="soft small">{rule.baseline.method}</p>}
  </Panel>
);

interface BaselineProps {
  readonly baseline: NonNullable<Evidence['rule']['baseline']>;
  readonly currency: string;
}

const BaselineFacts = ({ baseline: { expected, low, high, history, score }, currency }: BaselineProps) => (
  <>
    <dt>expected</dt>
    <dd>
      {moneyText(expected, currency)} (band {moneyText(low, currency)} to {moneyText(high, currency)})
    </dd>
    <dt>rests on</dt>
    <dd>{counted(history, 'earlier window')}</dd>
    {history === 0 ? null : (
      <>
        <dt>score</dt>
        <dd>
          {score.toFixed(1)}: a quiet window costs as much once in 10<sup>{score.toFixed(1)}</sup>
        </dd>
      </>
    )}
  </>
);
