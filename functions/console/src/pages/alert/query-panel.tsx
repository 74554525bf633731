import { useState } from 'preact/hooks';
import { Command } from '../../components/command.tsx';
import { Choice } from '../../components/fields.tsx';
import { Panel } from '../../components/panel.tsx';
import { exactText } from '../../text/money.ts';
import type { Evidence } from './evidence-document.ts';

/** The number can be had without Billhook: the query over the export's own rows. */
export function QueryPanel({ evidence: { query, currency } }: { readonly evidence: Evidence }) {
  const [engine, setEngine] = useState<'duckdb' | 'athena'>('duckdb');
  return (
    <Panel
      title="Check it yourself"
      aside={<Choice label="Engine" value={engine} options={ENGINES} onChange={setEngine} />}
    >
      <div class="form">
        <p>
          This sums the rows of the export itself and must give{' '}
          <strong>{exactText(query.gives, currency)}</strong>. Put in{' '}
          {engine === 'duckdb' ? "the export's place" : "the name of the export's table"} before you run it.
        </p>
        <section class="query-scroll" {...SCROLLED}>
          <Command text={query[engine]} label="Copy query" />
        </section>
      </div>
    </Panel>
  );
}

/** What scrolls is a stop for the keyboard. */
const SCROLLED = { tabIndex: 0, 'aria-label': 'Query' } as const;

const ENGINES = [
  { value: 'duckdb', words: 'DuckDB' },
  { value: 'athena', words: 'Athena' },
] as const;
