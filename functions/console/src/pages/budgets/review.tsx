import { useState } from 'preact/hooks';
import type { Problem } from '../../api/problem.ts';
import { useChange } from '../../api/use-change.ts';
import { Button } from '../../components/button.tsx';
import { TextField } from '../../components/fields.tsx';
import { ProblemNote } from '../../components/states.tsx';
import { toast } from '../../components/toasts.tsx';
import { BacktestView } from './backtest-view.tsx';
import { ClashView } from './clash-view.tsx';
import { type BudgetRow, clashesOf, type Draft, FIELDS, type Parsed, typedOf } from './draft.ts';
import { FIELD_WORDS, valueWords } from './field-words.ts';
import type { Drafts } from './use-drafts.ts';

interface ReviewProps {
  readonly team: string;
  readonly row: BudgetRow | undefined;
  readonly draft: Draft | undefined;
  readonly parsed: Parsed;
  readonly version: number;
  readonly drafts: Drafts;
  readonly onDone: () => void;
}

/** What a change would be and would have done; then why, and save. */
export function Review({ team, row, draft, parsed, version, drafts, onDone }: ReviewProps) {
  const [reason, setReason] = useState('');
  const put = useChange('putBudget');
  const clashes = draft === undefined ? [] : clashesOf(draft, row);
  const isClash = put.problem?.kind === 'conflict';
  const save = async (): Promise<void> => {
    if (draft === undefined || !parsed.ok || clashes.length > 0 || put.isSending) return;
    const body = { ...parsed.body, ...(reason.trim() === '' ? {} : { reason: reason.trim() }) };
    const outcome = await put.send({ params: { team }, body, version });
    if (!outcome.ok) return;
    drafts.drop(team);
    onDone();
    toast(`The budget of ${team} is saved.`);
  };
  const settle = (base: Draft | undefined): void => {
    if (base === undefined) drafts.drop(team);
    else drafts.put(base);
    put.forget();
  };
  return (
    <form
      class="review"
      aria-label={`Change of ${team}`}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {draft === undefined ? null : <Changed draft={draft} row={row} />}
      <BacktestView
        team={team}
        body={parsed.ok ? parsed.body : undefined}
        {...(draft === undefined
          ? {}
          : { onFloor: (dollars: string) => drafts.type(team, row, 'minDollars', dollars) })}
      />
      {clashes.length === 0 || draft === undefined ? null : (
        <ClashView
          clashes={clashes}
          onKeep={() => settle({ ...draft, base: row })}
          onTake={() => settle(undefined)}
        />
      )}
      {put.problem === undefined || (isClash && clashes.length > 0) ? null : (
        <ProblemNote problem={isClash ? elsewhere(put.problem, team) : put.problem} />
      )}
      {draft === undefined ? (
        <div>
          <Button size="small" onClick={onDone}>
            Close
          </Button>
        </div>
      ) : (
        <div class="form-row">
          <TextField label="Why (kept with the change)" value={reason} onChange={setReason} width="22rem" />
          <Button
            type="submit"
            kind="main"
            isDisabled={!parsed.ok || clashes.length > 0 || put.isSending}
            title={parsed.ok ? '' : 'A field above needs another value'}
          >
            {put.isSending ? 'Saving…' : `Save ${team}`}
          </Button>
          <Button onClick={() => drafts.drop(team)}>Drop what I typed</Button>
        </div>
      )}
    </form>
  );
}

/** The version is that of all budgets. */
const elsewhere = (problem: Problem, team: string): Problem => ({
  ...problem,
  message: `Another budget was changed meanwhile, nothing of ${team}. Save again.`,
});

function Changed({ draft, row }: { readonly draft: Draft; readonly row: BudgetRow | undefined }) {
  const was = typedOf(row);
  return (
    <p>
      {row === undefined ? 'First budget: ' : 'Changes: '}
      {FIELDS.flatMap((field) => {
        const now = draft.typed[field];
        return now === undefined
          ? []
          : [
              `${FIELD_WORDS[field]} ${row === undefined ? '' : `${valueWords(was[field])} → `}${valueWords(now)}`,
            ];
      }).join(' · ')}
    </p>
  );
}
