import { useId } from 'preact/hooks';

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly type?: 'text' | 'date' | 'month' | 'datetime-local' | 'email';
  /** Keeps the label for screen readers only, as in a table with a head. */
  readonly isLabelHidden?: boolean;
  readonly isRight?: boolean;
  readonly isRequired?: boolean;
  readonly isDisabled?: boolean;
  readonly placeholder?: string;
  /** What is wrong with the value. */
  readonly problem?: string | undefined;
  readonly min?: string;
  readonly max?: string;
  readonly width?: string;
}

/** One line of text with its label and, below, what is wrong with it. */
export function TextField(props: FieldProps) {
  const id = useId();
  const { label, value, onChange, type = 'text', isLabelHidden = false, problem } = props;
  const limits = {
    ...(props.min === undefined ? {} : { min: props.min }),
    ...(props.max === undefined ? {} : { max: props.max }),
    ...(props.placeholder === undefined ? {} : { placeholder: props.placeholder }),
    ...(props.width === undefined ? {} : { style: { width: props.width } }),
    ...(problem === undefined ? {} : { 'aria-describedby': `${id}-problem` }),
  };
  return (
    <div class="field">
      <label for={id} class={isLabelHidden ? 'hidden-text' : ''}>
        {label}
      </label>
      <input
        id={id}
        {...({ type } as { type: 'text' })}
        value={value}
        class={props.isRight === true ? 'right' : ''}
        required={props.isRequired === true}
        disabled={props.isDisabled === true}
        aria-invalid={problem !== undefined}
        onInput={(event) => onChange(event.currentTarget.value)}
        {...limits}
      />
      {problem === undefined ? null : (
        <span id={`${id}-problem`} class="field-problem">
          {problem}
        </span>
      )}
    </div>
  );
}

interface AreaProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly problem?: string | undefined;
  readonly rows?: number;
}

export function TextArea({ label, value, onChange, problem, rows = 5 }: AreaProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <textarea
        id={id}
        rows={rows}
        value={value}
        aria-invalid={problem !== undefined}
        {...(problem === undefined ? {} : { 'aria-describedby': `${id}-problem` })}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
      {problem === undefined ? null : (
        <span id={`${id}-problem`} class="field-problem">
          {problem}
        </span>
      )}
    </div>
  );
}

interface SelectProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly words: string }[];
  readonly onChange: (value: string) => void;
  readonly isLabelHidden?: boolean;
  readonly isDisabled?: boolean;
}

export function Select({
  label,
  value,
  options,
  onChange,
  isLabelHidden = false,
  isDisabled = false,
}: SelectProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id} class={isLabelHidden ? 'hidden-text' : ''}>
        {label}
      </label>
      <select
        id={id}
        value={value}
        disabled={isDisabled}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.words}
          </option>
        ))}
      </select>
    </div>
  );
}

interface ChoiceProps<V extends string> {
  readonly label: string;
  readonly value: V;
  readonly options: readonly { readonly value: V; readonly words: string }[];
  readonly onChange: (value: V) => void;
}

/** A few exclusive options side by side. */
export function Choice<V extends string>({ label, value, options, onChange }: ChoiceProps<V>) {
  const name = useId();
  return (
    <div class="choice" role="radiogroup" aria-label={label}>
      {options.map((option) => (
        <label key={option.value}>
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          {option.words}
        </label>
      ))}
    </div>
  );
}
