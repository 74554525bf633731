import { useState } from 'preact/hooks';
import { useChange } from '../../api/use-change.ts';
import { Button } from '../../components/button.tsx';
import { ProblemNote } from '../../components/states.tsx';
import { toast } from '../../components/toasts.tsx';
import type { RowDialogProps } from './months-dialog.tsx';

/** Two clicks: the second one says what it takes away. */
export function RemoveForm({ row, version, onClose }: RowDialogProps) {
  const [isAsked, setAsked] = useState(false);
  const remove = useChange('deleteBudget');
  const run = async (): Promise<void> => {
    const outcome = await remove.send({ params: { team: row.team }, version });
    if (!outcome.ok) return;
    toast(`${row.team} has no budget any more.`);
    onClose();
  };
  return (
    <div class="form">
      <h3>Remove</h3>
      <div class="form-row">
        {isAsked ? (
          <Button kind="danger" isDisabled={remove.isSending} onClick={() => void run()}>
            Remove the budget of {row.team}
          </Button>
        ) : (
          <Button onClick={() => setAsked(true)}>Remove this budget…</Button>
        )}
        <span class="soft small">Its thresholds and channel go with it; the history brings them back.</span>
      </div>
      {remove.problem === undefined ? null : <ProblemNote problem={remove.problem} />}
    </div>
  );
}
