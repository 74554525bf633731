import { changeText, exactText, moneyText } from '../text/money.ts';
import { growthText } from '../text/percent.ts';

interface AmountProps {
  readonly value: string;
  readonly currency: string;
}

/** Cents; the exact amount stands in the tooltip. */
export const Amount = ({ value, currency }: AmountProps) => (
  <span class="number" title={exactText(value, currency)}>
    {moneyText(value, currency)}
  </span>
);

/** A difference with its sign. */
export const ChangeAmount = ({ value, currency }: AmountProps) => (
  <span class="number" title={exactText(value, currency)}>
    {changeText(value, currency)}
  </span>
);

/** Of growth that is worth a colour, percent; calmer figures are plain. */
const NOTABLE_PERCENT = 25;

/** Growth in words of sign and arrow; colour only repeats it. Null where there was nothing before. */
export function Growth({
  percent,
  isNew = false,
}: {
  readonly percent: number | null;
  readonly isNew?: boolean;
}) {
  if (percent === null) return <span class="soft">{isNew ? 'new' : '–'}</span>;
  const text = growthText(percent);
  if (text.startsWith('±')) return <span class="number soft">{text}</span>;
  const rises = percent > 0;
  const tone = Math.abs(percent) < NOTABLE_PERCENT ? '' : rises ? 'up' : 'down';
  return (
    <span class={`number ${tone}`}>
      <span aria-hidden="true">{rises ? '▲ ' : '▼ '}</span>
      {text}
    </span>
  );
}
