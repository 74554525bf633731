import { useState } from 'preact/hooks';
import { useChange } from '../../api/use-change.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { TextField } from '../../components/fields.tsx';
import { ProblemNote } from '../../components/states.tsx';
import { toast } from '../../components/toasts.tsx';

interface CapDialogProps {
  readonly cap: string | null;
  readonly version: number;
  readonly onClose: () => void;
}

/** The cap warns on this page; it stops nobody from spending. */
export function CapDialog({ cap, version, onClose }: CapDialogProps) {
  const [amount, setAmount] = useState(cap ?? '');
  const [reason, setReason] = useState('');
  const change = useChange('cap');
  const isWrong = amount !== '' && !/^\d{1,26}(\.\d{1,12})?$/.test(amount);
  const save = async (): Promise<void> => {
    if (isWrong) return;
    const body = {
      cap: amount === '' ? null : amount,
      ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
    };
    const outcome = await change.send({ body, version });
    if (!outcome.ok) return;
    toast(amount === '' ? 'There is no cap any more.' : 'The cap is saved.');
    onClose();
  };
  return (
    <Dialog title="Cap of all budgets" onClose={onClose}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <p class="soft">All budgets together are held against it on this page. Empty: no cap.</p>
        <TextField
          label="Cap a month"
          value={amount}
          onChange={(value) => setAmount(value.trim())}
          isRight
          problem={isWrong ? 'A number such as 120000.' : undefined}
        />
        <TextField label="Why (kept with the change)" value={reason} onChange={setReason} />
        {change.problem === undefined ? null : <ProblemNote problem={change.problem} />}
        <div>
          <Button type="submit" kind="main" isDisabled={isWrong || change.isSending}>
            Save the cap
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
