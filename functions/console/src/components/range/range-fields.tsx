import { go, type Place, withQuery } from '../../router/location.ts';
import { Choice, TextField } from '../fields.tsx';
import { daysOf, isDate, lastDays, shownRange } from './range.ts';

interface RangeFieldsProps {
  readonly place: Place;
  /** What is shown now. */
  readonly shown: { readonly times: readonly string[]; readonly freshness: { readonly dataThrough: string } };
}

const LENGTHS = ['7', '14', '30', '90'] as const;
type Length = (typeof LENGTHS)[number] | 'other';

/** The newest days, or any from and to; the choice stands in the address. */
export function RangeFields({ place, shown }: RangeFieldsProps) {
  const range = shownRange(shown);
  if (range === undefined) return null;
  const set = (next: { readonly from: string; readonly to: string }): void => {
    if (isDate(next.from) && isDate(next.to)) go(withQuery(place, { ...next }), 'replace');
  };
  const { dataThrough } = shown.freshness;
  const chosen = LENGTHS.find((length) => lastDays(dataThrough, Number(length)).from === range.from);
  const isNewest = lastDays(dataThrough, daysOf(range)).to === range.to;
  return (
    <>
      <Choice<Length>
        label="Length of the range"
        value={isNewest && chosen !== undefined ? chosen : 'other'}
        options={LENGTHS.map((value) => ({ value, words: `${value} d` }))}
        onChange={(value) => value !== 'other' && set(lastDays(dataThrough, Number(value)))}
      />
      <TextField
        label="From (UTC)"
        type="date"
        value={range.from}
        max={range.to}
        onChange={(from) => set({ from, to: range.to })}
      />
      <TextField
        label="Through"
        type="date"
        value={range.to}
        min={range.from}
        onChange={(to) => set({ from: range.from, to })}
      />
    </>
  );
}
