import { Amount } from '../../components/amount.tsx';
import { wordsOf } from '../../text/name.ts';
import { shortPeriod } from '../../text/time.ts';
import type { Statements } from './statements-page.tsx';

interface LineListProps {
  readonly lines: Statements['rest'];
  readonly currency: string;
}

/** Lines of a statement as they stand in its file. */
export const LineList = ({ lines, currency }: LineListProps) => (
  <ul class="line-list">
    {lines.map(({ category, words, period, cost }, index) => (
      <li key={`${category} ${index}`}>
        <span class="soft">{wordsOf(category)}</span>
        <span>
          {words}
          {period === null ? null : <span class="soft"> ({shortPeriod(period)})</span>}
        </span>
        <Amount value={cost} currency={currency} />
      </li>
    ))}
  </ul>
);
