import type { AnswerOf } from '../../../../../shared/api/documents.ts';
import { useChange } from '../../api/use-change.ts';
import { useRead } from '../../api/use-read.ts';
import { Button } from '../../components/button.tsx';
import { Panel } from '../../components/panel.tsx';
import { Loaded, ProblemNote } from '../../components/states.tsx';
import { type Column, Table } from '../../components/table.tsx';
import { toast } from '../../components/toasts.tsx';
import { useMe } from '../../me.tsx';
import { moneyText } from '../../text/money.ts';
import { shortTime } from '../../text/time.ts';

export type BudgetChange = AnswerOf<'budgetChanges'>['changes'][number];

/** Who changed what and why, newest first; the last change can be taken back. */
export function ChangesPanel({ version, mayEdit }: { readonly version: number; readonly mayEdit: boolean }) {
  const read = useRead('budgetChanges');
  const undo = useChange('undoBudget');
  const run = async (): Promise<void> => {
    const outcome = await undo.send({ version });
    if (outcome.ok) toast('The last change is taken back.');
  };
  const changes = newestFirst(read.data?.changes ?? []);
  return (
    <Panel
      title="History"
      isFlush
      aside={
        mayEdit && changes.length > 0 ? (
          <Button size="small" isDisabled={undo.isSending} onClick={() => void run()}>
            Undo the last change
          </Button>
        ) : null
      }
    >
      {undo.problem === undefined ? null : <ProblemNote problem={undo.problem} />}
      <Loaded read={read} lines={3}>
        {() => (
          <Table
            caption="Changes of budgets"
            rows={changes}
            columns={COLUMNS}
            keyOf={({ version: saved, team, at }) => `${saved} ${team} ${at}`}
            empty="Nobody changed a budget so far. Every change will stand here with who, when and why."
            limit={10}
          />
        )}
      </Loaded>
    </Panel>
  );
}

const newestFirst = (changes: readonly BudgetChange[]): readonly BudgetChange[] =>
  changes.toSorted((a, b) => b.version - a.version || (a.at < b.at ? 1 : -1));

const COLUMNS: readonly Column<BudgetChange>[] = [
  { key: 'team', head: 'Team', cell: ({ team }) => (team === '' ? 'All teams' : team) },
  { key: 'what', head: 'Change', cell: (change) => <WhatChanged change={change} /> },
  { key: 'who', head: 'Who', cell: ({ by }) => by.name },
  { key: 'when', head: 'When', isWide: true, cell: ({ at }) => shortTime(at) },
  {
    key: 'why',
    head: 'Why',
    isWide: true,
    cell: ({ reason }) => (reason === '' ? <span class="soft">nothing said</span> : reason),
  },
];

/** Only the fields that differ. */
export function WhatChanged({
  change: { before, after },
}: {
  readonly change: Pick<BudgetChange, 'before' | 'after'>;
}) {
  const { currency } = useMe();
  if (after === null) return <>removed</>;
  const fields = [...new Set(['amount', ...Object.keys(before ?? {}), ...Object.keys(after)])]
    .filter(
      (field) =>
        field !== 'team' && field !== 'currency' && valueText(before?.[field]) !== valueText(after[field]),
    )
    .map(
      (field) =>
        `${wordsOfField(field)} ${before === null ? '' : `${shownValue(field, before, currency)} → `}${shownValue(field, after, currency)}`,
    );
  return <>{fields.length === 0 ? 'nothing' : `${before === null ? 'new: ' : ''}${fields.join(' · ')}`}</>;
}

/** `min dollars` of `minDollars`. */
const wordsOfField = (field: string): string =>
  field.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

const MONEY: readonly string[] = ['amount', 'minDollars', 'cap'];
const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

function shownValue(field: string, side: NonNullable<BudgetChange['after']>, known: string): string {
  const value = side[field];
  const currency = typeof side.currency === 'string' ? side.currency : known;
  if (MONEY.includes(field) && typeof value === 'string') return moneyText(value, currency);
  if (field === 'months' && typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .map(([month, amount]) => `${month}: ${moneyText(String(amount), currency)}`)
      .join(', ');
  }
  if (field === 'workingDays' && Array.isArray(value)) {
    return value.map((day) => DAYS[Number(day)] ?? String(day)).join(' ');
  }
  return valueText(value);
}

function valueText(value: unknown): string {
  if (value === undefined || value === null || value === '') return 'default';
  if (Array.isArray(value)) return value.join(', ');
  if (typeof value !== 'object') return String(value);
  return Object.entries(value)
    .map(([name, of]) => `${name}: ${valueText(of)}`)
    .join(', ');
}
