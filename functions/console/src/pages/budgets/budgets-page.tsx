import './budgets.css';
import { useState } from 'preact/hooks';
import { useRead } from '../../api/use-read.ts';
import { Button } from '../../components/button.tsx';
import { Download } from '../../components/download.tsx';
import { Page } from '../../components/page.tsx';
import { Loaded } from '../../components/states.tsx';
import { useMe } from '../../me.tsx';
import { BudgetTable } from './budget-table.tsx';
import { CapDialog } from './cap-dialog.tsx';
import { ChangesPanel } from './changes-panel.tsx';
import { ImportDialog } from './import-dialog.tsx';
import { Totals } from './totals.tsx';
import { useDrafts } from './use-drafts.ts';
import { WithoutPanel } from './without-panel.tsx';

/** Limits, edited where they stand: what is typed is kept until it is saved or dropped. */
export function BudgetsPage() {
  const { person, currency } = useMe();
  const read = useRead('budgets');
  const drafts = useDrafts();
  const [isOpen, setOpen] = useState<'import' | 'cap'>();
  const mayEdit = person.role === 'finance';
  const version = read.version ?? read.data?.version ?? 0;
  const close = (): void => setOpen(undefined);
  return (
    <Page
      title="Budgets and thresholds"
      lead={
        mayEdit ? null : (
          <p>
            Your role is {person.role}: you can look and backtest. Finance changes budgets; ask for more with{' '}
            <code>/billhook raise</code> in Slack.
          </p>
        )
      }
      actions={
        <>
          <Export format="csv" />
          <Export format="yaml" />
          {mayEdit ? <Button onClick={() => setOpen('import')}>Import…</Button> : null}
        </>
      }
    >
      <Loaded read={read} lines={12}>
        {(list) => (
          <>
            <Totals
              list={list}
              drafts={drafts.all}
              currency={currency}
              {...(mayEdit ? { onCap: () => setOpen('cap') } : {})}
            />
            <BudgetTable
              list={list}
              version={version}
              drafts={drafts}
              mayEdit={mayEdit}
              currency={currency}
            />
            <WithoutPanel list={list} drafts={drafts} mayEdit={mayEdit} currency={currency} />
            <ChangesPanel version={version} mayEdit={mayEdit} />
            {isOpen === 'import' ? <ImportDialog version={version} onClose={close} /> : null}
            {isOpen === 'cap' ? <CapDialog cap={list.cap} version={version} onClose={close} /> : null}
          </>
        )}
      </Loaded>
    </Page>
  );
}

const Export = ({ format }: { readonly format: 'csv' | 'yaml' }) => (
  <Download route="exportBudgets" params={{ format }}>
    {format.toUpperCase()}
    <span class="hidden-text"> of all budgets</span>
  </Download>
);
