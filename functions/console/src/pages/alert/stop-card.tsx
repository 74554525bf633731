import { Amount } from '../../components/amount.tsx';
import { Command } from '../../components/command.tsx';
import { Panel } from '../../components/panel.tsx';
import { counted } from '../../text/count.ts';
import type { StopCardDocument, StopRefusalDocument } from './evidence-document.ts';

/** Shown and never applied: what a person can type to stop one principal, and what that means. */
export function StopCardPanel({
  card,
}: {
  readonly card: StopCardDocument | StopRefusalDocument | undefined;
}) {
  if (card === undefined) return null;
  return (
    <Panel title="Stop card" aside="Billhook changes nothing: you run it">
      <details class="stop-card">
        <summary>{'refused' in card ? 'Why there is none' : `What would stop ${card.target}`}</summary>
        {'refused' in card ? <Refused card={card} /> : <Card card={card} />}
      </details>
    </Panel>
  );
}

const Refused = ({ card }: { readonly card: StopRefusalDocument }) => (
  <div class="form">
    <p>{card.text}</p>
    <h3>Instead</h3>
    <ul class="bullets">
      {card.instead.map((step) => (
        <li key={step}>{step}</li>
      ))}
    </ul>
  </div>
);

const Card = ({ card }: { readonly card: StopCardDocument }) => (
  <div class="form">
    <h3>Who is hit</h3>
    <Hits card={card} />
    <h3>Deny (run in {card.runIn})</h3>
    {card.apply.map((command) => (
      <Command key={command} text={command} label="Copy deny" />
    ))}
    <h3>See that it is there</h3>
    <Command text={card.check} label="Copy check" />
    <h3>Undo</h3>
    {card.undo.map((command) => (
      <Command key={command} text={command} label="Copy undo" />
    ))}
    <h3>The policy, to read</h3>
    <Command text={policyText(card.policy)} label="Copy policy" />
    <h3>Where it does not hold</h3>
    <ul class="bullets">
      {card.holdsNot.map((text) => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  </div>
);

const Hits = ({ card: { hits, currency } }: { readonly card: StopCardDocument }) =>
  hits.length === 0 ? (
    <p>The last day’s bill shows no use of it.</p>
  ) : (
    <ul class="bullets">
      {hits.map(({ team, cost, sessions, names }) => (
        <li key={team}>
          Team {team}: <Amount value={cost} currency={currency} />, {counted(sessions, 'session')}
          {names.length === 0 ? '' : ` (${names.join(', ')})`}
        </li>
      ))}
    </ul>
  );

const policyText = (policy: unknown): string =>
  typeof policy === 'string' ? policy : JSON.stringify(policy, null, 2);
