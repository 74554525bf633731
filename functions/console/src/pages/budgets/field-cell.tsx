import { Select, TextField } from '../../components/fields.tsx';
import type { Field } from './draft.ts';
import { ALERTS_PER, FIELD_WORDS, valueWords } from './field-words.ts';

interface FieldCellProps {
  readonly field: Field;
  readonly team: string;
  readonly value: string;
  readonly problem: string | undefined;
  readonly mayEdit: boolean;
  readonly onChange: (value: string) => void;
}

const WIDTHS: Readonly<Record<Field, string>> = {
  amount: '5.75rem',
  thresholds: '6.25rem',
  minDollars: '4.25rem',
  minPercent: '4.25rem',
  alertsPer: '5.5rem',
  channel: '6.25rem',
  owner: '6.25rem',
};

const NUMBERS: readonly Field[] = ['amount', 'minDollars', 'minPercent'];

/** A cell that is a field; who may not change it reads it. */
export function FieldCell({ field, team, value, problem, mayEdit, onChange }: FieldCellProps) {
  // On a phone the label is shown; everywhere it says whose field it is.
  const label = `${FIELD_WORDS[field]} of ${team}`;
  if (!mayEdit) {
    return (
      <td>
        <span class="cell-label">{FIELD_WORDS[field]} </span>
        <span class={value === '' ? 'soft' : ''}>{valueWords(value)}</span>
      </td>
    );
  }
  return (
    <td class="field-cell">
      <span class="cell-label" aria-hidden="true">
        {FIELD_WORDS[field]}
      </span>
      {field === 'alertsPer' ? (
        <Select label={label} isLabelHidden value={value} options={ALERTS_PER} onChange={onChange} />
      ) : (
        <TextField
          label={label}
          isLabelHidden
          value={value}
          onChange={onChange}
          problem={problem}
          placeholder={field === 'amount' ? '' : 'default'}
          isRight={NUMBERS.includes(field)}
          width={WIDTHS[field]}
        />
      )}
    </td>
  );
}
