import './statements.css';
import type { AnswerOf } from '../../../../../shared/api/documents.ts';
import { useRead } from '../../api/use-read.ts';
import { Badge } from '../../components/badge.tsx';
import { Select } from '../../components/fields.tsx';
import { Freshness } from '../../components/freshness.tsx';
import { Page } from '../../components/page.tsx';
import { Empty, Loaded } from '../../components/states.tsx';
import { useMe } from '../../me.tsx';
import { toStatements } from '../../router/addresses.ts';
import { go } from '../../router/location.ts';
import { periodText } from '../../text/time.ts';
import type { PageProps } from '../pages.ts';
import { FilesPanel } from './files-panel.tsx';
import { RestPanel } from './rest-panel.tsx';
import { StatementFigures } from './statement-figures.tsx';
import { StatementTable } from './statement-table.tsx';
import { WeeksPanel } from './weeks-panel.tsx';

export type Statements = AnswerOf<'statements'>;

/** A month as it is billed: every team, what is not Bedrock's, and that the whole is what AWS delivered. */
export function StatementsPage({ params }: PageProps) {
  const { periods } = useMe();
  const newest = periods.toSorted().at(-1);
  const period = params.period ?? newest;
  if (period === undefined) {
    return (
      <Page title="Statements">
        <Empty>
          <strong>There is no month yet.</strong> The first delivery brings one.
        </Empty>
      </Page>
    );
  }
  return <Month period={period} periods={periods} />;
}

function Month({ period, periods }: { readonly period: string; readonly periods: readonly string[] }) {
  const read = useRead('statements', { params: { period } });
  const { data } = read;
  return (
    <Page
      title={`Statement of ${periodText(period)}`}
      lead={
        data === undefined ? null : (
          <>
            <Badge tone={data.isClosed ? 'good' : 'warning'}>
              {data.isClosed ? 'closed' : 'open: this month still changes'}
            </Badge>
            <Freshness freshness={data.freshness} />
          </>
        )
      }
      actions={
        <Select
          label="Month"
          value={period}
          options={[...new Set([...periods, period])]
            .toSorted()
            .toReversed()
            .map((value) => ({ value, words: periodText(value) }))}
          onChange={(value) => go(toStatements(value))}
        />
      }
    >
      <Loaded read={read} lines={12}>
        {(statements) => (
          <>
            <StatementFigures statements={statements} />
            <StatementTable statements={statements} />
            <RestPanel statements={statements} />
            <WeeksPanel statements={statements} />
            <FilesPanel statements={statements} />
          </>
        )}
      </Loaded>
    </Page>
  );
}
