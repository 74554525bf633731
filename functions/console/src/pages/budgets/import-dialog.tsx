import { useState } from 'preact/hooks';
import type { AnswerOf } from '../../../../../shared/api/documents.ts';
import { useChange } from '../../api/use-change.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Choice, TextArea, TextField } from '../../components/fields.tsx';
import { ProblemNote } from '../../components/states.tsx';
import { toast } from '../../components/toasts.tsx';
import { counted } from '../../text/count.ts';
import { WhatChanged } from './changes-panel.tsx';

const FORMATS = [
  { value: 'csv', words: 'CSV' },
  { value: 'yaml', words: 'YAML' },
] as const;

/** A file replaces all budgets, after it was looked at; one that is wrong somewhere changes nothing. */
export function ImportDialog({
  version,
  onClose,
}: {
  readonly version: number;
  readonly onClose: () => void;
}) {
  const [format, setFormat] = useState<'csv' | 'yaml'>('csv');
  const [text, setText] = useState('');
  const [reason, setReason] = useState('');
  const [seen, setSeen] = useState<AnswerOf<'importBudgets'>>();
  const change = useChange('importBudgets');
  const type = (value: string): void => {
    setText(value);
    setSeen(undefined);
    change.forget();
  };
  const run = async (dryRun: boolean): Promise<void> => {
    const body = { format, text, dryRun, ...(reason.trim() === '' ? {} : { reason: reason.trim() }) };
    const outcome = await change.send({ body, version });
    if (!outcome.ok) return;
    if (dryRun) return setSeen(outcome.data);
    toast('The budgets are replaced.');
    onClose();
  };
  return (
    <Dialog title="Import budgets" onClose={onClose} isBroad>
      <div class="form">
        <div class="form-row">
          <Choice label="Format" value={format} options={FORMATS} onChange={setFormat} />
          <label class="field">
            <span>File</span>
            <input
              type="file"
              accept=".csv,.yml,.yaml,text/csv"
              onChange={async ({ currentTarget: { files } }) => {
                const file = files?.[0];
                if (file === undefined) return;
                setFormat(/\.ya?ml$/i.test(file.name) ? 'yaml' : 'csv');
                type(await file.text());
              }}
            />
          </label>
        </div>
        <TextArea label="Or paste it" value={text} onChange={type} rows={8} />
        {change.problem === undefined ? null : <ProblemNote problem={change.problem} />}
        {seen === undefined ? null : <Seen changes={seen.changes} />}
        <div class="form-row">
          <Button
            kind={seen === undefined ? 'main' : 'plain'}
            isDisabled={text === '' || change.isSending}
            onClick={() => void run(true)}
          >
            Show what would change
          </Button>
          {seen === undefined || seen.changes.length === 0 ? null : (
            <>
              <TextField label="Why (kept with the change)" value={reason} onChange={setReason} />
              <Button kind="main" isDisabled={change.isSending} onClick={() => void run(false)}>
                Replace all budgets
              </Button>
            </>
          )}
        </div>
      </div>
    </Dialog>
  );
}

const Seen = ({ changes }: { readonly changes: AnswerOf<'importBudgets'>['changes'] }) => (
  <div class="note good" role="status">
    <p>
      <strong>
        {changes.length === 0
          ? 'The file says what is already saved.'
          : `${counted(changes.length, 'budget')} would change:`}
      </strong>
    </p>
    <ul class="seen-changes">
      {changes.map((change) => (
        <li key={change.team}>
          <strong>{change.team}</strong>: <WhatChanged change={change} />
        </li>
      ))}
    </ul>
  </div>
);
