import { useEffect, useState } from 'preact/hooks';
import { call, type Outcome } from '../../api/client.ts';
import { ProblemNote } from '../../components/states.tsx';
import { counted } from '../../text/count.ts';
import { moneyText } from '../../text/money.ts';
import { periodText } from '../../text/time.ts';
import type { Rule } from './rules-panel.tsx';

interface RulesEffectProps {
  readonly rules: readonly Rule[];
  readonly version: number;
}

/** Dollars that the rules would give to teams of this month's untagged usage. */
export function RulesEffect({ rules, version }: RulesEffectProps) {
  const [outcome, setOutcome] = useState<Outcome<'putRules'>>();
  useEffect(() => {
    const end = new AbortController();
    const body = { rules: [...rules], dryRun: true };
    void call('putRules', { body, version }, end.signal).then((found) => {
      if (!end.signal.aborted) setOutcome(found);
    });
    return () => end.abort();
  }, []);
  if (outcome === undefined) return <p class="soft">Counting what these rules would give to teams…</p>;
  if (!outcome.ok) return <ProblemNote problem={outcome.problem} />;
  const { effect } = outcome.data;
  if (effect === null)
    return <p class="soft">No delivery is there yet that these rules could be tried on.</p>;
  const { given, currency, period, untagged, left, words } = effect;
  return (
    <div aria-live="polite">
      <p>
        <strong>
          Of {moneyText(untagged, currency)} untagged in {periodText(period)}, {moneyText(left, currency)}{' '}
          would be left.
        </strong>
      </p>
      <ul>
        {given.map(({ team, cost, principals }) => (
          <li key={team}>
            {team}: {moneyText(cost, currency)} of {counted(principals, 'principal')}
          </li>
        ))}
      </ul>
      <p class="soft small">{words}</p>
    </div>
  );
}
