import { useState } from 'preact/hooks';
import { useChange } from '../../api/use-change.ts';
import { Button } from '../../components/button.tsx';
import { TextField } from '../../components/fields.tsx';
import { ProblemNote } from '../../components/states.tsx';
import { toast } from '../../components/toasts.tsx';
import { useMe } from '../../me.tsx';
import { moneyText } from '../../text/money.ts';
import { periodText } from '../../text/time.ts';
import type { RowDialogProps } from './months-dialog.tsx';

/** Another amount for one month; the month after has the usual one again. */
export function RaiseForm({ row, version, onClose }: RowDialogProps) {
  const [amount, setAmount] = useState('');
  const [period, setPeriod] = useState(useMe().now.slice(0, 7));
  const [reason, setReason] = useState('');
  const raise = useChange('raise');
  const isMonth = /^\d{4}-(0[1-9]|1[0-2])$/.test(period);
  const isWhole = /^\d{1,26}(\.\d{1,12})?$/.test(amount) && isMonth && reason.trim() !== '';
  const save = async (): Promise<void> => {
    if (!isWhole) return;
    const body = { amount, period, reason: reason.trim() };
    const outcome = await raise.send({ params: { team: row.team }, body, version });
    if (!outcome.ok) return;
    toast(`${row.team} has ${amount} ${row.currency} in ${periodText(period)}.`);
    onClose();
  };
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <h3>Raise for a month</h3>
      <div class="form-row">
        <TextField
          label={`Amount, ${row.currency}`}
          value={amount}
          onChange={(value) => setAmount(value.trim())}
          isRight
          width="8rem"
        />
        <TextField
          label="Month"
          type="month"
          value={period}
          onChange={setPeriod}
          problem={isMonth ? undefined : 'A month such as 2026-11.'}
        />
        <TextField label="Why" value={reason} onChange={setReason} width="18rem" isRequired />
        <Button type="submit" kind="main" isDisabled={!isWhole || raise.isSending}>
          Raise
        </Button>
      </div>
      {isMonth ? (
        <p class="soft small">
          Ends by itself with {periodText(period)}; then {moneyText(row.amount, row.currency)} again.
        </p>
      ) : null}
      {raise.problem === undefined ? null : <ProblemNote problem={raise.problem} />}
    </form>
  );
}
