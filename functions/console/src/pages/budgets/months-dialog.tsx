import { useState } from 'preact/hooks';
import { useChange } from '../../api/use-change.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { TextField } from '../../components/fields.tsx';
import { ProblemNote } from '../../components/states.tsx';
import { toast } from '../../components/toasts.tsx';
import { useMe } from '../../me.tsx';
import { moneyText } from '../../text/money.ts';
import { shortPeriod } from '../../text/time.ts';
import { type BudgetRow, bodyOf } from './draft.ts';
import { RaiseForm } from './raise-form.tsx';
import { RemoveForm } from './remove-form.tsx';

export interface RowDialogProps {
  readonly row: BudgetRow;
  readonly version: number;
  readonly onClose: () => void;
}

/** Other amounts for other months: a raise that ends by itself, a year that is planned ahead. */
export const MonthsDialog = (props: RowDialogProps) => (
  <Dialog title={`More of ${props.row.team}`} onClose={props.onClose} isBroad>
    <div class="form">
      <RaiseForm {...props} />
      <MonthsForm {...props} />
      <RemoveForm {...props} />
    </div>
  </Dialog>
);

const MONTHS_SHOWN = 12;
const AMOUNT = /^\d{1,26}(\.\d{1,12})?$/;

function MonthsForm({ row, version, onClose }: RowDialogProps) {
  const periods = monthsFrom(useMe().now, row.months ?? {});
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>(row.months ?? {});
  const put = useChange('putBudget');
  const isWrong = (text: string): boolean => text !== '' && !AMOUNT.test(text);
  const save = async (): Promise<void> => {
    const months = Object.fromEntries(Object.entries(typed).filter(([, amount]) => amount !== ''));
    const parsed = bodyOf(row, undefined, row.currency);
    if (!parsed.ok) return;
    const body = { ...parsed.body, months, reason: 'amounts of single months' };
    const outcome = await put.send({ params: { team: row.team }, body, version });
    if (!outcome.ok) return;
    toast(`The months of ${row.team} are saved.`);
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
      <h3>Planned amounts</h3>
      <p class="soft small">
        A month without one has the usual budget of {moneyText(row.amount, row.currency)}.
      </p>
      <div class="months">
        {periods.map((period) => (
          <TextField
            key={period}
            label={shortPeriod(period)}
            value={typed[period] ?? ''}
            placeholder={row.amount}
            isRight
            onChange={(value) => setTyped({ ...typed, [period]: value.trim() })}
            problem={isWrong(typed[period] ?? '') ? 'A number such as 1200.' : undefined}
          />
        ))}
      </div>
      {put.problem === undefined ? null : <ProblemNote problem={put.problem} />}
      <div>
        <Button type="submit" kind="main" isDisabled={put.isSending || Object.values(typed).some(isWrong)}>
          Save the months
        </Button>
      </div>
    </form>
  );
}

/** This month and those to come, and any other that has an amount. */
function monthsFrom(now: string, months: Readonly<Record<string, string>>): readonly string[] {
  const start = new Date(now);
  const ahead = Array.from({ length: MONTHS_SHOWN }, (_, index) =>
    new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + index)).toISOString().slice(0, 7),
  );
  return [...new Set([...Object.keys(months), ...ahead])].toSorted();
}
